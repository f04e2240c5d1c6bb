import { FileRefused, readSpreadsheet, type SheetRows } from '../../files/read-spreadsheet.ts';
import { COLUMNS, type PlanColumn } from './action-sheet.ts';
import type { Facts } from './facts.ts';
import type { ActionChange } from './needs.ts';
import { STATUS_IDS, STATUSES } from './rules/plan-figures.ts';

/** One row of a spreadsheet of the plan, read and checked. */
export interface SheetAction {
  /** As the spreadsheet counts: 2 is the first below the head. */
  row: number;
  /** Empty for a new action. */
  id: string;
  /** Of the action when the file was made. */
  version: number;
  values: Required<Omit<ActionChange, 'cost'>> & { cost: number | undefined };
}

export interface ReadSheet {
  actions: SheetAction[];
  /** Cells that cannot be taken, each with its place. Nothing is taken while there are any. */
  problems: string[];
}

const MOST_ROWS = 5_000;

/** @throws FileRefused when it is no spreadsheet of the plan */
export async function readActionSheet(data: Uint8Array, facts: Facts): Promise<ReadSheet> {
  return readRows(await readSpreadsheet(data), facts);
}

/** One form of each letter and of each line end, and nothing around it: how texts are compared. */
export const plain = (text: string): string =>
  text.normalize('NFC').replaceAll(/\r\n?/g, '\n').trim();

/** @throws FileRefused when the head is not ours, or there are too many rows */
export function readRows({ name, rows }: SheetRows, facts: Facts): ReadSheet {
  const [head = [], ...body] = rows;
  const places = new Map(head.map((title, index) => [title.trim(), index]));
  const needed = COLUMNS.filter(
    ({ field, title }) => field || title === 'Code' || title === 'Version',
  );
  const missing = needed.filter(({ title }) => !places.has(title)).map(({ title }) => title);
  if (missing.length > 0)
    throw new FileRefused(
      `The first row of the first sheet should hold the titles as in our spreadsheet. Missing: ${missing.join(', ')}.`,
    );
  if (body.length > MOST_ROWS)
    throw new FileRefused('The sheet has more than 5,000 rows. Split it and send the parts.');
  const read: ReadSheet = { actions: [], problems: [] };
  const seen = new Map<string, number>();
  for (const [index, cells] of body.entries()) {
    const row = index + 2;
    const cell = (title: string) => plain(cells[places.get(title) ?? -1] ?? '');
    if (needed.every(({ title }) => cell(title) === '')) continue;
    const refuse = (title: string, why: string) =>
      read.problems.push(
        `Sheet “${name}”, row ${row}, column ${letterOf(places.get(title) ?? 0)} (${title}): ${why}`,
      );
    const id = cell('Code');
    const before = id && seen.get(id);
    if (before) refuse('Code', `the same code stands in row ${before}.`);
    if (id) seen.set(id, row);
    const version = Number(cell('Version'));
    if (id && !(Number.isInteger(version) && version > 0))
      refuse('Version', 'leave the number as the spreadsheet had it.');
    const values = readValues(cell, refuse, facts);
    read.actions.push({ row, id, version: id ? version : 0, values });
  }
  return read;
}

type Refuse = (title: string, why: string) => void;

function readValues(cell: (title: string) => string, refuse: Refuse, facts: Facts) {
  const values: Record<string, string | number | undefined> = {};
  for (const column of COLUMNS) {
    const { field, title } = column;
    if (field)
      values[field] = READERS[field](cell(title), (why) => refuse(title, why), column, facts);
  }
  return values as SheetAction['values'];
}

type Reader = (
  text: string,
  refuse: (why: string) => void,
  column: PlanColumn,
  facts: Facts,
) => string | number | undefined;

const words: Reader = (text, refuse, { most = 2000 }) => {
  if (text.length > most) refuse(`at most ${most} characters; it has ${text.length}.`);
  return text;
};

const day: Reader = (text, refuse) => {
  const [, date, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  const iso = date ? `${year}-${month?.padStart(2, '0')}-${date.padStart(2, '0')}` : text;
  if (iso === '') return '';
  const read = /^20\d{2}-\d{2}-\d{2}$/.test(iso) ? new Date(`${iso}T00:00:00Z`) : undefined;
  if (read && !Number.isNaN(read.getTime()) && read.toISOString().startsWith(iso)) return iso;
  refuse(`“${text.slice(0, 40)}” is no date. Write one such as 2027-03-31.`);
  return '';
};

const oneOf =
  (list: (facts: Facts) => Readonly<Record<string, string>>): Reader =>
  (text, refuse, _column, facts) => {
    if (text === '') return '';
    const known = Object.entries(list(facts));
    const small = text.toLowerCase();
    const found = known.find(([id, name]) => id === small || name.toLowerCase() === small);
    if (found) return found[0];
    refuse(`“${text.slice(0, 40)}” is none of these: ${known.map(([, name]) => name).join(', ')}.`);
    return '';
  };

const READERS: Record<keyof ActionChange, Reader> = {
  title: (text, refuse, column, facts) => {
    if (text === '') refuse('say what is to be done.');
    return words(text.replaceAll(/\s+/g, ' '), refuse, column, facts);
  },
  status: (text, refuse, column, facts) => {
    if (text === '') return STATUS_IDS[0];
    return oneOf(() => STATUSES)(text, refuse, column, facts);
  },
  start: day,
  due: day,
  effort: oneOf(({ efforts }) => efforts),
  costBand: oneOf(({ costs }) => costs),
  cost: (text, refuse) => {
    if (text === '') return undefined;
    const number = text.replaceAll(/[£,\s]/g, '');
    if (/^\d{1,10}(?:\.0+)?$/.test(number)) return Number(number);
    refuse(`“${text.slice(0, 40)}” is no sum. Write whole pounds, such as 12500.`);
    return undefined;
  },
  statusNote: words,
  why: words,
  benefit: words,
  measure: words,
  evidence: words,
};

/** The letters of a column as spreadsheets show them: A to Z, then AA. */
export const letterOf = (index: number): string =>
  (index >= 26 ? letterOf(Math.floor(index / 26) - 1) : '') +
  String.fromCharCode(65 + (index % 26));
