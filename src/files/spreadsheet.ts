import type { SheetData } from 'write-excel-file/node';

export interface Column {
  title: string;
  /** In characters. */
  width: number;
}

/**
 * Writes a workbook with one sheet: a bold head that stays in view, then rows of text and numbers. Text is kept as
 * text, so that a cell that begins with `=` is never worked out by the program that opens it.
 */
export async function writeSpreadsheet(
  name: string,
  columns: readonly Column[],
  rows: readonly (readonly (string | number)[])[],
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
        : { type: String, value, wrap: true, alignVertical: 'top' as const };
  const data = [head, ...rows.map((row) => row.map(cell))] as SheetData;
  return writeXlsx(data, {
    sheet: name,
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  }).toBuffer();
}
