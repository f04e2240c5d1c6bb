import type { Cell, SheetData } from 'write-excel-file/node';

export interface Column {
  title: string;
  /** In characters. */
  width: number;
}

/** A second sheet that says what the first is: pairs of a label and what it says. */
export interface AboutSheet {
  name: string;
  lines: readonly (readonly [label: string, value: string])[];
}

/** A sign as the format writes what it cannot hold as it is (ECMA-376, part 1, ST_Xstring). */
const escaped = (sign: string): string =>
  `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/**
 * The library looks texts up in an object, where names such as `constructor` stand already: the file would be broken.
 * And what looks like an escape would be read as one.
 */
function toWrite(value: string): string {
  const safe = value.replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, escaped);
  return safe in Object.prototype ? escaped(safe) + safe.slice(1) : safe;
}

const text = (value: string, more: object = {}) =>
  ({
    type: String,
    value: toWrite(value),
    wrap: true,
    alignVertical: 'top' as const,
    ...more,
  }) as Cell;

/**
 * Writes a workbook: a bold head that stays in view, then rows of text and numbers. Text is kept as text, so that a cell
 * that begins with `=` is never worked out by the program that opens it.
 * @param about a sheet after it, for who wonders what they have
 */
export async function writeSpreadsheet(
  name: string,
  columns: readonly Column[],
  rows: readonly (readonly (string | number)[])[],
  about?: AboutSheet,
): Promise<Buffer> {
  // Loaded when somebody asks for the first file.
  const { default: writeXlsx } = await import('write-excel-file/node');
  const head = columns.map(({ title }) => ({
    value: title,
    fontWeight: 'bold' as const,
    wrap: true,
  }));
  const cell = (value: string | number) =>
    typeof value === 'number'
      ? { type: Number, value, alignVertical: 'top' as const }
      : value === ''
        ? null
        : text(value);
  const data = [head, ...rows.map((row) => row.map(cell))] as SheetData;
  const first = {
    data,
    sheet: name,
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  };
  if (!about) return writeXlsx([first]).toBuffer();
  const second = {
    data: about.lines.map(([label, value]) => [text(label, { fontWeight: 'bold' }), text(value)]),
    sheet: about.name,
    columns: [{ width: 24 }, { width: 90 }],
  };
  return writeXlsx([first, second]).toBuffer();
}
