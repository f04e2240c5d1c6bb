import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { openSite } from '../src/compose/current-site.ts';
import { openDatabase } from '../src/db/connect.ts';
import { migrate } from '../src/db/migrate.ts';
import { transact } from '../src/db/transact.ts';
import { bumpLibrary } from '../src/features/sharing/cards.ts';
import { testConfig } from './start-app.ts';

const CONTENT_DIR = path.join(import.meta.dirname, 'fixtures/small-country');

test('the guide is served without its tables, and made anew as a whole when the library changed', async () => {
  const database = openDatabase({ file: ':memory:' });
  const told: unknown[] = [];
  const config = testConfig({ CONTENT_DIR });
  const opened = await openSite(config, database, (error) => told.push(error), 20);
  const before = await opened.site();
  assert.ok(before.pages.find('/outcomes/roads'));
  await migrate(database);
  await transact(database, 'everyone', bumpLibrary);
  for (let wait = 0; wait < 600 && (await opened.site()) === before; wait += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  const after = await opened.site();
  assert.notEqual(after, before);
  assert.ok(after.pages.find('/outcomes/roads')?.bodies.gzip, 'ready before anybody asks');
  await database.close();
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(await opened.site(), after, 'a database that goes away takes nothing along');
  opened.stop();
});
