import type { ActionRow } from '../../../db/tables/plan.ts';
import type { Action } from './action.ts';

/** As much of an action as lists, the board and the timeline show. */
export interface Card
  extends Pick<
    Action,
    | ('id' | 'title' | 'outcome' | 'target' | 'fromLevel' | 'toLevel' | 'ownerId' | 'ownerRole')
    | ('start' | 'due' | 'status' | 'statusNote' | 'raise' | 'touchedAt' | 'version')
  > {
  /** How the owner is named: a member, a role outside, or nothing. */
  owner: string;
  /** The owner belongs to the council here no longer. */
  former: boolean;
  /** Whether there is something to show for it. */
  proved: boolean;
}

/** What a card is read from. */
export interface CardRow
  extends Pick<
    ActionRow,
    | ('id' | 'title' | 'outcome' | 'target' | 'from_level' | 'to_level' | 'owner_id')
    | ('owner_role' | 'start_on' | 'due_on' | 'status' | 'status_note' | 'raise' | 'touched_at')
    | 'version'
  > {
  owner_name: string | null;
  member_id: string | null;
  proved: number | string | boolean;
}

export const FORMER = 'A former member';

export function toCard(row: CardRow): Card {
  const former = row.owner_id !== null && row.member_id === null;
  return {
    id: row.id,
    title: row.title,
    outcome: row.outcome ?? '',
    target: row.target ?? '',
    fromLevel: row.from_level ?? undefined,
    toLevel: row.to_level ?? undefined,
    ownerId: row.owner_id ?? '',
    ownerRole: row.owner_role,
    owner: former ? FORMER : row.owner_id ? row.owner_name || 'A colleague' : row.owner_role,
    former,
    start: row.start_on ?? '',
    due: row.due_on ?? '',
    status: row.status,
    statusNote: row.status_note,
    raise: row.raise,
    touchedAt: row.touched_at,
    version: row.version,
    proved: Number(row.proved) > 0,
  };
}
