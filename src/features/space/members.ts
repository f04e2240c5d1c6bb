import { sql } from 'kysely';
import type { Database, Handle } from '../../db/connect.ts';
import type { CouncilRole, Group, MemberRow } from '../../db/tables/councils.ts';
import { transact } from '../../db/transact.ts';
import { newId } from '../../lib/ids.ts';
import { mailboxHash, mailboxOf } from '../../lib/mailbox.ts';
import type { Membership } from '../../web/visits/visit.ts';

/** Who belongs to a council. Every function here takes the council, so that none can reach into another. */

export interface Member extends MemberRow {
  name: string;
  email: string | null;
}

const MOST_MEMBERS = 500;

/** The members of a council: leads first, then by name. */
export function listMembers(handle: Handle, council: string): Promise<Member[]> {
  return handle
    .selectFrom('member')
    .innerJoin('person', 'person.id', 'member.person_id')
    .selectAll('member')
    .select(['person.name', 'person.email'])
    .where('council', '=', council)
    .orderBy((order) => order.case().when('role', '=', 'lead').then(0).else(1).end())
    .orderBy('person.name')
    .orderBy('member.id')
    .limit(MOST_MEMBERS)
    .execute();
}

export function findMember(
  handle: Handle,
  council: string,
  id: string,
): Promise<Member | undefined> {
  return handle
    .selectFrom('member')
    .innerJoin('person', 'person.id', 'member.person_id')
    .selectAll('member')
    .select(['person.name', 'person.email'])
    .where('council', '=', council)
    .where('member.id', '=', id)
    .executeTakeFirst();
}

/** Places a person in a council. @returns whether they are new there */
export async function addMember(
  handle: Handle,
  council: string,
  member: { person: string; role: CouncilRole; perspective: Group | null },
  now: Date,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await handle
    .insertInto('member')
    .values({
      id: newId(),
      council,
      person_id: member.person,
      role: member.role,
      perspective: member.perspective,
      suspended: 0,
      joined_at: now.toISOString(),
      version: 1,
    })
    .onConflict((conflict) => conflict.columns(['council', 'person_id']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Changes a membership if nobody changed it since. @returns whether it was changed */
export async function changeMember(
  handle: Handle,
  council: string,
  { id, version }: { id: string; version: number },
  set: Partial<Pick<MemberRow, 'role' | 'perspective' | 'suspended'>>,
): Promise<boolean> {
  const { numUpdatedRows } = await handle
    .updateTable('member')
    .set({ ...set, version: version + 1 })
    .where('council', '=', council)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function removeMember(handle: Handle, council: string, id: string): Promise<void> {
  await handle.deleteFrom('member').where('council', '=', council).where('id', '=', id).execute();
}

/**
 * The active leads of a council, held until the transaction ends: two leads who leave at the same moment must not leave
 * it without any.
 */
export function holdLeads(
  database: Database,
  handle: Handle,
  council: string,
): Promise<MemberRow[]> {
  const leads = handle
    .selectFrom('member')
    .selectAll()
    .where('council', '=', council)
    .where('role', '=', 'lead')
    .where('suspended', '=', 0)
    .orderBy('id');
  return (database.engine === 'postgres' ? leads.forUpdate() : leads).execute();
}

/**
 * Lets one join at a time into a council, until the transaction ends: of two who start its space at the same moment only
 * one becomes its lead. There may be no row to hold yet. SQLite has one writer at a time anyhow.
 */
export async function holdDoor(database: Database, handle: Handle, council: string): Promise<void> {
  if (database.engine === 'postgres')
    await sql`select pg_advisory_xact_lock(hashtextextended(${`join ${council}`}, 0))`.execute(
      handle,
    );
}

/**
 * Whether a lead has paused whoever reads this mailbox: under another form of the address, or under an account that they
 * deleted. Such a person is not let in by their address alone.
 * @param members of the council
 */
export async function isKeptOut(
  handle: Handle,
  council: string,
  members: readonly Member[],
  email: string,
): Promise<boolean> {
  const own = mailboxOf(email);
  if (members.some((each) => each.suspended && each.email && mailboxOf(each.email) === own))
    return true;
  const row = await handle
    .selectFrom('kept_out')
    .select('created_at')
    .where('council', '=', council)
    .where('mailbox_hash', '=', mailboxHash(email))
    .executeTakeFirst();
  return row !== undefined;
}

/** The place of a person in a council; nothing for who does not belong to it, or is suspended. */
export function findMembership(
  database: Database,
  person: string,
  council: string,
): Promise<Membership | undefined> {
  return transact(database, { council }, async (handle) => {
    const row = await handle
      .selectFrom('member')
      .select(['id', 'role', 'suspended'])
      .where('council', '=', council)
      .where('person_id', '=', person)
      .executeTakeFirst();
    return row && row.suspended === 0 ? { id: row.id, council, role: row.role } : undefined;
  });
}

/** The councils that a person belongs to. */
export function listMemberships(database: Database, person: string): Promise<MemberRow[]> {
  return transact(database, { person }, (handle) =>
    handle
      .selectFrom('member')
      .selectAll()
      .where('person_id', '=', person)
      .orderBy('joined_at')
      .orderBy('id')
      .limit(100)
      .execute(),
  );
}

/** The councils that a person may speak for: not where they are suspended. */
export const listPlaces = (
  handle: Handle,
  person: string,
): Promise<Pick<MemberRow, 'council' | 'perspective'>[]> =>
  handle
    .selectFrom('member')
    .select(['council', 'perspective'])
    .where('person_id', '=', person)
    .where('suspended', '=', 0)
    .orderBy('joined_at')
    .orderBy('id')
    .limit(50)
    .execute();

/** The councils that a person leads alone. */
export async function listLedAlone(handle: Handle, person: string): Promise<string[]> {
  const led = await handle
    .selectFrom('member as own')
    .select('own.council')
    .where('own.person_id', '=', person)
    .where('own.role', '=', 'lead')
    .where('own.suspended', '=', 0)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('member as other')
            .select('other.id')
            .whereRef('other.council', '=', 'own.council')
            .whereRef('other.id', '<>', 'own.id')
            .where('other.role', '=', 'lead')
            .where('other.suspended', '=', 0),
        ),
      ),
    )
    .orderBy('own.council')
    .limit(50)
    .execute();
  return led.map(({ council }) => council);
}
