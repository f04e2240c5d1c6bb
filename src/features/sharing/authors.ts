import type { Handle } from '../../db/connect.ts';
import { newId } from '../../lib/ids.ts';

/** Who writes an example together, across councils. */

export interface Author {
  id: string;
  name: string;
  email: string | null;
  council: string | null;
}

/**
 * Whether a person may open and change a write-up: its authors, as long as they may still write for the council that they
 * joined with, and the leads of the council that it is written for.
 */
export async function isAuthor(handle: Handle, person: string, draft: string): Promise<boolean> {
  const own = await handle
    .selectFrom('writeup_author')
    .select('council')
    .where('writeup_id', '=', draft)
    .where('person_id', '=', person)
    .executeTakeFirst();
  if (own && (own.council === null || (await mayWriteFor(handle, person, own.council))))
    return true;
  const lead = await handle
    .selectFrom('writeup')
    .innerJoin('member', 'member.council', 'writeup.council')
    .select('member.id')
    .where('writeup.id', '=', draft)
    .where('member.person_id', '=', person)
    .where('member.role', '=', 'lead')
    .where('member.suspended', '=', 0)
    .executeTakeFirst();
  return lead !== undefined;
}

/** Whether a person may write for a council: a contributor or lead of it. */
export async function mayWriteFor(
  handle: Handle,
  person: string,
  council: string,
): Promise<boolean> {
  const member = await handle
    .selectFrom('member')
    .select('id')
    .where('council', '=', council)
    .where('person_id', '=', person)
    .where('role', '<>', 'viewer')
    .where('suspended', '=', 0)
    .executeTakeFirst();
  return member !== undefined;
}

/** The councils that a person may write for. */
export async function listWritesFor(handle: Handle, person: string): Promise<string[]> {
  const rows = await handle
    .selectFrom('member')
    .select('council')
    .where('person_id', '=', person)
    .where('role', '<>', 'viewer')
    .where('suspended', '=', 0)
    .orderBy('joined_at')
    .orderBy('id')
    .limit(100)
    .execute();
  return rows.map(({ council }) => council);
}

/** The authors, the first one first. */
export const listAuthors = (handle: Handle, draft: string): Promise<Author[]> =>
  handle
    .selectFrom('writeup_author')
    .innerJoin('person', 'person.id', 'writeup_author.person_id')
    .select(['person.id', 'person.name', 'person.email', 'writeup_author.council'])
    .where('writeup_id', '=', draft)
    .orderBy('writeup_author.joined_at')
    .orderBy('person.id')
    .limit(20)
    .execute();

/** Who is to hear about a write-up: its authors; the leads of its council when none is left. */
export async function listHearers(handle: Handle, draft: string): Promise<Author[]> {
  const authors = await listAuthors(handle, draft);
  const here = authors.filter(({ email }) => email);
  if (here.length > 0) return here;
  return handle
    .selectFrom('writeup')
    .innerJoin('member', 'member.council', 'writeup.council')
    .innerJoin('person', 'person.id', 'member.person_id')
    .select(['person.id', 'person.name', 'person.email', 'member.council'])
    .where('writeup.id', '=', draft)
    .where('member.role', '=', 'lead')
    .where('member.suspended', '=', 0)
    .orderBy('person.id')
    .limit(20)
    .execute();
}

export async function addAuthor(
  handle: Handle,
  draft: string,
  { person, council }: { person: string; council: string | null },
  now: Date,
): Promise<void> {
  await handle
    .insertInto('writeup_author')
    .values({ writeup_id: draft, person_id: person, council, joined_at: now.toISOString() })
    .onConflict((conflict) => conflict.columns(['writeup_id', 'person_id']).doNothing())
    .execute();
}

export async function removeAuthor(handle: Handle, draft: string, person: string): Promise<void> {
  await handle
    .deleteFrom('writeup_author')
    .where('writeup_id', '=', draft)
    .where('person_id', '=', person)
    .execute();
}

/** Invites somebody by their address. @returns whether that is new */
export async function inviteAuthor(
  handle: Handle,
  draft: string,
  { email, by }: { email: string; by: string },
  now: Date,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await handle
    .insertInto('writeup_invitation')
    .values({
      id: newId(),
      writeup_id: draft,
      email,
      invited_by: by,
      created_at: now.toISOString(),
    })
    .onConflict((conflict) => conflict.columns(['writeup_id', 'email']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export const listInvited = (handle: Handle, draft: string) =>
  handle
    .selectFrom('writeup_invitation')
    .select(['id', 'email', 'created_at'])
    .where('writeup_id', '=', draft)
    .orderBy('created_at')
    .orderBy('id')
    .limit(20)
    .execute();

/** Write-ups that a person is asked to join. @param email theirs, as they sign in with it */
export const listAsked = (handle: Handle, email: string) =>
  handle
    .selectFrom('writeup_invitation')
    .innerJoin('writeup', 'writeup.id', 'writeup_invitation.writeup_id')
    .innerJoin('person', 'person.id', 'writeup_invitation.invited_by')
    .select([
      'writeup_invitation.id',
      'writeup.id as draft',
      'writeup.title',
      'writeup.council',
      'writeup.body',
      'person.name as by',
    ])
    .where('writeup_invitation.email', '=', email)
    .orderBy('writeup_invitation.created_at')
    .orderBy('writeup_invitation.id')
    .limit(20)
    .execute();

/** Takes an invitation away. @returns the write-up that it was for; nothing when there is none for this address */
export async function takeInvitation(
  handle: Handle,
  { id, email, draft }: { id: string; email?: string; draft?: string },
): Promise<string | undefined> {
  let query = handle.selectFrom('writeup_invitation').select('writeup_id').where('id', '=', id);
  if (email !== undefined) query = query.where('email', '=', email);
  if (draft !== undefined) query = query.where('writeup_id', '=', draft);
  const found = await query.executeTakeFirst();
  if (found) await handle.deleteFrom('writeup_invitation').where('id', '=', id).execute();
  return found?.writeup_id;
}

/** A person of an address, if somebody with it uses the almanac. */
export const findPersonByEmail = (handle: Handle, email: string) =>
  handle.selectFrom('person').select(['id', 'email']).where('email', '=', email).executeTakeFirst();

/** Forgets invitations that nobody answered. @param before ISO moment */
export async function forgetInvitations(handle: Handle, before: string): Promise<void> {
  await handle.deleteFrom('writeup_invitation').where('created_at', '<', before).execute();
}
