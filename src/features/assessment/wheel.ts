import { arc } from 'd3-shape';
import { levelOf } from './rules/answers.ts';
import type { Profile } from './rules/profile.ts';

/** The picture of results: a spoke for each outcome, in it a bar for each target, as long as its level is high. */

export interface Bar {
  path: string;
  outcome: string;
  /** Drawn hatched: asked, but without a level. */
  blank: boolean;
}

export interface ResultWheel {
  bars: Bar[];
  /** Outline of the levels before, on the same bars. */
  before: string[];
  rings: number[];
  labels: { x: number; y: number; text: string; anchor: 'start' | 'middle' | 'end' }[];
}

const INNER = 60;
const RING = 55;
const LABEL = INNER + 4 * RING + 18;
/** Share of a spoke's angle that is left empty between it and the next. */
const GAP = 0.16;

const short = (path: string | null) =>
  (path ?? '').replaceAll(/-?\d+\.\d+/g, (number) => Number(number).toFixed(1));

/**
 * @param profile what is drawn
 * @param before levels by item at another time, drawn as an outline
 */
export function drawResults(
  profile: Profile,
  before: ReadonlyMap<string, number> = new Map(),
): ResultWheel {
  const width = (2 * Math.PI) / Math.max(1, profile.length);
  const draw = arc<{ startAngle: number; endAngle: number; level: number }>()
    .innerRadius(INNER)
    .outerRadius(({ level }) => INNER + level * RING);
  const bars: Bar[] = [];
  const outlines: string[] = [];
  const labels: ResultWheel['labels'] = [];
  for (const [index, { outcome, cells }] of profile.entries()) {
    const middle = index * width;
    const bar = (width * (1 - GAP)) / Math.max(1, cells.length);
    for (const [place, { item, answer }] of cells.entries()) {
      const startAngle = middle - (width * (1 - GAP)) / 2 + place * bar;
      const angles = { startAngle, endAngle: startAngle + bar * 0.92 };
      const level = levelOf(answer);
      bars.push({
        path: short(draw({ ...angles, level: level ?? 4 })),
        outcome: outcome.slug,
        blank: level === undefined,
      });
      const earlier = before.get(item.id);
      if (earlier !== undefined) outlines.push(short(draw({ ...angles, level: earlier })));
    }
    const [x, y] = [Math.sin(middle) * LABEL, -Math.cos(middle) * LABEL];
    const side = Math.abs(x) < LABEL * 0.2 ? 'middle' : x > 0 ? 'start' : 'end';
    labels.push({ x: Math.round(x), y: Math.round(y), text: outcome.short, anchor: side });
  }
  return {
    bars,
    before: outlines,
    rings: [1, 2, 3, 4].map((level) => INNER + level * RING),
    labels,
  };
}
