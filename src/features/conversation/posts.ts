import type { Handle } from '../../db/connect.ts';
import type { Audience, PostRow, PostState } from '../../db/tables/conversation.ts';
import type { Reader } from './rules/visibility.ts';

export interface Post extends PostRow {
  name: string;
}

/** A post with what decides who may read it. */
export interface PlacedPost extends Post {
  audience: Audience;
  about: string;
  title: string;
  asker: string;
  question: PostState;
  locked_at: string | null;
}

const posts = (handle: Handle) =>
  handle
    .selectFrom('post')
    .innerJoin('person', 'person.id', 'post.person_id')
    .selectAll('post')
    .select('person.name');

/** What somebody may read of the answers to a question. */
const answersFor = (handle: Handle, thread: string, reader: Reader) =>
  posts(handle)
    .where('post.thread_id', '=', thread)
    .where('post.id', '<>', thread)
    .where((where) => {
      const shown = where('post.state', '=', 'shown');
      const waiting = where('post.state', 'in', ['held', 'hidden']);
      if (reader.editor) return where.or([shown, waiting]);
      if (!reader.person) return shown;
      return where.or([shown, where.and([waiting, where('post.person_id', '=', reader.person)])]);
    });

/**
 * A page of answers, oldest first.
 * @param place `from` the id of the first answer of the page, `before` that of the page after it; `last` for the end
 */
export async function listAnswers(
  handle: Handle,
  thread: string,
  reader: Reader,
  place: { from?: string } | { before: string } | 'last',
  most: number,
): Promise<Post[]> {
  const all = answersFor(handle, thread, reader);
  if (place === 'last' || 'before' in place) {
    const back = place === 'last' ? all : all.where('post.id', '<', place.before);
    return (await back.orderBy('post.id', 'desc').limit(most).execute()).reverse();
  }
  const ahead = place.from ? all.where('post.id', '>=', place.from) : all;
  return ahead.orderBy('post.id').limit(most).execute();
}

/** Whether there is an answer before one. */
export const hasBefore = async (
  handle: Handle,
  thread: string,
  reader: Reader,
  id: string,
): Promise<boolean> =>
  (await answersFor(handle, thread, reader)
    .where('post.id', '<', id)
    .limit(1)
    .executeTakeFirst()) !== undefined;

/** A post, whoever asks: the caller must ask `mayReadThread` and `mayReadPost`. */
export const findPost = (handle: Handle, id: string): Promise<PlacedPost | undefined> =>
  posts(handle)
    .innerJoin('thread', 'thread.id', 'post.thread_id')
    .innerJoin('post as question', 'question.id', 'thread.id')
    .select(['audience', 'about', 'title', 'thread.person_id as asker', 'locked_at'])
    .select('question.state as question')
    .where('post.id', '=', id)
    .executeTakeFirst();

export async function addPost(
  handle: Handle,
  post: Omit<PostRow, 'created_at' | 'edited_at' | 'version'>,
  now: Date,
): Promise<void> {
  await handle
    .insertInto('post')
    .values({ ...post, created_at: now.toISOString(), edited_at: null, version: 1 })
    .execute();
}

/** Changes a post if nobody changed it since. @returns whether it was changed */
export async function changePost(
  handle: Handle,
  { id, version }: Pick<PostRow, 'id' | 'version'>,
  set: Partial<
    Pick<PostRow, 'body' | 'state' | 'doubt' | 'copy_hash' | 'created_at' | 'edited_at'>
  >,
): Promise<boolean> {
  const { numUpdatedRows } = await handle
    .updateTable('post')
    .set({ ...set, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** How many posts of a person are shown to others. */
export async function countPassed(handle: Handle, person: string): Promise<number> {
  const { count } = await handle
    .selectFrom('post')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('person_id', '=', person)
    .where('state', '=', 'shown')
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Who sent the same words lately. @param since ISO moment */
export async function listCopies(
  handle: Handle,
  copyHash: string,
  since: string,
): Promise<{ id: string; person_id: string }[]> {
  return handle
    .selectFrom('post')
    .select(['id', 'person_id'])
    .where('copy_hash', '=', copyHash)
    .where('created_at', '>', since)
    .where('state', '<>', 'withdrawn')
    .orderBy('id')
    .limit(20)
    .execute();
}

/** Forgets the networks that posts came from. @param before ISO moment */
export async function forgetNetworks(handle: Handle, before: string): Promise<void> {
  await handle
    .updateTable('post')
    .set({ network: '' })
    .where('created_at', '<', before)
    .where('network', '<>', '')
    .execute();
}

/** The networks that somebody wrote from in the last two weeks, as hashes. */
export async function listNetworks(handle: Handle, person: string): Promise<string[]> {
  const rows = await handle
    .selectFrom('post')
    .select('network')
    .distinct()
    .where('person_id', '=', person)
    .where('network', '<>', '')
    .orderBy('network')
    .limit(20)
    .execute();
  return rows.map(({ network }) => network);
}
