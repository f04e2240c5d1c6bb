import type { Handle } from '../../db/connect.ts';
import { isoDate } from '../../lib/dates.ts';
import { findOnBoard, listBoard } from './board.ts';

const ADDRESS = /^\/together\/([\w-]{1,40})$/;

/** Needs and offers as something that can be talked about: those that everybody may read. */
export const listingSubject = {
  kind: 'need',
  path: '/together/:listing',
  async find(handle: Handle, { listing = '' }: Readonly<Record<string, string>>) {
    const found = await findOnBoard(handle, 'anyone', listing);
    if (!found) return undefined;
    const [outcome] = found.ties.filter((tie) => !/[./]/.test(tie));
    return {
      kind: 'need',
      kindName: found.kind === 'need' ? 'Need' : 'Offer',
      title: found.title,
      href: `/together/${found.id}`,
      ...(outcome ? { outcome } : {}),
    };
  },
};

/**
 * Needs and offers as something that can be reported, and taken off the board.
 * @param nameOf name of a council
 */
export const moderatedListings = (nameOf: (council: string) => string | undefined) => ({
  kind: 'listing',
  name: 'a need or an offer',
  claims: (about: string) => ADDRESS.test(about),
  async find(handle: Handle, about: string, reader: unknown) {
    const id = ADDRESS.exec(about)?.[1] ?? '';
    const row = await handle
      .selectFrom('listing')
      .leftJoin('person', 'person.id', 'listing.person_id')
      .select(['listing.id', 'council', 'title', 'body', 'hidden_at', 'visibility', 'person_id'])
      .select(['person.name', 'person.email'])
      .where('listing.id', '=', id)
      .where('put_up_at', 'is not', null)
      .executeTakeFirst();
    if (
      !row ||
      (reader !== 'editor' && (row.hidden_at || (!reader && row.visibility !== 'public')))
    )
      return undefined;
    return {
      title: row.title,
      words: row.body,
      state: row.hidden_at ? 'Hidden' : 'Shown',
      href: `/together/${row.id}`,
      author: row.person_id
        ? {
            id: row.person_id,
            name: row.name ?? '',
            email: row.email,
            place: nameOf(row.council) ?? row.council,
          }
        : undefined,
      doubt: '',
      acts: [row.hidden_at ? 'restore' : 'hide'],
    };
  },
  async act(handle: Handle, about: string, act: string, now: Date): Promise<boolean> {
    if (act !== 'hide' && act !== 'restore') return false;
    const hide = act === 'hide';
    const { numUpdatedRows } = await handle
      .updateTable('listing')
      .set((update) => ({
        hidden_at: hide ? now.toISOString() : null,
        version: update('version', '+', 1),
      }))
      .where('id', '=', ADDRESS.exec(about)?.[1] ?? '')
      .where('put_up_at', 'is not', null)
      .where('hidden_at', hide ? 'is' : 'is not', null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },
});

/** What councils put up about something followed, for the weekly mail: only what everybody may read. */
export async function newsOfBoard(
  handle: Handle,
  { what, since, until }: { what: readonly string[]; since: string; until: string },
) {
  const followed = new Set(what);
  const cards = await listBoard(handle, 'anyone', isoDate(new Date(until)));
  return cards
    .filter(({ put_up_at }) => put_up_at && put_up_at > since && put_up_at <= until)
    .filter(
      ({ ties, council }) =>
        followed.has(`/councils/${council}`) || ties.some((tie) => followed.has(addressOf(tie))),
    )
    .map(({ id, kind, title, put_up_at }) => ({
      section: 'Needs and offers',
      text: `${kind === 'need' ? 'Looking for' : 'Offered'}: ${title}`,
      href: `/together/${id}`,
      at: put_up_at ?? '',
    }));
}

/** Address in the guide of what a listing is tied to; empty for a target, which is not followed by itself. */
function addressOf(tie: string): string {
  const [outcome, step] = tie.split('/');
  if (step) return `/outcomes/${outcome}/steps/${step}`;
  return tie.includes('.') ? '' : `/outcomes/${tie}`;
}

const MOST_ASKED = 50;

/** Introductions that a person's councils are asked for and have not answered, for the inbox. */
export async function listAskedOfPerson(handle: Handle, person: string) {
  const rows = await handle
    .selectFrom('introduction')
    .innerJoin('listing', 'listing.id', 'introduction.listing_id')
    .innerJoin('member', 'member.council', 'introduction.to_council')
    .select(['introduction.id', 'introduction.council', 'to_council', 'asked_at', 'title'])
    .where('member.person_id', '=', person)
    .where('member.suspended', '=', 0)
    .where('member.role', '<>', 'viewer')
    .where('answer', 'is', null)
    .where('ended_at', 'is', null)
    .orderBy('asked_at')
    .orderBy('introduction.id')
    .limit(MOST_ASKED)
    .execute();
  return rows.map(({ id, council, to_council, asked_at, title }) => ({
    id,
    from: council,
    to: to_council,
    at: asked_at,
    title,
  }));
}
