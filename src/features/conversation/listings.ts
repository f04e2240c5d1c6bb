import type { Handle } from '../../db/connect.ts';
import type { Reader } from './rules/visibility.ts';
import { namedIn } from './rules/writing.ts';

/** What somebody is told of conversations elsewhere: in the weekly mail and in the inbox. */
export interface Told {
  text: string;
  href: string;
  at: string;
}

const MOST = 50;

/** New questions on what somebody follows, or from councils that they follow. They hear nothing of their own. */
export async function listNewQuestions(
  handle: Handle,
  reader: Reader,
  {
    about,
    below,
    councils,
  }: { about: readonly string[]; below: readonly string[]; councils: readonly string[] },
  { since, until }: { since: string; until: string },
): Promise<Told[]> {
  if (about.length + below.length + councils.length === 0) return [];
  let query = handle
    .selectFrom('thread')
    .innerJoin('post', 'post.id', 'thread.id')
    .select(['thread.id', 'title', 'post.created_at'])
    .where('post.created_at', '>', since)
    .where('post.created_at', '<=', until)
    .where('post.state', '=', 'shown')
    .where('post.person_id', '<>', reader.person ?? '')
    .where((where) =>
      where.or([
        ...(about.length > 0 ? [where('thread.about', 'in', about)] : []),
        ...below.map((each) =>
          where.and([
            where('thread.about', '>', `${each}/`),
            where('thread.about', '<', `${each}0`),
          ]),
        ),
        ...(councils.length > 0 ? [where('post.council', 'in', councils)] : []),
      ]),
    );
  if (!reader.member) query = query.where('audience', '=', 'everyone');
  const rows = await query.orderBy('thread.id').limit(MOST).execute();
  return rows.map(({ id, title, created_at }) => ({
    text: title,
    href: `/talk/q/${id}`,
    at: created_at,
  }));
}

/** New answers to some questions, by others; one line a question. */
export async function listNewAnswers(
  handle: Handle,
  reader: Reader,
  threads: readonly string[] | 'own',
  { since, until }: { since: string; until: string },
): Promise<(Told & { person: string; body: string })[]> {
  if (threads !== 'own' && threads.length === 0) return [];
  let query = handle
    .selectFrom('post')
    .innerJoin('thread', 'thread.id', 'post.thread_id')
    .innerJoin('post as question', 'question.id', 'thread.id')
    .select([
      'post.id',
      'post.thread_id',
      'title',
      'post.created_at',
      'post.person_id',
      'post.body',
    ])
    .whereRef('post.id', '<>', 'post.thread_id')
    .where('post.created_at', '>', since)
    .where('post.created_at', '<=', until)
    .where('post.state', '=', 'shown')
    .where('question.state', '=', 'shown')
    .where('post.person_id', '<>', reader.person ?? '');
  query =
    threads === 'own'
      ? query.where('thread.person_id', '=', reader.person ?? '')
      : query.where('thread.id', 'in', threads);
  if (!reader.member) query = query.where('audience', '=', 'everyone');
  const rows = await query.orderBy('post.id', 'desc').limit(MOST).execute();
  return rows.map(({ id, thread_id, title, created_at, person_id, body }) => ({
    text: title,
    href: `/talk/q/${thread_id}?from=${id}#p-${id}`,
    at: created_at,
    person: person_id,
    body,
  }));
}

/** Posts of others that name somebody, in conversations where that person wrote. */
export async function listMentions(
  handle: Handle,
  reader: Reader,
  name: string,
  range: { since: string; until: string },
): Promise<Told[]> {
  if (!reader.person || name === '') return [];
  const rows = await handle
    .selectFrom('post')
    .select('thread_id')
    .distinct()
    .where('person_id', '=', reader.person)
    .where('state', '=', 'shown')
    .orderBy('thread_id', 'desc')
    .limit(500)
    .execute();
  const threads = rows.map(({ thread_id }) => thread_id);
  const answers = await listNewAnswers(handle, reader, threads, range);
  return answers
    .filter(({ body }) => namedIn(body, [{ name }]).length > 0)
    .map(({ text, href, at }) => ({ text, href, at }));
}
