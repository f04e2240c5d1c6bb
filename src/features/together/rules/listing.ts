import type { Help, ListingKind, ListingRow, Result } from '../../../db/tables/together.ts';
import { daysAfter } from '../../../lib/dates.ts';

/** How needs and offers live and end. Decision 28 gives the reasons. */

/** Days that one may stay on the board before its council renews it. */
export const LONGEST_DAYS = 90;
/** Days before the last one on which its council is reminded, and from which it is marked. */
export const REMIND_DAYS = 7;
/** Days for which one that ended unanswered stays on the board, marked, and can still be renewed. */
export const MARKED_DAYS = 14;
/** Open ones of one council, and new ones of one person in a day. */
export const MOST_OPEN = 12;
export const MOST_A_DAY = 6;

export const KINDS: Record<ListingKind, string> = { need: 'Need', offer: 'Offer' };
export const HELPS: Record<Help, string> = {
  time: 'Time of people who know it',
  code: 'Code to use again',
  contract: 'A contract to join',
  visit: 'A visit or a talk',
  template: 'A tested template',
};
export const RESULTS: Record<Result, string> = {
  found: 'Found',
  'not-found': 'Not found',
  overtaken: 'Overtaken by events',
};
export const KIND_IDS = ['need', 'offer'] as const;
export const HELP_IDS = ['time', 'code', 'contract', 'visit', 'template'] as const;
export const RESULT_IDS = ['found', 'not-found', 'overtaken'] as const;

/**
 * - `draft`: not on the board yet
 * - `open`, and `ending` in its last days
 * - `over`: its last day passed and nobody said what came of it; marked, and can be renewed
 * - `gone`: the same, but too long ago; hidden
 * - `closed`: its council said what came of it
 * - `hidden`: an editor took it off the board
 */
export type State = 'draft' | 'open' | 'ending' | 'over' | 'gone' | 'closed' | 'hidden';

type Standing = Pick<ListingRow, 'put_up_at' | 'closed_at' | 'hidden_at' | 'result' | 'ends_on'>;

/** @param today ISO date */
export function stateOf(
  { put_up_at, closed_at, hidden_at, result, ends_on }: Standing,
  today: string,
): State {
  if (!put_up_at) return 'draft';
  if (hidden_at) return 'hidden';
  if (closed_at && result !== 'ended') return 'closed';
  if (ends_on < today) return daysAfter(ends_on, MARKED_DAYS) < today ? 'gone' : 'over';
  return daysAfter(ends_on, -REMIND_DAYS) <= today ? 'ending' : 'open';
}

export const isOpen = (state: State): boolean => state === 'open' || state === 'ending';

/** What can still be said of it: after its last day as well, until it is gone. */
export const canClose = (state: State): boolean => isOpen(state) || state === 'over';

/** The last day that may be chosen. */
export const lastDay = (today: string): string => daysAfter(today, LONGEST_DAYS);

/** Text in small letters without accents, for searching. */
export const plainWords = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
