import type { Handle } from '../../db/connect.ts';
import type { EmailChangeRow } from '../../db/tables/people.ts';
import { hashOf, newId, newSecret } from '../../lib/ids.ts';
import { mailboxHash } from '../../lib/mailbox.ts';
import type { PersonKeeper } from './keepers.ts';

const DAY = 24 * 3_600_000;
/** How long both links of a change of email address work, in milliseconds. */
export const CHANGE_LIFE = 2 * DAY;

/** Where a person is signed in, latest use first. */
export const listSessions = (handle: Handle, person: string) =>
  handle
    .selectFrom('session')
    .select(['id', 'created_at', 'seen_at', 'provider'])
    .where('person_id', '=', person)
    .orderBy('seen_at', 'desc')
    .limit(50)
    .execute();

/** Signs a person out everywhere but here. @param here id of the session to keep */
export async function endOtherSessions(
  handle: Handle,
  person: string,
  here: string | undefined,
): Promise<void> {
  await handle
    .deleteFrom('session')
    .where('person_id', '=', person)
    .where('id', '<>', here ?? '')
    .execute();
}

/** How a person is named, and the number of that state. */
export const findNames = (handle: Handle, person: string) =>
  handle
    .selectFrom('person')
    .select(['name', 'addressed', 'version'])
    .where('id', '=', person)
    .executeTakeFirstOrThrow();

/** Names a person, if nobody did since. @returns whether it was changed */
export async function changeNames(
  handle: Handle,
  person: string,
  { version, ...names }: { name: string; addressed: string; version: number },
): Promise<boolean> {
  const { numUpdatedRows } = await handle
    .updateTable('person')
    .set({ ...names, version: version + 1 })
    .where('id', '=', person)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Whether an email address belongs to somebody. */
const isKnown = async (handle: Handle, email: string): Promise<boolean> =>
  (await handle.selectFrom('person').select('id').where('email', '=', email).executeTakeFirst()) !==
  undefined;

/** Asks for a change of email address; an earlier one is forgotten. @returns the secrets of the two links */
export async function addEmailChange(
  handle: Handle,
  person: string,
  email: string,
  now: Date,
): Promise<{ oldSecret: string; newSecret: string }> {
  await handle.deleteFrom('email_change').where('person_id', '=', person).execute();
  const secrets = { oldSecret: newSecret(), newSecret: newSecret() };
  await handle
    .insertInto('email_change')
    .values({
      id: newId(),
      person_id: person,
      email,
      old_hash: hashOf(secrets.oldSecret),
      new_hash: hashOf(secrets.newSecret),
      old_at: null,
      new_at: null,
      created_at: now.toISOString(),
    })
    .execute();
  return secrets;
}

/** The change that one of the two links confirms. */
export async function findEmailChange(
  handle: Handle,
  secret: string,
  now: Date,
): Promise<{ row: EmailChangeRow; side: 'old_at' | 'new_at' } | undefined> {
  const hash = hashOf(secret);
  const row = await handle
    .selectFrom('email_change')
    .selectAll()
    .where((where) => where.or([where('old_hash', '=', hash), where('new_hash', '=', hash)]))
    .executeTakeFirst();
  if (!row || now.getTime() - Date.parse(row.created_at) > CHANGE_LIFE) return undefined;
  return { row, side: row.old_hash === hash ? 'old_at' : 'new_at' };
}

/** Confirms one side; when both are, the address is changed. */
export async function confirmEmailChange(
  handle: Handle,
  { row, side }: { row: EmailChangeRow; side: 'old_at' | 'new_at' },
  now: Date,
): Promise<'half' | 'changed' | 'taken'> {
  const moment = now.toISOString();
  const both = (side === 'old_at' ? row.new_at : row.old_at) !== null;
  if (!both) {
    await handle
      .updateTable('email_change')
      .set({ [side]: moment })
      .where('id', '=', row.id)
      .execute();
    return 'half';
  }
  await handle.deleteFrom('email_change').where('id', '=', row.id).execute();
  if (await isKnown(handle, row.email)) return 'taken';
  // A provider that knew them by the old address has no say over the new one.
  await handle.deleteFrom('identity').where('person_id', '=', row.person_id).execute();
  await handle
    .updateTable('person')
    .set((update) => ({ email: row.email, version: update('version', '+', 1) }))
    .where('id', '=', row.person_id)
    .execute();
  return 'changed';
}

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
      .where('person_id', '=', person)
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
