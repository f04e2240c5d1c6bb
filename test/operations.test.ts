import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApp } from '../src/app.ts';
import { createOperations } from '../src/compose/operations.ts';
import { openDatabase } from '../src/db/connect.ts';
import { migrate } from '../src/db/migrate.ts';
import { transact } from '../src/db/transact.ts';
import { runDueJobs } from '../src/jobs/jobs.ts';
import { queueMail } from '../src/mail/outbox.ts';
import { buildSite } from '../src/site.ts';
import type { Route } from '../src/web/visits/visit.ts';
import { signedIn } from './browser-session.ts';
import { testOnBoth } from './databases.ts';
import { SMALL_COUNTRY } from './fixtures.ts';
import { testConfig } from './start-app.ts';

const now = new Date('2026-11-24T10:00:00.000Z');
const TOKEN = 'a-word-for-the-metrics';

async function start(
  database: ReturnType<typeof openDatabase>,
  settings: Record<string, string> = {},
  extra: Route[] = [],
) {
  const config = testConfig({ CONTENT_DIR: SMALL_COUNTRY, METRICS_TOKEN: TOKEN, ...settings });
  const site = await buildSite(config, '2026-11-23', { database });
  const spaces = site.spaces && { ...site.spaces, routes: [...site.spaces.routes, ...extra] };
  const lines: string[] = [];
  const app = createApp(
    config,
    () => ({ ...site, spaces }),
    spaces?.routes,
    createOperations(config, database, () => now),
    { write: (line) => void lines.push(line) },
  );
  await app.ready();
  return { app, lines };
}

const bearer = { headers: { authorization: `Bearer ${TOKEN}` } };

testOnBoth('ready when the database answers and is up to date', async (database) => {
  const { app } = await start(database);
  const ready = await app.inject({ url: '/readyz' });
  assert.equal(ready.statusCode, 200);
  assert.deepEqual(ready.json(), { status: 'ready' });
  await app.close();
});

test('not ready without tables or without a database; the guide is there all the same', async () => {
  for (const [database, why] of [
    [openDatabase({ file: ':memory:' }), /not up to date/],
    [openDatabase({ url: 'postgres://nobody@127.0.0.1:9/none' }), /cannot be reached/],
  ] as const) {
    const { app } = await start(database);
    const ready = await app.inject({ url: '/readyz' });
    assert.equal(ready.statusCode, 503);
    assert.match(ready.json().why, why);
    assert.equal(ready.headers['retry-after'], '5');
    assert.equal((await app.inject({ url: '/healthz' })).statusCode, 200);
    assert.equal((await app.inject({ url: '/outcomes/roads' })).statusCode, 200);
    const own = await app.inject({
      url: '/my',
      cookies: { 'almanac-session': 'x'.repeat(43) },
    });
    assert.equal(own.statusCode, 503, 'calm before the tables are there, too');
    assert.match(own.body, /cannot be reached just now/);
    assert.match((await app.inject({ url: '/metrics', ...bearer })).body, /almanac_database_up 0/);
    await app.close();
    await database.close();
  }
});

testOnBoth(
  'metrics count by route and tell of mail and jobs, and hold nobody',
  async (database) => {
    const { app } = await start(database);
    const ada = await signedIn(app, database, 'ada@leeds.gov.uk');
    await ada.get('/my/oldtown');
    await ada.get('/search?q=a-private-word');
    await ada.get('/nowhere/private-place');
    const earlier = new Date(now.getTime() - 90_000);
    await transact(database, 'everyone', async (handle) => {
      await queueMail(
        handle,
        { to: 'bob@york.gov.uk', kind: 'k', subject: 's', body: 'b' },
        earlier,
      );
      await queueMail(handle, { to: 'cy@york.gov.uk', kind: 'k', subject: 's', body: 'b' }, now);
    });
    const job = { name: 'tidy', every: 30_000, run: async () => undefined };
    await runDueJobs(database, [job], earlier, () => undefined);
    const { body, headers } = await app.inject({ url: '/metrics', ...bearer });
    assert.match(String(headers['content-type']), /^text\/plain/);
    for (const line of [
      'almanac_request_seconds_count{method="GET",route="/my/:council",status="4xx"} 1',
      'almanac_database_up 1',
      'almanac_mail_waiting 2',
      'almanac_mail_oldest_seconds 90',
      'almanac_mail_given_up 0',
      'almanac_job_late_seconds{job="tidy"} 60',
    ])
      assert.ok(body.includes(line), line);
    assert.match(body, /^process_resident_memory_bytes \d+/m);
    assert.doesNotMatch(body, /private|oldtown|@|ada|bob/);
    await app.close();
  },
);

