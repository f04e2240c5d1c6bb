import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Browser } from '../../../test/browser-session.ts';
import { testOnBoth } from '../../../test/databases.ts';
import { Clock, startApp } from '../../../test/start-app.ts';
import { person } from '../../../test/talk-people.ts';
import { newsSources } from '../../compose/talk-news.ts';
import type { Database } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { newId } from '../../lib/ids.ts';

const STATES = ['held', 'shown', 'hidden', 'withdrawn'] as const;
const AUTHORS = ['ada', 'mo'] as const;
const READERS = ['stranger', 'outsider', 'ada', 'mo', 'other', 'paused', 'editor'] as const;
type ReaderName = (typeof READERS)[number];

const world = fc.array(
  fc.record({
    audience: fc.constantFrom('everyone' as const, 'councils' as const),
    question: fc.constantFrom(...STATES),
    asker: fc.constantFrom(...AUTHORS),
    answers: fc.array(
      fc.record({ state: fc.constantFrom(...STATES), author: fc.constantFrom(...AUTHORS) }),
      { maxLength: 3 },
    ),
  }),
  { minLength: 2, maxLength: 4 },
);

/** Written out anew, not taken from the code: who is to find the words of a post. */
function allowed(
  thread: { audience: string; question: string; asker: string },
  post: { state: string; author: string },
  reader: ReaderName,
): boolean {
  if (post.state === 'withdrawn') return false;
  if (reader === 'editor') return true;
  const member = ['ada', 'mo', 'other'].includes(reader);
  if (thread.audience === 'councils' && !member) return false;
  const questionOpen = thread.question === 'shown' || thread.question === 'withdrawn';
  if (!questionOpen && thread.asker !== reader) return false;
  return post.state === 'shown' || post.author === reader;
}

/** Everything that somebody can open, and every mail that they could get: as one text. */
async function everythingFor(
  database: Database,
  reader: { name: ReaderName; id: string | undefined; browser: Browser },
  threads: readonly string[],
  posts: readonly string[],
  now: Date,
): Promise<string> {
  const seen: string[] = [];
  const addresses = [
    ...['/talk', '/talk/outcomes/data', '/talk/outcomes/data/feed.xml', '/talk/log'],
    ...['/my/inbox', '/my/following', '/sitemap.xml'],
    ...threads.flatMap((id) => [`/talk/q/${id}`, `/follow?what=/talk/q/${id}`]),
    ...posts.flatMap((id) => [
      ...[`/talk/posts/${id}`, `/talk/posts/${id}/edit`, `/report?about=/talk/posts/${id}`],
      `/admin/reports/case?about=/talk/posts/${id}`,
    ]),
  ];
  for (const address of addresses) seen.push((await reader.browser.get(address)).body);
  if (reader.id) {
    const what = ['/outcomes/data', '/councils/leeds', ...threads.map((id) => `/talk/q/${id}`)];
    const follower = { id: reader.id, name: 'X', editor: false };
    const range = { since: '2000-01-01', until: new Date(now.getTime() + 1).toISOString() };
    for (const source of newsSources([]))
      seen.push(
        JSON.stringify(
          await transact(database, 'everyone', (handle) =>
            source(handle, { follower, what, ...range }),
          ),
        ),
      );
  }
  return seen.join('\n');
}

testOnBoth(
  'what is for councils only, held, hidden or taken back reaches nobody else',
  async (database) => {
    const clock = new Clock();
    const { app } = await startApp({ PUBLIC_URL: 'http://localhost' }, database, clock.now);
    const as = (email: string, rest: object) =>
      person(app, database, { email, ...rest }, clock.now());
    const people = {
      ada: await as('ada@leeds.gov.uk', { council: 'leeds' }),
      mo: await as('mo@york.gov.uk', { council: 'york', name: 'Mo' }),
      other: await as('o@bristol.gov.uk', { council: 'bristol', name: 'Olu' }),
      paused: await as('p@bristol.gov.uk', { council: 'bristol', name: 'Pat' }),
      outsider: await as('x@elsewhere.example', { name: 'Xan' }),
      editor: await as('ed@almanac.example', { editor: true, name: 'Edith' }),
    };
    await transact(database, 'everyone', (handle) =>
      handle
        .updateTable('member')
        .set({ suspended: 1 })
        .where('person_id', '=', people.paused.id)
        .execute(),
    );
    let told = 0;
    await fc.assert(
      fc.asyncProperty(world, async (threads) => {
        const marks: {
          word: string;
          thread: (typeof threads)[number];
          state: string;
          author: string;
        }[] = [];
        const ids: string[] = [];
        const posts: string[] = [];
        await transact(database, 'everyone', async (handle) => {
          await handle.deleteFrom('post').execute();
          await handle.deleteFrom('thread').execute();
          for (const thread of threads) {
            const id = newId();
            ids.push(id);
            const asker = people[thread.asker].id;
            const word = `title-${newId()}`;
            marks.push({ word, thread, state: thread.question, author: thread.asker });
            await handle
              .insertInto('thread')
              .values({
                ...{ id, about: '/outcomes/data', person_id: asker, audience: thread.audience },
                ...{ title: thread.question === 'withdrawn' ? '' : word, accepted: null },
                ...{ answers: 0, last_at: clock.now().toISOString(), locked_at: null, version: 1 },
              })
              .execute();
            const all = [{ state: thread.question, author: thread.asker }, ...thread.answers];
            for (const [index, { state, author }] of all.entries()) {
              const post = index === 0 ? id : newId();
              posts.push(post);
              const body = `words-${newId()}`;
              marks.push({ word: body, thread, state, author });
              await handle
                .insertInto('post')
                .values({
                  ...{ id: post, thread_id: id, person_id: people[author].id, council: 'leeds' },
                  ...{ partner: 0, body: state === 'withdrawn' ? '' : body, state, doubt: '' },
                  ...{ copy_hash: post, network: '', created_at: clock.now().toISOString() },
                  ...{ edited_at: null, version: 1 },
                })
                .execute();
            }
            // Said to have helped, whatever became of it.
            await handle
              .updateTable('thread')
              .set({ accepted: posts.at(-1)! })
              .where('id', '=', id)
              .execute();
          }
        });
        for (const name of READERS) {
          const who = name === 'stranger' ? undefined : people[name];
          const browser = who?.browser ?? new Browser(app);
          const reader = { name, id: who?.id, browser };
          const all = await everythingFor(database, reader, ids, posts, clock.now());
          for (const { word, thread, state, author } of marks) {
            const must = allowed(thread, { state, author }, name);
            // Whoever wrote it reaches it by its own address, to take it back.
            const may = must || (author === name && state !== 'withdrawn');
            const has = all.includes(word);
            assert.ok(
              may || !has,
              `${name} reads a ${state} post by ${author}: ${JSON.stringify(thread)}`,
            );
            // What somebody may read, they find.
            assert.ok(
              has || !must,
              `${name} misses a ${state} post by ${author}: ${JSON.stringify(thread)}`,
            );
            told += 1;
          }
        }
      }),
      { numRuns: 4, endOnFailure: true },
    );
    assert.ok(told > 100);
    await app.close();
  },
);
