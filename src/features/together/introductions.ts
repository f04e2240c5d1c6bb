import type { Handle } from '../../db/connect.ts';
import type { IntroductionRow } from '../../db/tables/together.ts';
import { newId } from '../../lib/ids.ts';

/**
 * One council asks, the other answers. Every function takes a council and finds only what it asks or is asked. What the
 * other answered is not in what these give to the council that asked, unless it is yes.
 */

const MOST = 100;

export interface Introduction extends IntroductionRow {
  title: string;
  kind: 'need' | 'offer';
  /** The council that put up what it is about. */
  owner: string;
}

const withListing = (handle: Handle) =>
  handle
    .selectFrom('introduction')
    .innerJoin('listing', 'listing.id', 'introduction.listing_id')
    .selectAll('introduction')
    .select(['listing.title', 'listing.kind', 'listing.council as owner'])
    .orderBy('asked_at', 'desc')
    .orderBy('introduction.id', 'desc')
    .limit(MOST);

/** What a council is asked and has not answered. */
export const listAskedOf = (handle: Handle, council: string): Promise<Introduction[]> =>
  withListing(handle)
    .where('to_council', '=', council)
    .where('answer', 'is', null)
    .where('ended_at', 'is', null)
    .execute();

/** What a council asked and got no yes for: a no looks the same as silence. */
export const listAskedBy = async (handle: Handle, council: string): Promise<Introduction[]> => {
  const rows = await withListing(handle)
    .where('introduction.council', '=', council)
    .where((where) => where.or([where('answer', 'is', null), where('answer', '=', 'no')]))
    .where('ended_at', 'is', null)
    .execute();
  return rows.map((row) => ({ ...row, answer: null, answered_by: null, answered_at: null }));
};

/** Where a council and another both said yes, while what it is about is open. */
export const listMade = (handle: Handle, council: string): Promise<Introduction[]> =>
  withListing(handle)
    .where((where) =>
      where.or([
        where('introduction.council', '=', council),
        where('introduction.to_council', '=', council),
      ]),
    )
    .where('answer', '=', 'yes')
    .where('ended_at', 'is', null)
    .execute();

/** One that a council is asked. */
export const findAskedOf = (
  handle: Handle,
  council: string,
  id: string,
): Promise<Introduction | undefined> =>
  withListing(handle)
    .where('to_council', '=', council)
    .where('introduction.id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();

export interface Asking {
  listing: string;
  to: string;
  message: string;
  person: string;
}

/** Asks, once for each listing and council. @returns whether it is new */
export async function addIntroduction(
  handle: Handle,
  council: string,
  { listing, to, message, person }: Asking,
  now: Date,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await handle
    .insertInto('introduction')
    .values({
      id: newId(),
      listing_id: listing,
      council,
      to_council: to,
      message,
      person_id: person,
      asked_at: now.toISOString(),
      answer: null,
      answered_by: null,
      answered_at: null,
      ended_at: null,
    })
    .onConflict((conflict) => conflict.columns(['listing_id', 'council', 'to_council']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** To which councils a council has asked for an introduction about a listing, in either direction. */
export async function listPartners(
  handle: Handle,
  council: string,
  listing: string,
): Promise<Set<string>> {
  const rows = await handle
    .selectFrom('introduction')
    .select(['council', 'to_council'])
    .where('listing_id', '=', listing)
    .where((where) => where.or([where('council', '=', council), where('to_council', '=', council)]))
    .orderBy('id')
    .limit(500)
    .execute();
  return new Set(rows.flatMap((row) => [row.council, row.to_council]));
}

/** Answers, once. @returns whether it waited for an answer */
export async function answerIntroduction(
  handle: Handle,
  council: string,
  { id, answer, person }: { id: string; answer: 'yes' | 'no'; person: string },
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await handle
    .updateTable('introduction')
    .set({ answer, answered_by: person, answered_at: now.toISOString() })
    .where('to_council', '=', council)
    .where('id', '=', id)
    .where('answer', 'is', null)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Takes back what a council asked, whatever was answered. @returns whether it stood */
export async function withdrawIntroduction(
  handle: Handle,
  council: string,
  id: string,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await handle
    .updateTable('introduction')
    .set({ ended_at: now.toISOString() })
    .where('council', '=', council)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Ends all that are about a listing of a council: with the need goes the introduction. */
export async function endIntroductions(
  handle: Handle,
  council: string,
  listing: string,
  now: Date,
): Promise<void> {
  await handle
    .updateTable('introduction')
    .set({ ended_at: now.toISOString() })
    .where((where) => where.or([where('council', '=', council), where('to_council', '=', council)]))
    .where('listing_id', '=', listing)
    .where('ended_at', 'is', null)
    .execute();
}

/** Name and address of a person who speaks for a council; nothing when they have left it. */
export const findContact = (
  handle: Handle,
  council: string,
  person: string,
): Promise<{ name: string; email: string | null } | undefined> =>
  handle
    .selectFrom('member')
    .innerJoin('person', 'person.id', 'member.person_id')
    .select(['person.name', 'email'])
    .where('council', '=', council)
    .where('person_id', '=', person)
    .where('suspended', '=', 0)
    .executeTakeFirst();

/** The active leads of a council, and one person of it, for mail about what it is asked. */
export const listAddressees = (
  handle: Handle,
  council: string,
  person: string | null,
): Promise<{ id: string; email: string | null }[]> =>
  handle
    .selectFrom('member')
    .innerJoin('person', 'person.id', 'member.person_id')
    .select(['person.id', 'email'])
    .where('council', '=', council)
    .where('suspended', '=', 0)
    .where('member.role', '<>', 'viewer')
    .where((where) => where.or([where('role', '=', 'lead'), where('person_id', '=', person ?? '')]))
    .orderBy('person.id')
    .limit(20)
    .execute();
