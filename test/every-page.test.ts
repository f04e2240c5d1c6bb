import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Access, Route } from '../src/web/visits/visit.ts';
import { openBrowser } from './chromium.ts';
import { type Peopled, peopleOfEachRole, type Role } from './council-of-each.ts';
import { emptyDatabase } from './databases.ts';
import { lookAtEach, type Seen } from './look-at-each.ts';
import { startApp, WITHOUT_PRINTER } from './start-app.ts';

/** By whose eyes the pages of each kind are looked at. */
const EYES: Record<Access, Role> = {
  anyone: 'lead',
  'signed-in': 'lead',
  author: 'contributor',
  viewer: 'viewer',
  contributor: 'contributor',
  lead: 'lead',
  editor: 'editor',
  administrator: 'administrator',
};
/** Opened once, its page would end what the others need. */
const ENDS = ['/refuse/:link'];

const addressOf = ({ path }: Route, { params }: Peopled) =>
  path.replaceAll(/:(\w+)/g, (_whole, name: string) => params[name] ?? assert.fail(name));

// The other browser tests look at pages in all their states. Here no new page can be forgotten: they come from the routes.
test('every page that is made for people and councils is sound', async () => {
  const database = (await emptyDatabase('sqlite'))!;
  const { app, site } = await startApp(WITHOUT_PRINTER, database);
  const peopled = await peopleOfEachRole(app, database, ['leeds', 'york']);
  const base = (await app.listen({ host: '127.0.0.1', port: 0 })).replace('127.0.0.1', 'localhost');
  const browser = await openBrowser();
  const pages: Seen[] = [];
  for (const route of site.spaces!.routes) {
    if (route.method !== 'GET' || ENDS.includes(route.path)) continue;
    const as = peopled.browsers[EYES[route.access]];
    const path = addressOf(route, peopled);
    const { statusCode, headers } = await as.get(path);
    if (statusCode === 200 && String(headers['content-type']).startsWith('text/html'))
      pages.push({ path, as });
  }
  const faults = await lookAtEach(browser, base, pages);
  await browser.close();
  await app.close();
  await database.close();
  assert.deepEqual(faults, []);
  assert.ok(pages.length > 120, `${pages.length} pages were looked at`);
});
