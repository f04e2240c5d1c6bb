import { FileRefused, readSpreadsheet, type SheetRows } from '../../../files/read-spreadsheet.ts';
import type { Given } from '../answers.ts';
import { exportSchema } from '../export.ts';
import { type Choice, CONFIDENCES, type Confidence, toChoice } from '../rules/answers.ts';
import type { Item } from '../rules/items.ts';
import { TITLES } from './answer-sheet.ts';

export interface Brought {
  answers: Given[];
  /** Sentences about cells that could not be taken, each with its place. Nothing is taken while there are any. */
  problems: string[];
}

/**
 * Reads answers from a file that somebody kept or filled in: `.xlsx` or our own `.json`.
 * @param items what is asked; an answer to anything else is told and left out
 * @throws FileRefused when it is neither
 */
export async function readAnswersFile(data: Buffer, items: readonly Item[]): Promise<Brought> {
  return data.subarray(0, 2).toString('latin1') === 'PK'
    ? readRows(await readSpreadsheet(data), items)
    : readJson(data, items);
}

function readJson(data: Buffer, items: readonly Item[]): Brought {
  let read: unknown;
  try {
    read = JSON.parse(data.toString('utf8'));
  } catch {
    throw new FileRefused(
      'That is neither a spreadsheet (.xlsx) nor a file of answers from here (.json).',
    );
  }
  const result = exportSchema.safeParse(read);
  if (!result.success) {
    const places = result.error.issues
      .slice(0, 10)
      .map(({ path, message }) => `${path.join('.') || 'file'}: ${message}`);
    throw new FileRefused(`That file of answers is not as we write it. ${places.join('; ')}`);
  }
  const known = new Set(items.map(({ id }) => id));
  const { answers } = result.data;
  return {
    answers: answers
      .filter(({ item }) => known.has(item))
      .map((answer) => ({ ...answer, choice: toChoice(answer.choice) })),
    problems: answers
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
