import type { Handle } from '../../db/connect.ts';
import { recount } from './threads.ts';

/** What a person wrote, for that person. */
export async function readPosts(handle: Handle, person: string): Promise<object[]> {
  return handle
    .selectFrom('post')
    .leftJoin('thread', 'thread.id', 'post.thread_id')
    .select(['post.id', 'thread_id', 'about', 'title', 'council', 'body', 'state'])
    .select(['post.created_at', 'edited_at'])
    .where('post.person_id', '=', person)
    .orderBy('post.id')
    .limit(10_000)
    .execute();
}

/**
 * What becomes of a person's posts with their account: what others read stays, as of a former member of no council; what
 * nobody else saw is emptied. Networks are forgotten.
 */
export async function forgetPosts(handle: Handle, person: string): Promise<void> {
  const own = await handle
    .selectFrom('post')
    .select(['id', 'thread_id'])
    .where('person_id', '=', person)
    .where('state', 'in', ['held', 'hidden'])
    .orderBy('id')
    .limit(10_000)
    .execute();
  await handle
    .updateTable('post')
    .set({ body: '', state: 'withdrawn', copy_hash: '', doubt: '' })
    .where('person_id', '=', person)
    .where('state', 'in', ['held', 'hidden'])
    .execute();
  const questions = own.filter(({ id, thread_id }) => id === thread_id).map(({ id }) => id);
  if (questions.length > 0)
    await handle.updateTable('thread').set({ title: '' }).where('id', 'in', questions).execute();
  for (const thread of new Set(own.map(({ thread_id }) => thread_id)))
    await recount(handle, thread);
  await handle
    .updateTable('post')
    .set({ council: '', partner: 0, network: '' })
    .where('person_id', '=', person)
    .execute();
}
