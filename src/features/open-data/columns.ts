import { readPassages } from '../../content/markdown.ts';

type Cell = string | number | boolean | null;
export type Row = Record<string, Cell | readonly Cell[]>;

/** A column: its name in the files, the type of its values and what it means. Several values: `list`. */
export interface Column {
  name: string;
  type: 'text' | 'number';
  list?: boolean;
  optional?: boolean;
  says: string;
}

/** A table of the open data. Its `id` column, or the first, never changes its meaning and is never used again. */
export interface Table {
  id: string;
  title: string;
  says: string;
  columns: readonly Column[];
  rows: readonly Row[];
}

export const text = (name: string, says: string): Column => ({ name, type: 'text', says });
export const list = (name: string, says: string): Column => ({
  name,
  type: 'text',
  list: true,
  says,
});
export const optional = (column: Column): Column => ({ ...column, optional: true });
export const number = (name: string, says: string): Column => ({ name, type: 'number', says });
/** Markdown as running text. */
export const plain = (markdown: string) =>
  readPassages(markdown)
    .map((passage) => passage.text)
    .join(' ');
export const all = (value: 'all' | readonly string[], every: readonly string[]) =>
  value === 'all' ? every : value;

export const PAGE = text('page', 'Address of its page on this site, without the host');
export const REVIEW = text('review', 'Date by which it is to be looked at again');
export const OUTCOME = text('outcome', 'Id of its outcome');
