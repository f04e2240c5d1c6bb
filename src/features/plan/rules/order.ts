import { isOpen } from './action.ts';
import type { Card } from './card.ts';
import type { Standing } from './standing.ts';

export type Standings = ReadonlyMap<string, Standing>;

/**
 * The order of every list: overdue first, then blocked, then what is still to be done by its due date, then what is
 * over, latest first. Two actions that are alike in all that keep the order in which they were made.
 */
export function inOrder(cards: readonly Card[], standings: Standings): Card[] {
  const rank = (card: Card) => {
    const standing = standings.get(card.id);
    if (!isOpen(card)) return 3;
    return standing?.overdue ? 0 : standing?.blocked ? 1 : 2;
  };
  const keyed = cards.map((card) => ({ card, rank: rank(card), due: card.due || NEVER }));
  keyed.sort(
    (a, b) =>
      a.rank - b.rank ||
      (a.rank === 3
        ? compare(b.card.touchedAt, a.card.touchedAt)
        : compare(a.due, b.due) || compare(a.card.title, b.card.title)) ||
      compare(a.card.id, b.card.id),
  );
  return keyed.map(({ card }) => card);
}

/** Sorts after every date that can be typed. */
const NEVER = '9999-99-99';
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By what a list is grouped. */
export const GROUPINGS = { outcome: 'Outcome', owner: 'Owner', due: 'Due date', status: 'Status' };
export type Grouping = keyof typeof GROUPINGS;

export interface Group {
  id: string;
  name: string;
  cards: readonly Card[];
}

/**
 * Groups a list that is in order; each group keeps that order.
 * @param of the id and the name of the group of a card
 * @param first ids of groups in the order in which they stand; others follow by name, those without an id last
 */
export function groupBy(
  cards: readonly Card[],
  of: (card: Card) => { id: string; name: string },
  first: readonly string[],
): Group[] {
  const groups = new Map<string, { id: string; name: string; cards: Card[] }>();
  for (const card of cards) {
    const { id, name } = of(card);
    const group = groups.get(id) ?? { id, name, cards: [] };
    group.cards.push(card);
    groups.set(id, group);
  }
  const place = ({ id }: Group) => {
    if (id === '') return Number.POSITIVE_INFINITY;
    const index = first.indexOf(id);
    return index === -1 ? first.length : index;
  };
  return [...groups.values()].sort((a, b) =>
    place(a) === place(b) ? compare(a.name, b.name) : place(a) - place(b),
  );
}
