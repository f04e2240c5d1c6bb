import type { Database, Handle } from '../../db/connect.ts';

/** Sets what an action depends on. Whoever calls has looked for circles, in the same transaction. */
export async function setNeeds(
  handle: Handle,
  council: string,
  action: string,
  needs: readonly string[],
): Promise<void> {
  await handle
    .deleteFrom('action_depends')
    .where('council', '=', council)
    .where('action_id', '=', action)
    .execute();
  if (needs.length > 0)
    await handle
      .insertInto('action_depends')
      .values(needs.map((needs_id) => ({ council, action_id: action, needs_id })))
      .execute();
}

/**
 * Lets one change of dependencies of a plan after another: two at the same moment could close a circle that neither sees.
 * To be called before anything is read.
 */
export async function holdPlan(database: Database, handle: Handle, council: string): Promise<void> {
  const first = handle
    .selectFrom('action')
    .select('id')
    .where('council', '=', council)
    .orderBy('id')
    .limit(1);
  await (database.engine === 'postgres' ? first.forUpdate() : first).execute();
}
