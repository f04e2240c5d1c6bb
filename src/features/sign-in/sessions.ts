import type { Database, Handle } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { hashOf, newId, newSecret } from '../../lib/ids.ts';
import type { Visitor } from '../../web/visits/visit.ts';
import { isAlive, SEEN_EVERY } from './rules.ts';

/** The person with an email address; made now when there is none. */
export async function findOrAddPerson(
  handle: Handle,
  email: string,
  now: Date,
): Promise<{ id: string; isNew: boolean }> {
  const added = await handle
    .insertInto('person')
    .values({
      id: newId(),
      email,
      name: '',
      created_at: now.toISOString(),
      seen_at: now.toISOString(),
      warned_at: null,
      deleted_at: null,
      version: 1,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (added) return { id: added.id, isNew: true };
  const { id } = await handle
    .selectFrom('person')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirstOrThrow();
  return { id, isNew: false };
}

/**
 * Starts a session and ends the one that this browser had.
 * @param provider id of the provider that let the person in; nothing when it was a mail
 * @returns the secret for the cookie
 */
export async function startSession(
  handle: Handle,
  person: string,
  before: string | undefined,
  now: Date,
  provider?: string,
): Promise<string> {
  if (before) await endSession(handle, before);
  const secret = newSecret();
  const moment = now.toISOString();
  await handle
    .insertInto('session')
    .values({
      id: hashOf(secret),
      person_id: person,
      created_at: moment,
      seen_at: moment,
      provider: provider ?? null,
    })
    .execute();
  await handle
    .updateTable('person')
    .set({ seen_at: moment, warned_at: null })
    .where('id', '=', person)
    .execute();
  return secret;
}

/** Ends a session. @returns id of the provider that had let the person in, if one had */
export async function endSession(handle: Handle, session: string): Promise<string | undefined> {
  const ended = await handle
    .deleteFrom('session')
    .where('id', '=', session)
    .returning('provider')
    .executeTakeFirst();
  return ended?.provider ?? undefined;
}

/** Signs a person out everywhere. */
export async function endAllSessions(handle: Handle, person: string): Promise<void> {
  await handle.deleteFrom('session').where('person_id', '=', person).execute();
}

/** Who a session belongs to; nothing when it is over. */
export function findVisitor(
  database: Database,
  session: string,
  now: Date,
): Promise<Visitor | undefined> {
  return transact(database, 'everyone', async (handle) => {
    const row = await handle
      .selectFrom('session')
      .innerJoin('person', 'person.id', 'session.person_id')
      .select(['session.created_at', 'session.seen_at', 'person.id', 'name', 'email'])
      .where('session.id', '=', session)
      .executeTakeFirst();
    if (!row?.email || !isAlive(row, now)) return undefined;
    if (now.getTime() - Date.parse(row.seen_at) > SEEN_EVERY)
      await handle
        .updateTable('session')
        .set({ seen_at: now.toISOString() })
        .where('id', '=', session)
        .execute();
    const roles = await handle
      .selectFrom('platform_role')
      .select('role')
      .where('person_id', '=', row.id)
      .orderBy('role')
      .execute();
    return {
      id: row.id,
      name: row.name,
      email: row.email,
      session,
      platformRoles: roles.map(({ role }) => role),
    };
  });
}

/** Forgets sessions that are over. @param seenBefore @param madeBefore ISO moments */
export async function forgetSessions(
  handle: Handle,
  seenBefore: string,
  madeBefore: string,
): Promise<void> {
  await handle
    .deleteFrom('session')
    .where((where) =>
      where.or([where('seen_at', '<', seenBefore), where('created_at', '<', madeBefore)]),
    )
    .execute();
}
