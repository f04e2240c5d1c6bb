import { scaleUtc } from 'd3-scale';
import type { Card } from './card.ts';
import type { Dependencies } from './standing.ts';
import { daysLater } from './standing.ts';

/** Measures of the drawing, in its own units: one is a pixel at full size. */
export const ROW = 34;
export const HEAD = 56;
export const LEFT = 282;
export const WIDTH = 960;
const SHORTEST = 7;

export interface Bar {
  card: Card;
  x: number;
  y: number;
  width: number;
  /** Only its due date is known: a mark, not a bar. */
  point: boolean;
}

export interface Timeline {
  width: number;
  height: number;
  months: { x: number; width: number; label: string; year: string | undefined }[];
  bars: Bar[];
  /** Lines from the end of what is needed to the start of what needs it. */
  links: { path: string; late: boolean }[];
  /** Where today stands; nothing when it lies outside. */
  today: number | undefined;
}

/**
 * Lays actions out along time, a row each, like trains in a timetable.
 * @param cards in the order of the rows; those without a due date are left out
 * @param today ISO date, always inside the drawing
 */
export function layTimeline(
  cards: readonly Card[],
  dependencies: Dependencies,
  today: string,
): Timeline {
  const dated = cards.filter(({ due }) => due !== '');
  const days = [today, ...dated.flatMap(({ start, due }) => (start ? [start, due] : [due]))].sort();
  const first = monthStart(days[0]!);
  const last = monthStart(daysLater(monthStart(daysLater(days.at(-1)!, 31)), 0));
  const scale = scaleUtc([Date.parse(first), Date.parse(last)], [LEFT, WIDTH]);
  const at = (day: string) => Math.round(scale(Date.parse(day)) * 10) / 10;
  const bars = dated.map((card, index): Bar => {
    const begins = card.start && card.start < card.due ? card.start : card.due;
    const x = at(begins);
    const end = at(daysLater(card.due, 1));
    return {
      card,
      x,
      y: HEAD + index * ROW,
      width: Math.max(Math.round((end - x) * 10) / 10, SHORTEST),
      point: begins === card.due,
    };
  });
  return {
    width: WIDTH,
    height: HEAD + dated.length * ROW + 12,
    months: toMonths(first, last, at),
    bars,
    links: toLinks(bars, dependencies),
    today: at(today),
  };
}

function toLinks(bars: readonly Bar[], dependencies: Dependencies): Timeline['links'] {
  const byId = new Map(bars.map((bar) => [bar.card.id, bar]));
  return dependencies.flatMap(({ action_id, needs_id }) => {
    const [to, from] = [byId.get(action_id), byId.get(needs_id)];
    if (!to || !from) return [];
    const [x1, y1] = [from.x + from.width, from.y + ROW / 2];
    const [x2, y2] = [to.x, to.y + ROW / 2];
    const bend = Math.max(x1, x2 - 10) > x1 + 4 ? x2 - 10 : x1 + 6;
    const path = `M${x1} ${y1}H${round(bend)}V${y2}H${x2}`;
    return [{ path, late: to.card.due < from.card.due }];
  });
}

const round = (value: number) => Math.round(value * 10) / 10;
const monthStart = (day: string) => `${day.slice(0, 7)}-01`;

const NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Above so many months the drawing names the quarters only. */
const MANY = 18;
/** Less room than that holds no name. */
const NARROW = 30;

function toMonths(first: string, last: string, at: (day: string) => number): Timeline['months'] {
  const starts: string[] = [];
  for (let day = first; day < last; day = monthStart(daysLater(day, 32))) starts.push(day);
  const step = starts.length > MANY * 3 ? 12 : starts.length > MANY ? 3 : 1;
  const kept = starts.filter(
    (day, index) => index === 0 || (Number(day.slice(5, 7)) - 1) % step === 0,
  );
  return kept.map((day, index) => ({
    x: at(day),
    width: round(at(kept[index + 1] ?? last) - at(day)),
    label:
      step === 12 || at(kept[index + 1] ?? last) - at(day) < NARROW
        ? ''
        : (NAMES[Number(day.slice(5, 7)) - 1] ?? ''),
    year: index === 0 || day.slice(5, 7) === '01' ? day.slice(0, 4) : undefined,
  }));
}
