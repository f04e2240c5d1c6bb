import { isOpen } from './action.ts';
import type { Card } from './card.ts';
import { daysLater } from './standing.ts';

/** What happens on one day of a month. */
export interface Day {
  /** ISO date. */
  day: string;
  starts: readonly Card[];
  due: readonly Card[];
}

/**
 * The days of a month on which something starts or is due, in order; each action once a day, by its due date first.
 * @param month `2026-11`
 */
export function daysOf(cards: readonly Card[], month: string): Day[] {
  const days = new Map<string, { day: string; starts: Card[]; due: Card[] }>();
  const on = (day: string) => {
    const known = days.get(day) ?? { day, starts: [], due: [] };
    days.set(day, known);
    return known;
  };
  for (const card of cards) {
    if (card.due.startsWith(month)) on(card.due).due.push(card);
    if (isOpen(card) && card.start.startsWith(month) && card.start !== card.due)
      on(card.start).starts.push(card);
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** The month that an address asks for, or the one of today. */
export const monthIn = (asked: string | null, today: string): string =>
  asked && /^2\d{3}-(?:0[1-9]|1[0-2])$/.test(asked) ? asked : today.slice(0, 7);

/** The month so many months from another. */
export const monthFrom = (month: string, by: 1 | -1): string =>
  daysLater(`${month}-${by === 1 ? '28' : '01'}`, by === 1 ? 4 : -1).slice(0, 7);
