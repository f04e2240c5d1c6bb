import type { FastifyInstance } from 'fastify';
import type { Database } from '../src/db/connect.ts';
import { transact } from '../src/db/transact.ts';
import { findOrAddPerson } from '../src/features/sign-in/sessions.ts';
import { addMember } from '../src/features/space/members.ts';
import { namePerson } from '../src/features/space/people.ts';
import { type Browser, signedIn } from './browser-session.ts';

export interface TalkPerson {
  id: string;
  email: string;
  browser: Browser;
}

/** Somebody who is signed in. @param council that they belong to; none for somebody from elsewhere */
export async function person(
  app: FastifyInstance,
  database: Database,
  {
    email,
    name = 'Ada Byron',
    council,
    editor = false,
  }: { email: string; name?: string; council?: string; editor?: boolean },
  now: Date,
): Promise<TalkPerson> {
  const id = await transact(database, 'everyone', async (handle) => {
    const { id } = await findOrAddPerson(handle, email, now);
    await namePerson(handle, id, name);
    if (council)
      await addMember(
        handle,
        council,
        { person: id, role: 'contributor', perspective: 'digital' },
        now,
      );
    if (editor)
      await handle
        .insertInto('platform_role')
        .values({ person_id: id, role: 'editor', given_at: now.toISOString() })
        .execute();
    return id;
  });
  return { id, email, browser: await signedIn(app, database, email, now) };
}

/** Signs people in again, whose sessions ended while a clock was moved. */
export async function signInAgain(
  app: FastifyInstance,
  database: Database,
  people: readonly TalkPerson[],
  now: Date,
): Promise<void> {
  for (const each of people) each.browser = await signedIn(app, database, each.email, now);
}

/** Fields of a question. */
export const question = (title: string, rest: Record<string, string> = {}) => ({
  title,
  body: '',
  audience: 'everyone',
  from: '',
  sure: '',
  ...rest,
});

/** Asks by the page, as a person does. @returns the address of the question */
export async function ask(
  { browser }: TalkPerson,
  fields: Record<string, string>,
  on = '/outcomes/data',
): Promise<string> {
  await browser.get(`/talk${on}/ask`);
  const { headers, statusCode, body } = await browser.post(`/talk${on}/ask`, fields);
  if (statusCode !== 303) throw new Error(`${statusCode}: ${body.slice(0, 3000)}`);
  return String(headers.location).split('?')[0] ?? '';
}

/** Answers by the page. @returns the address of the answer by itself */
export async function answer(
  { browser }: TalkPerson,
  thread: string,
  body: string,
): Promise<string> {
  await browser.get(thread);
  const { headers, statusCode } = await browser.post(thread, { body, from: '', sure: '' });
  if (statusCode !== 303) throw new Error(`${statusCode}`);
  return `/talk/posts/${/from=([\w-]+)/.exec(String(headers.location))?.[1]}`;
}

/** Decides by the page of a case. */
export async function decide(
  { browser }: TalkPerson,
  about: string,
  fields: Record<string, string>,
) {
  const page = await browser.get(`/admin/reports/case?about=${encodeURIComponent(about)}`);
  const seen = /name="seen" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  return browser.post('/admin/reports/case', {
    ...{ about, seen, rule: '', words: '', days: '7' },
    ...fields,
  });
}

/** Gives somebody the two shown posts that a new author lacks. */
export async function trust(
  database: Database,
  { id }: TalkPerson,
  thread: string,
  now: Date,
): Promise<void> {
  await transact(database, 'everyone', async (handle) => {
    for (const count of [1, 2])
      await handle
        .insertInto('post')
        .values({
          ...{ id: `${id}-${count}`, thread_id: thread, person_id: id, council: 'leeds' },
          ...{ partner: 0, body: 'Earlier words', state: 'shown', doubt: '', network: '' },
          ...{ copy_hash: `${id}-${count}`, created_at: now.toISOString() },
          ...{ edited_at: null, version: 1 },
        })
        .execute();
  });
}
