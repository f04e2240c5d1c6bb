import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser } from './browser-session.ts';
import { emptyDatabase } from './databases.ts';
import { startApp, WITHOUT_PRINTER } from './start-app.ts';

test('the made-up council can be read by anyone and changed by nobody', async () => {
  const database = (await emptyDatabase('sqlite'))!;
  const { app, site } = await startApp(WITHOUT_PRINTER, database);
  const reader = new Browser(app);
  const seen = new Set<string>();
  const open = ['/example'];
  for (let path = open.pop(); path; path = open.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const page = await reader.get(path);
    assert.equal(page.statusCode, 200, path);
    if (!String(page.headers['content-type']).startsWith('text/html')) continue;
    assert.match(page.body, /This council is made up/, path);
    assert.match(page.body, /<title>[^<]*\(made up\)/, path);
    assert.doesNotMatch(page.body, /\/my\/example|<form method="post"|Sign out/, path);
    for (const [, href = ''] of page.body.matchAll(/href="(\/example[^"#?]*)/g)) open.push(href);
  }
  assert.ok(seen.size > 8, [...seen].join(' '));
  const latest = [...seen].filter((path) => path.endsWith('/results'));
  assert.equal(latest.length, 2);
  for (const { method, path } of site.spaces?.routes ?? [])
    if (path.startsWith('/example')) assert.equal(method, 'GET', path);
  assert.equal((await reader.post('/example/people')).statusCode, 405);
  assert.deepEqual(
    await database.kysely.selectFrom('person').selectAll().execute(),
    [],
    'nothing of it is among real rows',
  );
  await app.close();
  await database.close();
});

test('an operator can switch the made-up council off', async () => {
  const database = (await emptyDatabase('sqlite'))!;
  const { app } = await startApp({ ...WITHOUT_PRINTER, SHOW_EXAMPLE: 'false' }, database);
  assert.equal((await app.inject('/example')).statusCode, 404);
  assert.doesNotMatch((await app.inject('/assessment')).body, /made-up/);
  await app.close();
  await database.close();
});
