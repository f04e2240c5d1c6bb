import { isOpen } from './action.ts';
import type { Card } from './card.ts';
import { daysBetween, daysLater, isOverdue } from './standing.ts';

/** Days before the due date on which the owner is reminded, the earliest first. */
export const REMIND_BEFORE = [14, 2];
/** Days without a word after which an owner is asked. */
export const SILENT_DAYS = 60;
/** How far ahead a weekly digest looks. */
const AHEAD = 14;

/** What a weekly digest tells one person about one council. */
export interface Digest {
  overdue: readonly Card[];
  due: readonly Card[];
  /** Actions that they own or made which somebody else changed since the last digest. */
  moved: readonly Card[];
  /** Of leads: open actions without an owner who is still here. */
  adrift: readonly Card[];
}

/**
 * What concerns a person this week.
 * @param reader their person id, and whether they lead the council
 * @param movedIds actions of theirs that others changed in the last week
 * @returns nothing when nothing concerns them
 */
export function toDigest(
  cards: readonly Card[],
  reader: { id: string; lead: boolean },
  movedIds: ReadonlySet<string>,
  today: string,
): Digest | undefined {
  const own = cards.filter((card) => card.ownerId === reader.id && isOpen(card));
  const overdue = own.filter((card) => isOverdue(card, today));
  const digest = {
    overdue,
    due: own.filter(({ due }) => due >= today && due <= daysLater(today, AHEAD)),
    moved: cards.filter(({ id }) => movedIds.has(id)),
    adrift: reader.lead ? cards.filter((card) => isOpen(card) && card.former) : [],
  };
  return Object.values(digest).some(({ length }) => length > 0) ? digest : undefined;
}

/**
 * Which reminder an owner gets of an action today: the one of so many days before its due date. It holds until the next
 * one, so that a day on which nothing ran leaves nobody without.
 * @returns days before; nothing when it is too early, or too late
 */
export function reminderOf(card: Pick<Card, 'status' | 'due'>, today: string): number | undefined {
  if (!isOpen(card) || card.due === '' || card.due < today) return undefined;
  const left = daysBetween(today, card.due);
  return REMIND_BEFORE.findLast((days) => left <= days);
}

/** Whether nobody has said a word of an action that is under way or agreed for too long. */
export const isSilent = (
  { status, touchedAt }: Pick<Card, 'status' | 'touchedAt'>,
  today: string,
): boolean =>
  (status === 'agreed' || status === 'in-progress') &&
  daysBetween(touchedAt.slice(0, 10), today) >= SILENT_DAYS;

/** The Monday of a week, by which a weekly mail is known. */
export function weekOf(day: string): string {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return daysLater(day, -weekday);
}
