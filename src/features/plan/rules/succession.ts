import type { Council } from '../../../content/almanac.ts';
import { isOpen } from './action.ts';
import type { Card } from './card.ts';

type Ending = Pick<Council, 'name' | 'end'> & { successors: readonly Pick<Council, 'name'>[] };

/** The sentence about an action that goes on after its council has ended; nothing when it does not. */
export function sayBeyond(council: Ending, card: Pick<Card, 'due' | 'status'>): string | undefined {
  const { end, successors, name } = council;
  if (!end || !isOpen(card) || card.due <= end) return undefined;
  const to = successors.map((each) => each.name);
  return to.length > 0
    ? `Due after ${name} ends. It goes to ${named(to)}.`
    : `Due after ${name} ends.`;
}

/** The note on an action that a council took over. */
export const sayCarried = (from: string, end: string, written: (day: string) => string): string =>
  `Taken over from ${from}, which ended on ${written(end)}.`;

/** The note on an action that went to others. */
export const sayHandedOver = (to: readonly string[]): string =>
  `Went to ${named(to)} when this council ended.`;

const named = (names: readonly string[]): string =>
  names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '');
