import { type Column, writeSpreadsheet } from '../../../files/spreadsheet.ts';
import type { Desk } from '../needs.ts';
import type { Answers } from '../rules/answers.ts';
import type { Item } from '../rules/items.ts';
import { answerInWords } from '../views.ts';

/** The spreadsheet to fill in by hand and bring back. The first column is what ties a row to its question. */

const COLUMNS: Column[] = [
  { title: 'Code', width: 30 },
  { title: 'Outcome', width: 22 },
  { title: 'Question', width: 44 },
  { title: '1', width: 34 },
  { title: '2', width: 34 },
  { title: '3', width: 34 },
  { title: '4', width: 34 },
  { title: 'Answer', width: 14 },
  { title: 'Note', width: 40 },
  { title: 'Evidence', width: 34 },
  { title: 'Evidence date', width: 14 },
  { title: 'Who can tell more', width: 20 },
  { title: 'Sure', width: 14 },
  { title: 'Seen differently', width: 30 },
];
export const TITLES = COLUMNS.map(({ title }) => title);

/**
 * The same as CSV, with its head. A cell that a spreadsheet program would take for a formula gets a `'` before it; so
 * does one that begins so already, so that `readCell` gives back what was written.
 */
export const toRows = ({ items }: Pick<Desk, 'items'>, answers: Answers): string[][] => [
  TITLES,
  ...items.map((item) => toRow(item, answers).map((cell) => writeCell(String(cell)))),
];

const FORMULA = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
const writeCell = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
export const readCell = (text: string): string =>
  text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;

/** @returns an `.xlsx` file with a row for each question, and the answers so far */
export const writeAnswerSheet = (
  { items }: Pick<Desk, 'items'>,
  answers: Answers,
): Promise<Buffer> =>
  writeSpreadsheet(
    'Answers',
    COLUMNS,
    items.map((item) => toRow(item, answers)),
  );

function toRow(item: Item, answers: Answers): (string | number)[] {
  const answer = answers.get(item.id);
  const choice = answer?.choice;
  return [
    item.id,
    item.outcome.name,
    item.statement,
    ...item.levels.map(({ name, description }) => `${name}: ${description}`),
    typeof choice === 'number' ? choice : choice ? answerInWords(item, answer) : '',
    answer?.note ?? '',
    answer?.evidence ?? '',
    answer?.evidenceDate ?? '',
    answer?.evidenceOwner ?? '',
    answer?.confidence ?? '',
    answer?.dissent ?? '',
  ];
}
