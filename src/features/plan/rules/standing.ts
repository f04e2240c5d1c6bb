import { isOpen } from './action.ts';
import type { Card } from './card.ts';

/** Pairs of ids: the first cannot be finished before the second. */
export type Dependencies = readonly { action_id: string; needs_id: string }[];

/** How an action stands today. */
export interface Standing {
  /** Its due date is past and it is still open. */
  overdue: boolean;
  /** Open actions, or stopped ones, that it depends on. */
  waitsFor: readonly Card[];
  /** It should be moving, and what it waits for is not there. */
  blocked: boolean;
}

type Kept = Pick<Card, 'status' | 'due' | 'start'>;

export const isOverdue = (card: Pick<Card, 'status' | 'due'>, today: string): boolean =>
  isOpen(card) && card.due !== '' && card.due < today;

/**
 * How each action stands. An action is blocked when it is under way, or its start has come, and something that it
 * depends on is not done; also when that was stopped, since it will never come.
 * @param today ISO date
 */
export function standingsOf(
  cards: readonly Card[],
  dependencies: Dependencies,
  today: string,
): ReadonlyMap<string, Standing> {
  const byId = new Map(cards.map((card) => [card.id, card]));
  const needs = new Map<string, Card[]>();
  for (const { action_id, needs_id } of dependencies) {
    const need = byId.get(needs_id);
    if (!need || need.status === 'done') continue;
    const list = needs.get(action_id);
    if (list) list.push(need);
    else needs.set(action_id, [need]);
  }
  return new Map(
    cards.map((card) => {
      const waitsFor = isOpen(card) ? (needs.get(card.id) ?? []) : [];
      const blocked =
        waitsFor.some(({ status }) => status === 'stopped') ||
        (waitsFor.length > 0 && shouldMove(card, today));
      return [card.id, { overdue: isOverdue(card, today), waitsFor, blocked }];
    }),
  );
}

const shouldMove = ({ status, start }: Kept, today: string): boolean =>
  status === 'in-progress' || (start !== '' && start <= today);

/** Days from one ISO date to another; below zero when the second is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** An ISO date some days later. */
export const daysLater = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
