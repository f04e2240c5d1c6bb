import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { createApp } from '../src/app.ts';
import { createOperations } from '../src/compose/operations.ts';
import { openDatabase } from '../src/db/connect.ts';
import { migrate } from '../src/db/migrate.ts';
import { buildSite } from '../src/site.ts';
import { signedIn } from './browser-session.ts';
import { SMALL_COUNTRY, temporaryFolder } from './fixtures.ts';
import { freePort, until } from './kill.ts';
import { type Cluster, findPostgres, startCluster } from './postgres.ts';
import { testConfig } from './start-app.ts';

const root = path.resolve(import.meta.dirname, '..');

async function cluster(t: TestContext): Promise<Cluster | undefined> {
  const bin = findPostgres();
  if (!bin) {
    t.skip('no PostgreSQL server is installed');
    return undefined;
  }
  // Durable: else the kill also takes the tables and the session that were just written, and what comes back is empty.
  const started = await startCluster(bin, { durable: true });
  t.after(() => started.stop());
  await started.create('almanac');
  return started;
}

test('with the database gone the guide is served and own pages are calm; it comes back without a restart', async (t) => {
  const server = await cluster(t);
  if (!server) return;
  const database = openDatabase({ url: server.url('almanac') });
  await migrate(database);
  const config = testConfig({ CONTENT_DIR: SMALL_COUNTRY });
  const site = await buildSite(config, '2026-11-23', { database });
  const app = createApp(
    config,
    () => site,
    site.spaces?.routes,
    createOperations(config, database),
  );
  const ada = await signedIn(app, database, 'ada@leeds.gov.uk');
  assert.equal((await ada.get('/my')).statusCode, 200);

  for (const times of [1, 2]) {
    await server.kill();
    assert.equal((await ada.get('/outcomes/roads')).statusCode, 200, `time ${times}`);
    assert.equal((await ada.get('/search?q=roads')).statusCode, 200);
    const gone = await ada.get('/my');
    assert.equal(gone.statusCode, 503);
    assert.match(String(gone.headers['retry-after']), /^\d+$/);
    assert.match(gone.body, /Your own pages cannot be reached just now/);
    assert.match(gone.body, /Nothing that was kept is lost/);
    const asked = await ada.post('/sign-in', { email: 'bob@york.gov.uk', next: '' });
    assert.equal(asked.statusCode, 503);
    assert.equal((await ada.get('/readyz')).statusCode, 503);
    assert.equal((await ada.get('/healthz')).statusCode, 200);

    await server.start();
    assert.equal((await ada.get('/my')).statusCode, 200, 'the session is still there');
    assert.equal((await ada.get('/readyz')).statusCode, 200);
  }
  await app.close();
  await database.close();
});

test('a server that starts before its database serves the guide, and works when the database comes', async (t) => {
  const server = await cluster(t);
  if (!server) return;
  await server.kill();
  const port = await freePort();
  const child = spawn(process.execPath, ['src/server.ts'], {
    cwd: root,
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      LOG_LEVEL: 'silent',
      PORT: String(port),
      CONTENT_DIR: SMALL_COUNTRY,
      DATA_DIR: await temporaryFolder(t),
      DATABASE_URL: server.url('almanac'),
    },
  });
  t.after(() => child.kill('SIGKILL'));
  const get = (address: string, cookie = '') =>
    fetch(`http://127.0.0.1:${port}${address}`, { headers: { cookie } });
  await until(async () => (await get('/outcomes/roads')).status === 200);
  const session = `almanac-session=${'x'.repeat(43)}`;
  const own = await get('/my', session);
  assert.equal(own.status, 503);
  assert.ok(own.headers.get('retry-after'));
  assert.equal((await get('/readyz')).status, 503);
  await server.start();
  await until(async () => (await get('/readyz')).status === 200);
  assert.equal((await get('/my', session)).status, 401, 'this session is nobody’s');
  child.kill('SIGTERM');
  const [status] = await once(child, 'exit');
  assert.equal(status, 0);
});
