import type { Handle } from '../../db/connect.ts';
import type { EmailChangeRow } from '../../db/tables/people.ts';
import { hashOf, newId, newSecret } from '../../lib/ids.ts';

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

/** The providers of other organisations by which a person has signed in, the first of them first. */
export const listProviders = (handle: Handle, person: string) =>
  handle
    .selectFrom('identity')
    .select(['issuer', 'created_at'])
    .where('person_id', '=', person)
    .orderBy('created_at')
    .orderBy('issuer')
    .limit(20)
    .execute();

/** Forgets that a person signed in by a provider. @returns whether it was known */
export async function forgetProvider(
  handle: Handle,
  person: string,
  issuer: string,
): Promise<boolean> {
  const { numDeletedRows } = await handle
    .deleteFrom('identity')
    .where('person_id', '=', person)
    .where('issuer', '=', issuer)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

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
