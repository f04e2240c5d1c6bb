import { writeAudit } from '../../db/audit.ts';
import type { Handle } from '../../db/connect.ts';

/**
 * Gives a person who has signed in before a role for the whole site.
 * @param email in small letters
 * @returns `had it` when nothing changed; `no such person` when nobody signed in with this address
 */
export async function givePlatformRole(
  handle: Handle,
  email: string,
  role: 'editor' | 'administrator',
  now: Date,
): Promise<'given' | 'had it' | 'no such person'> {
  const person = await handle
    .selectFrom('person')
    .select('id')
    .where('email', '=', email)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!person) return 'no such person';
  const { numInsertedOrUpdatedRows } = await handle
    .insertInto('platform_role')
    .values({ person_id: person.id, role, given_at: now.toISOString() })
    .onConflict((conflict) => conflict.columns(['person_id', 'role']).doNothing())
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows) return 'had it';
  await writeAudit(handle, { action: 'platform-role.given', detail: { of: person.id, role } }, now);
  return 'given';
}
