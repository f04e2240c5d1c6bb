/**
 * A paper before it is a file: what it says, in order. The Word document, the page and the PDF are all made of this, so
 * that they say the same. Plain values only, since papers are made in a worker.
 */

export interface Paper {
  title: string;
  council: string;
  crest: Crest | undefined;
  /** What stands at its head: who it is for, when, by whom. */
  head: readonly (readonly [label: string, value: string])[];
  /** Date, round, edition and who made it: at the foot of every page. */
  foot: string;
  mark: Mark;
  draft: boolean;
  /** Headings and paragraphs carry numbers, as committees cite them. */
  numbered: boolean;
  /** Colours of the outcomes, for the band at the head. */
  band: readonly string[];
  language: string;
  blocks: readonly Block[];
}

export interface Crest {
  /** Base64. */
  data: string;
  type: string;
  width: number;
  height: number;
}

/** What a paper holds, and so who may have it. */
export interface Mark {
  name: string;
  says: string;
}

export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string; number?: string; colour?: string }
  | { kind: 'text'; text: string; lead?: string; number?: string; plain?: true }
  | { kind: 'list'; items: readonly string[]; letters?: true }
  | Prompt
  | Table
  | Figure
  | Question
  | { kind: 'page' };

/** Something that only a person at the council can write: who should, and what to say. */
export interface Prompt {
  kind: 'prompt';
  who: string;
  asks: readonly string[];
}

export interface Table {
  kind: 'table';
  /** Empty when the heading right above says it. */
  caption: string;
  head: readonly string[];
  /** Share of the width for each column; they add up to 100. */
  widths: readonly number[];
  /** The first cell of a row names it. A colour stands at its left edge. */
  rows: readonly { cells: readonly string[]; colour?: string }[];
  /** Columns with figures, which stand to the right. */
  figures?: readonly number[];
  /** The last row is a sum. */
  sum?: boolean;
}

export interface Figure {
  kind: 'figure';
  svg: string;
  /** Of the drawing, in pixels. */
  width: number;
  height: number;
  /** How wide it stands on paper, in millimetres. */
  millimetres: number;
  alt: string;
  caption: string;
}

/** A question to put, with what to listen for. */
export interface Question {
  kind: 'question';
  about: string;
  asks: string;
  good: string;
  warning: string;
  colour?: string;
}

/** Gives headings of the first level their number, and each paragraph below it one of its own: 3, 3.1, 3.2. */
export function numberBlocks(blocks: readonly Block[]): Block[] {
  let section = 0;
  let paragraph = 0;
  return blocks.map((block) => {
    if (block.kind === 'heading' && block.level === 1) {
      section += 1;
      paragraph = 0;
      return { ...block, number: `${section}` };
    }
    if (block.kind !== 'text' || block.plain || section === 0) return block;
    paragraph += 1;
    return { ...block, number: `${section}.${paragraph}` };
  });
}
