import { writeAudit } from '../../db/audit.ts';
import type { Handle } from '../../db/connect.ts';

export type PlatformRole = 'editor' | 'administrator';

/** Gives a role for the whole site. @param by who gives it; nothing for the command line */
export async function givePlatformRole(
  handle: Handle,
  email: string,
  role: PlatformRole,
  now: Date,
  by?: string,
): Promise<'given' | 'had it' | 'no such person'> {
  const person = await handle
    .selectFrom('person')
    .select('id')
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst();
  if (!person) return 'no such person';
  const { numInsertedOrUpdatedRows } = await handle
    .insertInto('platform_role')
    .values({ person_id: person.id, role, given_at: now.toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows) return 'had it';
  const detail = { of: person.id, role };
  await writeAudit(handle, { ...(by ? { person: by } : {}), action: 'role.given', detail }, now);
  return 'given';
}

/** Takes a role; never the last administrator's. @returns whether it was taken */
export async function takePlatformRole(
  handle: Handle,
  person: string,
  role: PlatformRole,
  now: Date,
  by: string,
): Promise<boolean> {
  const administrators = (await listPlatformRoles(handle)).filter(
    (each) => each.role === 'administrator',
  );
  if (role === 'administrator' && administrators.every(({ id }) => id === person)) return false;
  const { numDeletedRows } = await handle
    .deleteFrom('platform_role')
    .where('person_id', '=', person)
    .where('role', '=', role)
    .executeTakeFirst();
  if (numDeletedRows === 0n) return false;
  await writeAudit(handle, { person: by, action: 'role.taken', detail: { of: person, role } }, now);
  return true;
}

/** Who holds a role for the whole site. */
export const listPlatformRoles = (handle: Handle) =>
  handle
    .selectFrom('platform_role')
    .innerJoin('person', 'person.id', 'platform_role.person_id')
    .select(['person.id', 'name', 'email', 'role', 'given_at'])
    .orderBy('role')
    .orderBy('given_at')
    .limit(200)
    .execute();
