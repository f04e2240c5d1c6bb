import type { Handle } from '../../db/connect.ts';

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
