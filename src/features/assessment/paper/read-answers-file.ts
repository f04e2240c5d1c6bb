import { parse } from 'csv-parse/sync';
import type { Almanac } from '../../../content/almanac.ts';
import { FileRefused, readSpreadsheet, type SheetRows } from '../../../files/read-spreadsheet.ts';
import type { Given } from '../answers.ts';
import { exportSchema } from '../export.ts';
import {
  type Answers,
  type Choice,
  CONFIDENCES,
  type Confidence,
  toChoice,
} from '../rules/answers.ts';
import { carryAnswers, editionsBetween } from '../rules/editions.ts';
import type { Item } from '../rules/items.ts';
import { readCell, TITLES } from './answer-sheet.ts';

export interface Brought {
  answers: Given[];
  /** Sentences about cells that could not be taken, each with its place. Nothing is taken while there are any. */
  problems: string[];
}

/** The edition that questions are asked in, and how they came to be so. */
export interface Editions {
  edition: string;
  editions: Almanac['editions'];
}

/**
 * Reads answers from a file that somebody kept or filled in: `.xlsx`, `.csv` or our own `.json`.
 * @param items what is asked; an answer to anything else is told and left out
 * @param now answers of a file from an earlier edition are carried to this one
 * @throws FileRefused when it is none of them
 */
export async function readAnswersFile(
  data: Buffer,
  items: readonly Item[],
  now: Editions,
): Promise<Brought> {
  if (data.subarray(0, 2).toString('latin1') === 'PK')
    return readRows(await readSpreadsheet(data), items);
  const text = data.toString('utf8');
  return /^\s*[{[]/.test(text) ? readJson(text, items, now) : readCsv(text, items);
}

const NEITHER =
  'That is neither a spreadsheet (.xlsx or .csv) nor a file of answers from here (.json).';

function readCsv(text: string, items: readonly Item[]): Brought {
  if (!text.replace(/^\ufeff/, '').startsWith(TITLES[0] ?? '')) throw new FileRefused(NEITHER);
  let rows: string[][];
  try {
    rows = parse(text, { bom: true, relax_column_count: true, max_record_size: 100_000, to: 500 });
  } catch {
    throw new FileRefused('That file is not CSV as a spreadsheet program writes it.');
  }
  return readRows({ name: 'CSV', rows: rows.map((row) => row.map(readCell)) }, items);
}

function readJson(text: string, items: readonly Item[], now: Editions): Brought {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw new FileRefused(NEITHER);
  }
  const result = exportSchema.safeParse(read);
  if (!result.success) {
    const places = result.error.issues
      .slice(0, 10)
      .map(({ path, message }) => `${path.join('.') || 'file'}: ${message}`);
    throw new FileRefused(`That file of answers is not as we write it. ${places.join('; ')}`);
  }
  const { answers, edition } = result.data;
  const between = editionsBetween(now.editions, edition, now.edition);
  const given = new Map(
    answers.map((answer) => [
      answer.item,
      { ...answer, choice: toChoice(answer.choice), answeredAt: '', version: 0 },
    ]),
  );
  const brought = pickAsked(carryAnswers(given, between), items);
  const unsaid = brought.answers.filter(({ choice, note }) => choice === 'na' && note === '');
  const problems = unsaid.map(({ item }) => `“${item}”: say in its note why it does not apply.`);
  return { ...brought, problems: [...brought.problems, ...problems] };
}

/** The answers to what is asked here, and a sentence about each other one. */
export function pickAsked(answers: Answers, items: readonly Item[]): Brought {
  const known = new Set(items.map(({ id }) => id));
  const all = [...answers.values()];
  return {
    answers: all
      .filter(({ item }) => known.has(item))
      .map(({ answeredAt: _, version: __, carried: ___, ...given }) => given),
    problems: all
      .filter(({ item }) => !known.has(item))
      .map(({ item }) => `“${item}” is not asked here.`),
  };
}

const letter = (index: number) => String.fromCharCode(65 + index);

function readRows({ name, rows }: SheetRows, items: readonly Item[]): Brought {
  const [head = [], ...body] = rows;
  const missing = TITLES.filter((title) => !head.includes(title));
  if (missing.length > 0)
    throw new FileRefused(
      `The first row should hold the titles as in our spreadsheet. Missing: ${missing.join(', ')}.`,
    );
  const column = (title: string) => head.indexOf(title);
  const byId = new Map(items.map((item) => [item.id, item]));
  const brought: Brought = { answers: [], problems: [] };
  const seen = new Set<string>();
  for (const [index, row] of body.entries()) {
    const cell = (title: string) => (row[column(title)] ?? '').trim();
    const refuse = (title: string, why: string) =>
      brought.problems.push(`Sheet “${name}”, cell ${letter(column(title))}${index + 2}: ${why}`);
    const code = cell('Code');
    if (code === '' || cell('Answer') === '') continue;
    const item = byId.get(code);
    if (!item) refuse('Code', `“${code}” is not asked here.`);
    else if (seen.has(code)) refuse('Code', `“${code}” stands in the sheet twice.`);
    else {
      seen.add(code);
      const answer = readRow(item, cell, refuse);
      if (answer) brought.answers.push(answer);
    }
  }
  return brought;
}

const LIMITS = { Note: 2000, Evidence: 500, 'Who can tell more': 120, 'Seen differently': 1000 };

function readRow(
  item: Item,
  cell: (title: string) => string,
  refuse: (title: string, why: string) => void,
): Given | undefined {
  const choice = readChoice(item, cell('Answer'));
  if (choice === undefined) {
    refuse(
      'Answer',
      `“${cell('Answer').slice(0, 40)}” is none of 1, 2, 3, 4, I don’t know, Does not apply, Come back to this.`,
    );
    return undefined;
  }
  for (const [title, most] of Object.entries(LIMITS))
    if (cell(title).length > most) refuse(title, `at most ${most} characters.`);
  if (choice === 'na' && cell('Note') === '') refuse('Note', 'say why it does not apply.');
  const evidenceDate = cell('Evidence date');
  if (!/^(?:\d{4}-\d{2}-\d{2})?$/.test(evidenceDate))
    refuse('Evidence date', 'write a date such as 2026-11-24.');
  const confidence = cell('Sure').toLowerCase();
  if (!(CONFIDENCES as readonly string[]).includes(confidence))
    refuse('Sure', 'write opinion, documented or peer, or leave it empty.');
  return {
    item: item.id,
    choice,
    note: cell('Note'),
    evidence: cell('Evidence'),
    evidenceDate,
    evidenceOwner: cell('Who can tell more'),
    confidence: confidence as Confidence,
    dissent: cell('Seen differently'),
  };
}

const WORDS: [RegExp, Choice][] = [
  [/^(?:na|n\/a|does not apply)/, 'na'],
  [/^(?:unknown|i don.?t know|don.?t know)/, 'unknown'],
  [/^(?:later|come back)/, 'later'],
];

function readChoice({ levels }: Item, text: string): Choice | undefined {
  const plain = text.trim().toLowerCase();
  if (/^[1-4](?:\.0+)?$/.test(plain)) return toChoice(plain.charAt(0));
  const level = levels.find(({ name }) => name.toLowerCase() === plain);
  if (level) return toChoice(String(level.number));
  return WORDS.find(([pattern]) => pattern.test(plain))?.[1];
}
