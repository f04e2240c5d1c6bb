import { arc } from 'd3-shape';
import type { Facts } from './facts.ts';
import { outcomeOf } from './facts.ts';
import type { ClosedRound } from './needs.ts';

/** Drawings for papers, on white: they are printed, and stand on a sheet of paper on screen. */

const FACE = 'Atkinson Hyperlegible Next';
const INK = '#11161c';
const QUIET = '#46505a';
const RULE = '#aab3bb';

export interface Drawing {
  svg: string;
  width: number;
  height: number;
}

const inXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

interface Style {
  size: number;
  colour?: string;
  bold?: boolean;
  anchor?: 'start' | 'middle' | 'end';
}
const text = (
  x: number,
  y: number,
  words: string,
  { size, colour = INK, bold = false, anchor = 'start' }: Style,
): string =>
  `<text x="${x}" y="${y}" font-family="${FACE}" font-size="${size}" font-weight="${bold ? 700 : 400}" text-anchor="${anchor}" fill="${colour}">${inXml(words)}</text>`;

const drawing = (width: number, height: number, inside: string): Drawing => ({
  svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="#ffffff"/>${inside}</svg>`,
  width,
  height,
});

/** Breaks words into at most two lines of about so many letters. */
function twoLines(words: string, letters: number): string[] {
  const lines = [''];
  for (const word of words.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last === '' || `${last} ${word}`.length <= letters || lines.length === 2)
      lines[lines.length - 1] = `${last} ${word}`.trim();
    else lines.push(word);
  }
  return lines;
}

const LABEL = 350;
/** Lengths of the matrix on paper, and on a slide, which is wide and low. */
const ON_PAPER = { row: 96, bar: 14, name: 58, size: 22, lines: 2, outcome: 26 };
const ON_SLIDE = { row: 57, bar: 6, name: 47, size: 18, lines: 1, outcome: 23 };
const HEAD = 56;
const WIDTH = 1600;

/**
 * Outcomes down, targets across; in each cell the level as a bar of four parts and the target's name.
 * @param slide drawn low, as a slide is
 */
export function drawMatrix(facts: Facts, { rows }: ClosedRound, slide = false): Drawing {
  const look = slide ? ON_SLIDE : ON_PAPER;
  const columns = Math.max(1, ...rows.map(({ cells }) => cells.length));
  const cell = (WIDTH - LABEL) / columns;
  const letters = Math.floor((cell - 24) / 11.5);
  const key = facts.levels
    .map((name, index) => {
      const x = LABEL + index * 250;
      return `${bar(x, 14, 100, index + 1, QUIET)}${text(x + 112, 31, name, { size: 24 })}`;
    })
    .join('');
  const body = rows.map(({ outcome: slug, cells }, index) => {
    const outcome = outcomeOf(facts, slug);
    const colour = outcome?.colour ?? INK;
    const y = HEAD + index * look.row;
    const full = outcome?.name ?? slug;
    const names = slide ? [full.length > 25 ? (outcome?.short ?? slug) : full] : twoLines(full, 24);
    return [
      `<rect x="0" y="${y}" width="${WIDTH}" height="1.5" fill="${RULE}"/>`,
      `<rect x="0" y="${y}" width="14" height="${look.row}" fill="${colour}"/>`,
      ...names.map((line, place) =>
        text(30, y + look.row / 2 + (names.length === 1 ? 9 : -5) + place * 29, line, {
          size: look.outcome,
          bold: true,
        }),
      ),
      ...cells.map(({ name, level, says }, place) => {
        const x = LABEL + place * cell;
        const label = columns === 1 ? says : name;
        return [
          level === undefined
            ? text(x, y + look.bar + 16, says, { size: look.size - 2, colour: QUIET })
            : bar(x, y + look.bar, Math.min(cell - 24, 224), level, colour),
          ...(look.lines === 1 ? [label] : twoLines(label, letters)).map((line, row) =>
            text(x, y + look.name + row * 25, line, { size: look.size }),
          ),
        ].join('');
      }),
    ].join('');
  });
  return drawing(WIDTH, HEAD + rows.length * look.row + 4, key + body.join(''));
}

/** Four parts, as many filled as the level is high. */
function bar(x: number, y: number, width: number, level: number, colour: string): string {
  const part = width / 4;
  return [0, 1, 2, 3]
    .map((index) => {
      const filled = index < level;
      const [fill, line] = filled ? [colour, colour] : ['#ffffff', RULE];
      return `<rect x="${(x + index * part + 1).toFixed(1)}" y="${y + 1}" width="${(part - 4).toFixed(1)}" height="18" fill="${fill}" stroke="${line}" stroke-width="2"/>`;
    })
    .join('');
}

const MIDDLE = 560;
const INNER = 90;
const RING = 76;
const GAP = 0.16;

/** A spoke for each outcome, in it a bar for each target: the longer, the higher the level. Outlined: the time before. */
export function drawWheel(facts: Facts, { rows }: ClosedRound): Drawing {
  const spoke = (2 * Math.PI) / Math.max(1, rows.length);
  const piece = arc<{ startAngle: number; endAngle: number; level: number }>()
    .innerRadius(INNER)
    .outerRadius(({ level }) => INNER + level * RING);
  const path = (startAngle: number, endAngle: number, level: number, look: string) =>
    `<path d="${(piece({ startAngle, endAngle, level }) ?? '').replaceAll(/-?\d+\.\d+/g, (number) => Number(number).toFixed(1))}" ${look}/>`;
  const rings = [1, 2, 3, 4]
    .map(
      (level) =>
        `<circle r="${INNER + level * RING}" fill="none" stroke="${RULE}" stroke-width="1.5"/>`,
    )
    .join('');
  const spokes = rows.map(({ outcome: slug, cells }, index) => {
    const outcome = outcomeOf(facts, slug);
    const middle = index * spoke;
    const one = (spoke * (1 - GAP)) / Math.max(1, cells.length);
    const bars = cells.map(({ level, before }, place) => {
      const from = middle - (spoke * (1 - GAP)) / 2 + place * one;
      const to = from + one * 0.92;
      const now =
        level === undefined
          ? path(from, to, 4, `fill="none" stroke="${RULE}" stroke-dasharray="6 6"`)
          : path(from, to, level, `fill="${outcome?.colour ?? INK}"`);
      return before === undefined
        ? now
        : now + path(from, to, before, `fill="none" stroke="${INK}" stroke-width="2.5"`);
    });
    const [sin, cos] = [Math.sin(middle), -Math.cos(middle)];
    const radius = INNER + 4 * RING + 24;
    const anchor = Math.abs(sin) < 0.2 ? 'middle' : sin > 0 ? 'start' : 'end';
    const label = text(
      Math.round(sin * radius),
      Math.round(cos * radius) + (Math.abs(cos) > 0.9 ? cos * 10 + 10 : 10),
      outcome?.short ?? slug,
      { size: 30, bold: true, anchor },
    );
    return bars.join('') + label;
  });
  return drawing(
    1500,
    2 * MIDDLE - 190,
    `<g transform="translate(750 ${MIDDLE - 95})">${rings}${spokes.join('')}</g>`,
  );
}

/** The twelve colours in a row, as at the head of every page of the almanac. */
export function drawBand(colours: readonly string[]): Drawing {
  const width = 1700;
  const one = width / Math.max(1, colours.length);
  return drawing(
    width,
    34,
    colours
      .map(
        (colour, index) =>
          `<rect x="${(index * one).toFixed(1)}" width="${(one + 0.5).toFixed(1)}" height="34" fill="${colour}"/>`,
      )
      .join(''),
  );
}