test('metrics open with the word only; without one nobody reads them in production', async () => {
  const database = openDatabase({ file: ':memory:' });
  await migrate(database);
  const { app } = await start(database);
  for (const authorization of [undefined, 'Bearer', 'Bearer wrong', TOKEN, `Basic ${TOKEN}`]) {
    const headers = authorization === undefined ? {} : { authorization };
    assert.equal((await app.inject({ url: '/metrics', headers })).statusCode, 401);
  }
  assert.equal((await app.inject({ url: '/metrics', ...bearer })).statusCode, 200);
  await app.close();
  const closed = await start(database, { METRICS_TOKEN: '' });
  assert.equal((await closed.app.inject({ url: '/metrics' })).statusCode, 404);
  await closed.app.close();
  const open = await start(database, { METRICS_TOKEN: '', NODE_ENV: 'development' });
  assert.equal((await open.app.inject({ url: '/metrics' })).statusCode, 200);
  await open.app.close();
  await database.close();
});

testOnBoth(
  'a log line has the number of its request, and nothing of the person',
  async (database) => {
    const person = {
      id: 'p',
      email: 'ada@leeds.gov.uk',
      name: 'Ada Byron',
      created_at: now.toISOString(),
      deleted_at: null,
      version: 1,
    };
    await database.kysely.insertInto('person').values(person).execute();
    const broken: Route = {
      method: 'POST',
      path: '/broken/:word',
      access: 'anyone',
      keepsForm: true,
      handle: () =>
        transact(database, 'everyone', async (handle) => {
          const name = 'Ada Byron';
          await handle
            .insertInto('person')
            .values({ ...person, id: 'q', name })
            .execute();
          throw new Error('never here');
        }),
    };
    const { app, lines } = await start(database, { LOG_LEVEL: 'debug', TRUST_PROXY: 'true' }, [
      broken,
    ]);
    const answer = await app.inject({
      method: 'POST',
      url: '/broken/private-word?q=private',
      remoteAddress: '192.0.2.77',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-request-id': 'from-our-proxy-1',
        'user-agent': 'private-browser',
        cookie: 'almanac-session=private',
      },
      payload: 'name=Ada+Byron&email=ada%40leeds.gov.uk',
    });
    assert.equal(answer.statusCode, 500);
    assert.match(answer.body, /quote this number: from-our-proxy-1/);
    const line = lines.find((each) => each.includes('request failed')) ?? '';
    const entry = JSON.parse(line);
    assert.equal(entry.reqId, 'from-our-proxy-1');
    assert.equal(entry.route, '/broken/:word');
    assert.ok(entry.err.stack.length > 0);
    assert.equal(entry.err.code, database.engine === 'postgres' ? '23505' : 'ERR_SQLITE_ERROR');
    assert.doesNotMatch(lines.join(''), /Ada|Byron|leeds|private|192\.0\.2/);
    await app.close();
  },
);

test('a number that a stranger sends is not taken for that of a request', async () => {
  const database = openDatabase({ file: ':memory:' });
  const failing: Route = {
    method: 'GET',
    path: '/broken',
    access: 'anyone',
    handle: () => Promise.reject(new Error('oh')),
  };
  for (const [settings, given] of [
    [{}, 'from-a-stranger'],
    [{ TRUST_PROXY: 'true' }, '<b>not one</b>'],
  ] as const) {
    const { app, lines } = await start(database, { LOG_LEVEL: 'error', ...settings }, [failing]);
    const { body } = await app.inject({ url: '/broken', headers: { 'x-request-id': given } });
    assert.match(body, /quote this number: [\da-f-]{36}/);
    assert.equal(lines.length, 1);
    assert.ok(!lines.join('').includes(given));
    await app.close();
  }
  await database.close();
});
