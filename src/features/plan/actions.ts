import type { Handle } from '../../db/connect.ts';
import type { ActionDependsRow, ActionRow } from '../../db/tables/plan.ts';
import { newId } from '../../lib/ids.ts';
import { type Action, type Draft, toAction, toColumns } from './rules/action.ts';

/** The actions of a council. Every function takes the council, so that none can reach into another. */

/** Far more than any plan holds: what is above is not shown. */
export const MOST_ACTIONS = 5_000;

/** All actions of a plan, as they were made. For papers; the pages of the plan read less of each. */
export async function listActions(
  handle: Handle,
  council: string,
  { outcome, most = MOST_ACTIONS }: { outcome?: string; most?: number } = {},
): Promise<Action[]> {
  let query = handle
    .selectFrom('action')
    .selectAll()
    .where('council', '=', council)
    .orderBy('id')
    .limit(most);
  if (outcome) query = query.where('outcome', '=', outcome);
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
