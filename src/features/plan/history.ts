import type { Handle } from '../../db/connect.ts';
import type { ActionChangeRow } from '../../db/tables/plan.ts';
import { newId } from '../../lib/ids.ts';
import type { Changes } from './rules/changes.ts';

/** What happened to the actions of a council. Lines are added, never changed. */

export interface NewLine {
  action: string;
  /** Who did it; nothing when the almanac did it by itself. */
  by: string | null;
  kind: ActionChangeRow['kind'];
  changes?: Changes;
  note?: string;
  version: number;
}

export async function writeHistory(
  handle: Handle,
  council: string,
  lines: readonly NewLine[],
  now: Date,
): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map(({ action, by, kind, changes = {}, note = '', version }) => ({
    id: newId(),
    council,
    action_id: action,
    person_id: by,
    at: now.toISOString(),
    kind,
    fields: JSON.stringify(changes),
    note,
    version,
  }));
  await handle.insertInto('action_change').values(rows).execute();
}

export interface Line extends Omit<ActionChangeRow, 'fields'> {
  changes: Changes;
  /** Name of who did it; empty for the almanac itself, and for who has left. */
  who: string;
}

/** The history of one action, latest first. */
export async function listHistory(
  handle: Handle,
  council: string,
  action: string,
  most = 200,
): Promise<Line[]> {
  const rows = await handle
    .selectFrom('action_change')
    .leftJoin('member', (join) =>
      join
        .onRef('member.person_id', '=', 'action_change.person_id')
        .onRef('member.council', '=', 'action_change.council'),
    )
    .leftJoin('person', 'person.id', 'member.person_id')
    .selectAll('action_change')
    .select('person.name as who')
    .where('action_change.council', '=', council)
    .where('action_id', '=', action)
    .orderBy('action_change.id', 'desc')
    .limit(most)
    .execute();
  return rows.map(({ fields, who, ...row }) => ({
    ...row,
    who: who ?? '',
    changes: JSON.parse(fields) as Changes,
  }));
}

/**
 * Who else changed actions that somebody owns or made, since a moment: person id → ids of actions.
 * @param since ISO moment
 */
export async function listMoved(
  handle: Handle,
  council: string,
  since: string,
): Promise<Map<string, Set<string>>> {
  const rows = await handle
    .selectFrom('action_change')
    .innerJoin('action', 'action.id', 'action_change.action_id')
    .select(['action.id', 'owner_id', 'made_by', 'person_id'])
    .distinct()
    .where('action_change.council', '=', council)
    .where('at', '>=', since)
    .where('kind', 'in', ['changed', 'update', 'finished'])
    .orderBy('action.id')
    .limit(10_000)
    .execute();
  const moved = new Map<string, Set<string>>();
  for (const { id, owner_id, made_by, person_id } of rows)
    for (const reader of new Set([owner_id, made_by])) {
      if (!reader || reader === person_id) continue;
      const ids = moved.get(reader);
      if (ids) ids.add(id);
      else moved.set(reader, new Set([id]));
    }
  return moved;
}
