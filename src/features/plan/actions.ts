import type { Handle } from '../../db/connect.ts';
import type { ActionDependsRow, ActionRow } from '../../db/tables/plan.ts';
import { newId } from '../../lib/ids.ts';
import { type Action, type Draft, toAction, toColumns } from './rules/action.ts';

/** The actions of a council. Every function takes the council, so that none can reach into another. */

/** Far more than any plan holds: what is above is not shown. */
export const MOST_ACTIONS = 5_000;

/**
 * All actions of a plan, as they were made. For papers; the pages of the plan read less of each.
 * @param since ISO moment: only those that were made then or later
 */
export async function listActions(
  handle: Handle,
  council: string,
  {
    outcome,
    madeBy,
    since,
    most = MOST_ACTIONS,
  }: { outcome?: string; madeBy?: string; since?: string; most?: number } = {},
): Promise<Action[]> {
  let query = handle
    .selectFrom('action')
    .selectAll()
    .where('council', '=', council)
    .orderBy('id')
    .limit(most);
  if (outcome) query = query.where('outcome', '=', outcome);
  if (madeBy) query = query.where('made_by', '=', madeBy);
  if (since) query = query.where('made_at', '>=', since);
  return (await query.execute()).map(toAction);
}

export async function findAction(
  handle: Handle,
  council: string,
  id: string,
): Promise<Action | undefined> {
  const row = await handle
    .selectFrom('action')
    .selectAll()
    .where('council', '=', council)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toAction(row);
}

/** Puts an action into the plan. @returns its id */
export async function addAction(
  handle: Handle,
  council: string,
  draft: Draft,
  by: string | null,
  now: Date,
): Promise<string> {
  const id = newId();
  const moment = now.toISOString();
  await handle
    .insertInto('action')
    .values({
      id,
      council,
      ...toColumns(draft),
      money: null,
      raise: null,
      carried_from: null,
      made_by: by,
      made_at: moment,
      touched_at: moment,
      version: 1,
    })
    .execute();
  return id;
}

/** Changes an action if nobody changed it since. @returns whether it was changed */
export async function changeAction(
  handle: Handle,
  council: string,
  { id, version }: Pick<Action, 'id' | 'version'>,
  set: Partial<ActionRow>,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await handle
    .updateTable('action')
    .set({ ...set, touched_at: now.toISOString(), version: version + 1 })
    .where('council', '=', council)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** What depends on what in a plan. */
export const listDependencies = (handle: Handle, council: string): Promise<ActionDependsRow[]> =>
  handle
    .selectFrom('action_depends')
    .selectAll()
    .where('council', '=', council)
    .orderBy('action_id')
    .orderBy('needs_id')
    .limit(4 * MOST_ACTIONS)
    .execute();

/** Removes an action with all that hangs on it. For what was put there by mistake: what was given up is stopped instead. */
export async function removeAction(handle: Handle, council: string, id: string): Promise<void> {
  await handle.deleteFrom('action').where('council', '=', council).where('id', '=', id).execute();
}

/** Notes that a person did something about an action that changes none of its fields. */
export async function touchAction(
  handle: Handle,
  council: string,
  id: string,
  now: Date,
): Promise<void> {
  await handle
    .updateTable('action')
    .set({ touched_at: now.toISOString() })
    .where('council', '=', council)
    .where('id', '=', id)
    .execute();
}

/** Notes which action of a council that ended this one goes on with. */
export async function setCarried(
  handle: Handle,
  council: string,
  id: string,
  from: string,
): Promise<void> {
  await handle
    .updateTable('action')
    .set({ carried_from: from })
    .where('council', '=', council)
    .where('id', '=', id)
    .execute();
}
