/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createApp } from '../src/app.ts';
import { buildSite, type Site } from '../src/site.ts';
import { axeFinds } from './axe.ts';
import { openBrowser } from './chromium.ts';
import { SMALL_COUNTRY } from './fixtures.ts';
import { openPage } from './open-page.ts';
import { serveFolder } from './serve-folder.ts';
import { testConfig } from './start-app.ts';
import { WITHOUT_PDF, writeStill } from './write-still.ts';

let browser: Browser;
let app: FastifyInstance;
let site: Site;
let base: string;
let small: FastifyInstance;
/** An almanac of two outcomes: what does not ask how much is kept is seen there, since its guide is kept in no time. */
let little: string;
before(async () => {
  site = await buildSite(testConfig(), '2026-11-23');
  app = createApp(testConfig(), () => site);
  base = await app.listen({ host: '127.0.0.1', port: 0 });
  const config = testConfig({ CONTENT_DIR: SMALL_COUNTRY });
  const smallSite = await buildSite(config, '2026-11-23');
  small = createApp(config, () => smallSite);
  // It stands for any page that belongs to one person.
  small.get('/about/mine', (_request, reply) =>
    reply.header('cache-control', 'private, no-cache').type('text/html').send('<h1>Mine</h1>'),
  );
  little = await small.listen({ host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await app?.close();
  await small?.close();
});

const heading = (page: Page) => page.locator('h1').innerText();

async function keepGuide(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Keep the guide on this device' }).click();
  const remove = page.getByRole('button', { name: 'Remove it from this device' });
  await remove.waitFor();
  assert.equal(
    await page.locator('#offline-state').innerText(),
    'The guide is kept on this device.',
  );
  assert.equal(await remove.evaluate((button) => button === document.activeElement), true);
}

const cachesOf = (page: Page) => page.evaluate(() => caches.keys());
const workersOf = (page: Page) =>
  page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);

test('the whole guide is under 2 MB to fetch, as the page says, and holds every public page but files', async () => {
  const { body } = (await site.downloads.find('/offline/guide.bin'))!;
  assert.ok(body.length < 2_000_000, `${body.length} bytes`);
  const { gunzipSync } = await import('node:zlib');
  const guide = JSON.parse(gunzipSync(body).toString()) as Record<string, string>;
  for (const path of [
    '/',
    '/outcomes/data',
    '/practice',
    '/search',
    '/search/index.js',
    '/offline/not-kept',
  ])
    assert.ok(guide[path], path);
  assert.equal(
    Object.keys(guide).some((path) => /^\/(?:my|account|sign-in)/.test(path)),
    false,
  );
});

test('nothing is stored on a device before its reader asks', async () => {
  const { page, close } = await openPage(browser, `${base}/offline`);
  await page.getByRole('button', { name: /Keep/ }).waitFor();
  await page.goto(`${base}/outcomes/data`);
  assert.deepEqual(await cachesOf(page), []);
  assert.equal(await workersOf(page), 0);
  await close();
});

async function readOffline(page: Page, context: BrowserContext, root: string, end: string) {
  await keepGuide(page);
  await context.setOffline(true);
  await page.goto(`${root}outcomes/value${end}`);
  assert.equal(await heading(page), 'Value');
  assert.match(await page.evaluate(() => getComputedStyle(document.body).fontFamily), /Atkinson/);
  await page.locator('main a[href*="/steps/"], main a[href^="steps/"]').first().click();
  await page.waitForURL('**/steps/**');
  assert.ok(await heading(page));
  await page.locator('#site-search').fill('accessibilty');
  await page.locator('#site-search').press('Enter');
  await page.locator('mark').first().waitFor();
  assert.match(await page.locator('h2.found').innerText(), /found for “accessibilty”/);
  await page.locator('a.hit').first().click();
  await page.waitForURL('**/language**');
  assert.equal(await heading(page), 'Common language');
}

test('with the guide kept and the connection gone: an outcome, a step, a search', async () => {
  const { page, close } = await openPage(browser, `${base}/offline`);
  await readOffline(page, page.context(), `${base}/`, '');
  await page.goto(`${base}/for/officer/data`);
  assert.equal(page.url(), `${base}/outcomes/data`);
  await page.goto(`${base}/outcomes/data?council=camden`);
  assert.equal(await heading(page), 'Data');
  for (const path of ['/practice?nation=wales', '/no/such/page']) {
    await page.goto(base + path);
    assert.equal(await heading(page), 'You are not connected', path);
  }
  await close();
});

test('what belongs to one person is neither kept nor answered from what is kept', async () => {
  const { page, close } = await openPage(browser, `${little}/offline`);
  await keepGuide(page);
  await page.reload();
  await page.goto(`${little}/about`);
  await page.goto(`${little}/about/mine`);
  assert.equal(await heading(page), 'Mine');
  await page.goto(`${little}/search?q=secretword`);
  await page.goto(`${little}/my/plan`);
  const kept = await page.evaluate(async () => {
    const cache = await caches.open('almanac-visited');
    return (await cache.keys()).map(({ url }) => new URL(url).pathname + new URL(url).search);
  });
  assert.deepEqual(
    kept,
    ['/offline', '/about'].filter((path) => kept.includes(path)),
  );
  assert.ok(kept.includes('/about'));
  await page.context().setOffline(true);
  await assert.rejects(page.goto(`${little}/my/plan`), /ERR_INTERNET_DISCONNECTED/);
  await close();
});

test('the guide can be removed, and leaves nothing behind', async () => {
  const { page, close } = await openPage(browser, `${little}/offline`);
  await keepGuide(page);
  await page.getByRole('button', { name: 'Remove it from this device' }).click();
  await page.getByRole('button', { name: /Keep/ }).waitFor();
  assert.deepEqual(await cachesOf(page), []);
  await page.goto(`${little}/about`);
  assert.equal(await workersOf(page), 0);
  assert.deepEqual(await cachesOf(page), []);
  await close();
});

test('a guide that breaks off while it is fetched leaves no half of it, and the page says so', async () => {
  const { page, close } = await openPage(browser, `${little}/offline`);
  await page.context().route('**/offline/guide.bin', (route) => route.abort());
  await page.getByRole('button', { name: /Keep/ }).click();
  await page.getByText('That did not work.').waitFor();
  assert.deepEqual(
    (await cachesOf(page)).filter((name) => name.includes('kept')),
    [],
  );
  assert.equal(await page.getByRole('button', { name: /Keep/ }).isEnabled(), true);
  await close();
});

test('when the guide changes, the kept one is renewed and the old one taken away', async (t) => {
  const config = testConfig({ CONTENT_DIR: SMALL_COUNTRY });
  let current = await buildSite(config, '2026-11-23');
  const small = createApp(config, () => current);
  t.after(() => small.close());
  const address = await small.listen({ host: '127.0.0.1', port: 0 });
  const { page, close } = await openPage(browser, `${address}/offline`);
  await keepGuide(page);
  const keptOf = async () => (await cachesOf(page)).filter((name) => name.includes('-kept-'));
  const [first] = await keptOf();
  // A new address of the site changes every page.
  const moved = testConfig({ CONTENT_DIR: SMALL_COUNTRY, PUBLIC_URL: 'https://new.example' });
  current = await buildSite(moved, '2026-11-23');
  await page.goto(`${address}/outcomes`);
  while ((await keptOf()).length !== 1 || (await keptOf())[0] === first)
    await new Promise((resolve) => setTimeout(resolve, 50));
  await page.context().setOffline(true);
  await page.goto(`${address}/outcomes/roads`);
  assert.match(await page.content(), /new\.example/);
  await close();
});

test('axe finds nothing with the guide kept', async () => {
  const { page, close } = await openPage(browser, `${little}/offline`, { bypassCSP: true });
  await keepGuide(page);
  assert.deepEqual(await axeFinds(page), []);
  await close();
});

test('a copy without a server keeps its guide too, below a path of its host', async (t) => {
  const folder = await writeStill('/almanac/', WITHOUT_PDF);
  let server: Server | undefined;
  t.after(async () => {
    server?.close();
    await rm(folder, { recursive: true });
  });
  const served = await serveFolder(folder, '/almanac/');
  server = served.server;
  const { page, complaints, close } = await openPage(browser, `${served.url}offline/`);
  await readOffline(page, page.context(), served.url, '/');
  await page.goto(`${served.url}outcomes/data`);
  assert.equal(page.url(), `${served.url}outcomes/data/index.html`);
  await page.goto(`${served.url}practice/nation-wales/index.html`);
  assert.equal(await heading(page), 'You are not connected');
  assert.deepEqual(complaints, []);
  await close();
});
