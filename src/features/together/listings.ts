import type { Database, Handle } from '../../db/connect.ts';
import type { ListingRow, Result } from '../../db/tables/together.ts';
import { newId } from '../../lib/ids.ts';
import { lastDay, plainWords } from './rules/listing.ts';

/** A council's own needs and offers. Every function here takes the council, so that none can reach into another. */

const MOST = 200;

/** What is typed into the form of a listing. */
export type Content = Pick<
  ListingRow,
  | 'kind'
  | 'help'
  | 'title'
  | 'body'
  | 'for_nation'
  | 'for_region'
  | 'for_type'
  | 'visibility'
  | 'ends_on'
> & { ties: readonly string[] };

const toColumns = ({ ties, ...content }: Content) => ({
  ...content,
  ties: JSON.stringify(ties),
  words: plainWords(`${content.title} ${content.body}`),
});

/** Keeps a draft. @returns its id */
export async function addListing(
  handle: Handle,
  council: string,
  { person, ...content }: Content & { person: string },
  now: Date,
): Promise<string> {
  const id = newId();
  await handle
    .insertInto('listing')
    .values({
      id,
      council,
      ...toColumns(content),
      put_up_at: null,
      closed_at: null,
      result: null,
      result_line: '',
      hidden_at: null,
      reminded_for: null,
      person_id: person,
      created_at: now.toISOString(),
      version: 1,
    })
    .execute();
  return id;
}

export const findListing = (
  handle: Handle,
  council: string,
  id: string,
): Promise<ListingRow | undefined> =>
  handle
    .selectFrom('listing')
    .selectAll()
    .where('council', '=', council)
    .where('id', '=', id)
    .executeTakeFirst();

/** All of a council, drafts among them, latest first. */
export const listListings = (handle: Handle, council: string): Promise<ListingRow[]> =>
  handle
    .selectFrom('listing')
    .selectAll()
    .where('council', '=', council)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute();

/** How many of a council are on the board and not over. Held until the transaction ends, so that none slips past a limit. */
export async function countOpen(
  database: Database,
  handle: Handle,
  council: string,
): Promise<number> {
  const open = handle
    .selectFrom('listing')
    .select('id')
    .where('council', '=', council)
    .where('put_up_at', 'is not', null)
    .where('closed_at', 'is', null)
    .orderBy('id')
    .limit(MOST);
  return (await (database.engine === 'postgres' ? open.forUpdate() : open).execute()).length;
}

type Version = Pick<ListingRow, 'id' | 'version'>;

async function change(
  handle: Handle,
  council: string,
  { id, version }: Version,
  set: Partial<ListingRow>,
): Promise<boolean> {
  const { numUpdatedRows } = await handle
    .updateTable('listing')
    .set({ ...set, version: version + 1 })
    .where('council', '=', council)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Changes what it says, if nobody changed it since. @returns whether it was changed */
export const changeListing = (
  handle: Handle,
  council: string,
  at: Version,
  content: Partial<Content> & Pick<Content, 'title' | 'body'>,
): Promise<boolean> => {
  const { ties, ...rest } = content;
  return change(handle, council, at, {
    ...rest,
    ...(ties ? { ties: JSON.stringify(ties) } : {}),
    words: plainWords(`${content.title} ${content.body}`),
  });
};

/** Puts a draft on the board. @returns whether it was one and nobody changed it since */
export const putUp = (handle: Handle, council: string, at: Version, now: Date): Promise<boolean> =>
  change(handle, council, at, { put_up_at: now.toISOString() });

/** Lets it stay, or come back, for as long as one may. */
export const renewListing = (
  handle: Handle,
  council: string,
  at: Version,
  today: string,
): Promise<boolean> =>
  change(handle, council, at, { ends_on: lastDay(today), closed_at: null, result: null });

/** Closes it with what came of it. */
export const closeListing = (
  handle: Handle,
  council: string,
  at: Version,
  { result, line }: { result: Result; line: string },
  now: Date,
): Promise<boolean> =>
  change(handle, council, at, { result, result_line: line, closed_at: now.toISOString() });

/** Throws a draft away. @returns whether it was one */
export async function deleteDraft(handle: Handle, council: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await handle
    .deleteFrom('listing')
    .where('council', '=', council)
    .where('id', '=', id)
    .where('put_up_at', 'is', null)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
