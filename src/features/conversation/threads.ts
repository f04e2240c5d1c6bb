import type { ExpressionBuilder } from 'kysely';
import type { Handle } from '../../db/connect.ts';
import type { PostState, ThreadRow } from '../../db/tables/conversation.ts';
import type { Tables } from '../../db/tables.ts';
import type { Reader } from './rules/visibility.ts';

/** A conversation with what its question needs to be shown. */
export interface Thread extends ThreadRow {
  council: string;
  partner: 0 | 1;
  name: string;
  body: string;
  state: PostState;
  created_at: string;
  edited_at: string | null;
  post_version: number;
}

const threads = (handle: Handle) =>
  handle
    .selectFrom('thread')
    // The question is the post whose id the conversation has.
    .innerJoin('post', 'post.id', 'thread.id')
    .innerJoin('person', 'person.id', 'post.person_id')
    .selectAll('thread')
    .select(['post.council', 'post.partner', 'post.body', 'post.state'])
    .select(['post.created_at', 'post.edited_at', 'post.version as post_version', 'person.name']);

/** The same as `mayReadThread` for a list: what waits or is hidden stands in its author's lists only. */
const readable =
  (reader: Reader) => (where: ExpressionBuilder<Tables, 'thread' | 'post' | 'person'>) => {
    const shown = where('post.state', '=', 'shown');
    const open = reader.member || reader.editor ? shown : where.and([shown, forEverybody(where)]);
    if (!reader.person) return open;
    const waiting = where('post.state', 'in', ['held', 'hidden']);
    const own = where.and([waiting, where('thread.person_id', '=', reader.person)]);
    return where.or([
      open,
      reader.member || reader.editor ? own : where.and([own, forEverybody(where)]),
    ]);
  };
const forEverybody = (where: ExpressionBuilder<Tables, 'thread' | 'post' | 'person'>) =>
  where('thread.audience', '=', 'everyone');

/** A conversation, whoever asks: the caller must ask `mayReadThread`. */
export const findThread = (handle: Handle, id: string): Promise<Thread | undefined> =>
  threads(handle).where('thread.id', '=', id).executeTakeFirst();

/**
 * Conversations that somebody may read, latest question first.
 * @param about address of what they are about; all of them when left out
 * @param below whether those on parts below that address belong to it
 * @param before id of the conversation that the page before ended with
 */
export function listThreads(
  handle: Handle,
  reader: Reader,
  {
    about,
    below = false,
    before,
    most,
  }: { about?: string; below?: boolean; before?: string | undefined; most: number },
): Promise<Thread[]> {
  let query = threads(handle).where(readable(reader));
  if (about !== undefined)
    query = query.where((where) =>
      below
        ? where.or([
            where('thread.about', '=', about),
            // Every address below it, without the wildcards of "like".
            where.and([
              where('thread.about', '>', `${about}/`),
              where('thread.about', '<', `${about}0`),
            ]),
          ])
        : where('thread.about', '=', about),
    );
  if (before) query = query.where('thread.id', '<', before);
  return query.orderBy('thread.id', 'desc').limit(most).execute();
}

export async function addThread(
  handle: Handle,
  thread: Pick<ThreadRow, 'id' | 'about' | 'title' | 'audience' | 'person_id'>,
  now: Date,
): Promise<void> {
  await handle
    .insertInto('thread')
    .values({
      ...thread,
      accepted: null,
      answers: 0,
      last_at: now.toISOString(),
      locked_at: null,
      version: 1,
    })
    .execute();
}

/** Words a question anew in its heading. */
export async function nameThread(handle: Handle, id: string, title: string): Promise<void> {
  await handle
    .updateTable('thread')
    .set((update) => ({ title, version: update('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** Counts the answers that are shown, and when the latest was written: after every change of a post. */
export async function recount(handle: Handle, id: string): Promise<void> {
  const { answers, last } = await handle
    .selectFrom('post')
    .select(({ fn }) => [
      fn.countAll<number | string>().as('answers'),
      fn.max('created_at').as('last'),
    ])
    .where('thread_id', '=', id)
    .where('id', '<>', id)
    .where('state', '=', 'shown')
    .executeTakeFirstOrThrow();
  await handle
    .updateTable('thread')
    .set({ answers: Number(answers), ...(last ? { last_at: last } : {}) })
    .where('id', '=', id)
    .execute();
}

/** Notes which answer helped, if nobody changed the conversation since. @returns whether it was noted */
export async function acceptAnswer(
  handle: Handle,
  { id, version }: Pick<ThreadRow, 'id' | 'version'>,
  accepted: string | null,
): Promise<boolean> {
  const { numUpdatedRows } = await handle
    .updateTable('thread')
    .set({ accepted, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Closes a conversation to further answers, or opens it again. @returns whether that changed anything */
export async function setLocked(handle: Handle, id: string, at: string | null): Promise<boolean> {
  const { numUpdatedRows } = await handle
    .updateTable('thread')
    .set((update) => ({ locked_at: at, version: update('version', '+', 1) }))
    .where('id', '=', id)
    .where('locked_at', at === null ? 'is not' : 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
