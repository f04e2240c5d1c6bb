// How quick a conversation of 2,000 posts is on both databases: `npm run bench -- conversation`. Whole requests in
// memory, one after the other, beside the page of an outcome, which is kept ready.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Database, openDatabase } from '../src/db/connect.ts';
import { migrate } from '../src/db/migrate.ts';
import { transact } from '../src/db/transact.ts';
import { addPost } from '../src/features/conversation/posts.ts';
import { addThread, recount } from '../src/features/conversation/threads.ts';
import { newId } from '../src/lib/ids.ts';
import { ensurePostgres, startCluster } from '../test/postgres.ts';
import { startApp } from '../test/start-app.ts';
import { person } from '../test/talk-people.ts';
import { quantile } from './peers.ts';

const POSTS = 2000;
const THREADS = 200;
const TRIES = 300;

async function fill(database: Database, author: string): Promise<{ id: string; posts: string[] }> {
  const now = new Date();
  const posts: string[] = [];
  const id = newId();
  await transact(database, 'everyone', async (handle) => {
    const write = (post: string, thread: string) =>
      addPost(
        handle,
        {
          ...{ id: post, thread_id: thread, person_id: author, council: 'leeds', partner: 0 },
          ...{ body: 'We asked every service for a name. '.repeat(8), state: 'shown' },
          ...{ doubt: '', copy_hash: post, network: '' },
        },
        now,
      );
    const about = { about: '/outcomes/data', audience: 'everyone', person_id: author } as const;
    for (let count = 0; count < THREADS; count += 1) {
      const thread = count === 0 ? id : newId();
      await addThread(handle, { ...about, id: thread, title: `Question ${count}` }, now);
      await write(thread, thread);
    }
    for (let count = 0; count < POSTS; count += 1) {
      const post = newId();
      posts.push(post);
      await write(post, id);
    }
    await recount(handle, id);
  });
  return { id, posts };
}

async function measure(name: string, database: Database): Promise<void> {
  await migrate(database);
  const { app } = await startApp({}, database);
  const reader = await person(
    app,
    database,
    { email: 'reader@leeds.gov.uk', council: 'leeds' },
    new Date(),
  );
  const { id, posts } = await fill(database, reader.id);
  const pages: Record<string, (count: number) => string> = {
    'first page': () => `/talk/q/${id}`,
    'any page': (count) => `/talk/q/${id}?from=${posts[(count * 37) % POSTS]}`,
    'last page': () => `/talk/q/${id}?last=1`,
    'questions of an outcome': () => '/talk/outcomes/data',
    'page of the guide, for comparison': () => '/outcomes/data',
  };
  for (const [page, address] of Object.entries(pages)) {
    const times: number[] = [];
    let used = process.cpuUsage();
    for (let count = -20; count < TRIES; count += 1) {
      if (count === 0) used = process.cpuUsage();
      const start = performance.now();
      const { statusCode } = await reader.browser.get(address(count + 20));
      if (statusCode !== 200) throw new Error(`${page}: ${statusCode}`);
      if (count >= 0) times.push(performance.now() - start);
    }
    // What the machine's other work does not change: the time that this process had a processor.
    const { user, system } = process.cpuUsage(used);
    const cpu = (user + system) / 1000 / TRIES;
    console.log(
      `conversation of ${POSTS} posts, ${name}, ${page}: p50 ${quantile(times, 0.5).toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)} ms, processor ${cpu.toFixed(1)} ms a page`,
    );
  }
  await app.close();
}

/** Prints how long a signed-in person waits for each page of a long conversation. */
export async function measureConversation(): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-bench-'));
  const sqlite = openDatabase({ file: path.join(folder, 'almanac.db') });
  await measure('SQLite', sqlite);
  await sqlite.close();
  const bin = ensurePostgres();
  const cluster = bin ? await startCluster(bin, { durable: true }) : undefined;
  if (cluster) {
    await cluster.create('almanac');
    const postgres = openDatabase({ url: cluster.url('almanac') });
    await measure('PostgreSQL', postgres);
    await postgres.close();
    await cluster.stop();
  } else console.log('No PostgreSQL is installed: left out.');
  await rm(folder, { recursive: true });
}

if (import.meta.main) await measureConversation();
