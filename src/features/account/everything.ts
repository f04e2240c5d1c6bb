import type { Handle } from '../../db/connect.ts';
import { mailboxHash } from '../../lib/mailbox.ts';
import type { PersonKeeper } from './keepers.ts';
import { listSessions } from './store.ts';

/** What is kept under the address of a person, or waits for them. Hashes and texts that could let somebody in are left out. */
async function readByAddress(handle: Handle, person: string): Promise<object> {
  const { email } = await handle
    .selectFrom('person')
    .select('email')
    .where('id', '=', person)
    .executeTakeFirstOrThrow();
  const to = email ?? '';
  return {
    signInRequests: await handle
      .selectFrom('sign_in')
      .select(['email', 'next', 'tries', 'created_at', 'used_at'])
      .where('email', '=', to)
      .orderBy('created_at')
      .limit(1000)
      .execute(),
    emailChanges: await handle
      .selectFrom('email_change')
      .select(['email', 'old_at', 'new_at', 'created_at'])
      .where('person_id', '=', person)
      .orderBy('created_at')
      .limit(100)
      .execute(),
    invitations: await handle
      .selectFrom('invitation')
      .select(['council', 'email', 'role', 'perspective', 'created_at', 'ended', 'ended_at'])
      .where('email', '=', to)
      .orderBy('created_at')
      .limit(1000)
      .execute(),
    mail: await handle
      .selectFrom('mail')
      .select(['recipient', 'kind', 'subject', 'created_at', 'tries', 'sent_at', 'failed_at'])
      .where('recipient', '=', to)
      .orderBy('created_at')
      .limit(1000)
      .execute(),
    refusalLinks: await handle
      .selectFrom('refusal_link')
      .select(['kind', 'created_at'])
      .where('person_id', '=', person)
      .orderBy('created_at')
      .limit(1000)
      .execute(),
  };
}

/** Everything kept of a person, by table. */
export async function readEverything(
  handle: Handle,
  person: string,
  keepers: readonly PersonKeeper[],
): Promise<object> {
  const others: Record<string, object> = {};
  for (const { name, read } of keepers) others[name] = await read(handle, person);
  // All of these tables name their person in the same way.
  const of = (
    table: 'session' | 'member' | 'join_request' | 'mail_refused' | 'platform_role' | 'identity',
  ) =>
    handle
      .selectFrom(table as 'member')
      .selectAll()
      .where('person_id', '=', person)
      .limit(1000)
      .execute();
  const sheets = await handle
    .selectFrom('sheet')
    .select(['id', 'council', 'round_id', 'perspective', 'created_at'])
    .where('person_id', '=', person)
    .orderBy('id')
    .limit(1000)
    .execute();
  const ids = sheets.map(({ id }) => id);
  const answers = ids.length
    ? await handle
        .selectFrom('answer')
        .selectAll()
        .where('sheet_id', 'in', ids)
        .orderBy('item')
        .limit(100_000)
        .execute()
    : [];
  return {
    person: await handle
      .selectFrom('person')
      .selectAll()
      .where('id', '=', person)
      .executeTakeFirst(),
    councils: await of('member'),
    requests: await of('join_request'),
    // Not their ids: those are what a cookie is checked against.
    sessions: (await listSessions(handle, person)).map(({ id: _secret, ...told }) => told),
    providers: await of('identity'),
    ...(await readByAddress(handle, person)),
    refused: await of('mail_refused'),
    roles: await of('platform_role'),
    log: await handle
      .selectFrom('audit')
      .selectAll()
      .where('person_id', '=', person)
      .orderBy('id')
      .limit(10_000)
      .execute(),
    assessments: sheets,
    answers,
    ...others,
    asked: await handle
      .selectFrom('task')
      .selectAll()
      .where((where) => where.or([where('person_id', '=', person), where('asked_by', '=', person)]))
      .orderBy('id')
      .limit(1000)
      .execute(),
    said: await handle
      .selectFrom('round_event')
      .selectAll()
      .where('person_id', '=', person)
      .orderBy('id')
      .limit(10_000)
      .execute(),
  };
}

/** Remembers the mailbox, as a hash, where the place of a person is paused: deleting an account must not end a pause. */
async function keepOut(handle: Handle, person: string, email: string, now: Date): Promise<void> {
  const paused = await handle
    .selectFrom('member')
    .select('council')
    .where('person_id', '=', person)
    .where('suspended', '=', 1)
    .orderBy('council')
    .limit(100)
    .execute();
  for (const { council } of paused)
    await handle
      .insertInto('kept_out')
      .values({ council, mailbox_hash: mailboxHash(email), created_at: now.toISOString() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

/**
 * Deletes an account: name, address, places, sessions. What the person did for a council stays, without the name; so do
 * their answers in rounds, which nobody can read one by one.
 */
export async function deletePerson(
  handle: Handle,
  person: string,
  keepers: readonly PersonKeeper[],
  now: Date,
): Promise<void> {
  for (const { forget } of keepers) await forget(handle, person, now);
  const { email } = await handle
    .selectFrom('person')
    .select('email')
    .where('id', '=', person)
    .executeTakeFirstOrThrow();
  if (email) await keepOut(handle, person, email, now);
  for (const table of [
    'session',
    'member',
    'mail_refused',
    'refusal_link',
    'email_change',
    'platform_role',
    'identity',
  ] as const)
    await handle.deleteFrom(table).where('person_id', '=', person).execute();
  await handle
    .updateTable('join_request')
    .set({ message: '', decision: 'declined', decided_at: now.toISOString() })
    .where('person_id', '=', person)
    .where('decision', 'is', null)
    .execute();
  await handle
    .updateTable('join_request')
    .set({ message: '' })
    .where('person_id', '=', person)
    .execute();
  if (email) {
    await handle.deleteFrom('sign_in').where('email', '=', email).execute();
    await handle.deleteFrom('invitation').where('email', '=', email).execute();
    await handle.deleteFrom('mail').where('recipient', '=', email).execute();
  }
  await handle
    .updateTable('person')
    .set((update) => ({
      email: null,
      name: '',
      addressed: '',
      deleted_at: now.toISOString(),
      version: update('version', '+', 1),
    }))
    .where('id', '=', person)
    .execute();
}
