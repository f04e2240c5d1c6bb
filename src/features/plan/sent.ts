import type { Handle } from '../../db/connect.ts';

/**
 * Notes that a mail of the plan goes out now.
 * @param key says what it is about, so that the same is never sent twice
 * @returns false when it was sent before
 */
export async function noteOnce(
  handle: Handle,
  council: string,
  { key, person }: { key: string; person: string },
  now: Date,
): Promise<boolean> {
  const row = await handle
    .insertInto('plan_sent')
    .values({
      key,
      council,
      person_id: person,
      sent_at: now.toISOString(),
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .executeTakeFirst();
  return row !== undefined;
}

/** Forgets what was sent long ago. @param before ISO moment */
export async function forgetSent(handle: Handle, before: string): Promise<void> {
  await handle.deleteFrom('plan_sent').where('sent_at', '<', before).execute();
}
