import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { Table as TableBlock } from './blocks.ts';
import { INK, RULE, TEXT_WIDTH } from './word-styles.ts';

const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const rule = (size: number, color: string) => ({ style: BorderStyle.SINGLE, size, color });
const BORDERS = {
  top: NONE,
  bottom: rule(6, INK),
  left: NONE,
  right: NONE,
  insideHorizontal: rule(4, RULE),
  insideVertical: NONE,
};

interface CellLook {
  width: number;
  bold?: boolean;
  right?: boolean;
  colour?: string | undefined;
  head?: boolean;
  /** Stays on the page of the row below. */
  next?: boolean;
}

const cell = (text: string, { width, bold = false, right = false, colour, head, next }: CellLook) =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { top: 55, bottom: 55, left: 90, right: 90 },
    ...(colour ? { borders: { left: rule(36, colour.replace('#', '').toUpperCase()) } } : {}),
    ...(head ? { borders: { bottom: rule(12, INK) } } : {}),
    children: [
      new Paragraph({
        style: 'Cell',
        ...(head || next ? { keepNext: true } : {}),
        ...(right ? { alignment: AlignmentType.RIGHT } : {}),
        children: [new TextRun({ text, bold })],
      }),
    ],
  });

/** A table of so many rows is not torn apart. */
const TOGETHER = 6;

/** A table with a head row that comes again on each page; a row is never torn apart. */
export function toTable({ head, widths, rows, figures = [], sum = false }: TableBlock): Table {
  const columnWidths = widths.map((share) => Math.round((share / 100) * TEXT_WIDTH));
  const widthOf = (index: number) => columnWidths[index] ?? 0;
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    columnWidths,
    borders: BORDERS,
    tableLook: { firstRow: true, firstColumn: true, noHBand: true, noVBand: true },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: head.map((text, index) =>
          cell(text, {
            width: widthOf(index),
            bold: true,
            right: figures.includes(index),
            head: true,
          }),
        ),
      }),
      ...rows.map(
        ({ cells, colour }, place) =>
          new TableRow({
            cantSplit: true,
            children: cells.map((text, index) =>
              cell(text, {
                width: widthOf(index),
                bold: index === 0 || (sum && place === rows.length - 1),
                right: figures.includes(index),
                colour: index === 0 ? colour : undefined,
                next: rows.length <= TOGETHER && place < rows.length - 1,
              }),
            ),
          }),
      ),
    ],
  });
}

/** Who the paper is for, as pairs. */
export function headTable(pairs: readonly (readonly [string, string])[]): Table {
  const columnWidths = [2300, TEXT_WIDTH - 2300];
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    columnWidths,
    borders: { ...BORDERS, top: rule(12, INK) },
    tableLook: { firstColumn: true, noHBand: true, noVBand: true },
    rows: pairs.map(
      ([label, value]) =>
        new TableRow({
          cantSplit: true,
          children: [
            cell(label, { width: columnWidths[0] ?? 0, bold: true }),
            cell(value, { width: columnWidths[1] ?? 0 }),
          ],
        }),
    ),
  });
}
