/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { axeFinds } from './axe.ts';
import { openBrowser } from './chromium.ts';
import { openPage } from './open-page.ts';
import { startApp } from './start-app.ts';

let browser: Browser;
let app: FastifyInstance;
let base: string;
before(async () => {
  ({ app } = await startApp());
  base = await app.listen({ host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await app?.close();
});

/** Goes to a search box, waits for the suggestions' script, types, and waits for the list. */
async function type(path: string, box: string, text: string, options: BrowserContextOptions = {}) {
  const opened = await openPage(browser, base + path, options);
  const { page } = opened;
  await page.locator(box).focus();
  await page.getByRole('combobox').waitFor();
  await page.keyboard.type(text);
  await page.getByRole('option').first().waitFor();
  return opened;
}

test('the script of every page is under 1 KB; suggestions are fetched by who goes to a search box', async () => {
  const { page, complaints, close } = await openPage(browser, `${base}/`);
  const scripts = () =>
    page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
    );
  const before = (await scripts()).filter((name) => name.endsWith('.js'));
  assert.equal(before.length, 1);
  const { rawPayload } = await app.inject({ url: before[0]! });
  assert.ok(rawPayload.length < 1024, `${rawPayload.length} bytes`);
  await page.locator('#site-search').focus();
  await page.getByRole('combobox').waitFor();
  assert.equal((await scripts()).filter((name) => name.endsWith('.js')).length, 2);
  assert.deepEqual(complaints, []);
  await close();
});

test('by keyboard: type, go down to a suggestion, Enter goes to its page', async () => {
  const { page, complaints, close } = await type('/', '#site-search', 'inclus');
  assert.equal(await page.getByRole('combobox').getAttribute('aria-expanded'), 'true');
  await page.keyboard.press('ArrowDown');
  const option = page.getByRole('option').first();
  assert.equal(await option.getAttribute('aria-selected'), 'true');
  assert.match(await option.innerText(), /^Inclusion\s+Outcome$/);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/outcomes/inclusion');
  assert.deepEqual(complaints, []);
  await close();
});

test('Enter with free text sends the form, also while the list is open', async () => {
  const { page, complaints, close } = await type('/search', '#q', 'broadband');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/search?q=broadband');
  assert.match(await page.locator('h2.found').innerText(), /found for/);
  assert.deepEqual(complaints, []);
  await close();
});

test('Escape closes the list and keeps what was typed', async () => {
  const { page, close } = await type('/', '#site-search', 'data');
  await page.keyboard.press('Escape');
  await page.getByRole('listbox').waitFor({ state: 'hidden' });
  assert.equal(await page.getByRole('combobox').inputValue(), 'data');
  await close();
});

test('what was typed before the script came is kept, and goes on being typed', async () => {
  const { page, close } = await openPage(browser, `${base}/about`);
  let letThrough = () => {};
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route('**/suggest-from-server.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.locator('#site-search').focus();
  await page.keyboard.type('broad');
  letThrough();
  await page.getByRole('combobox').waitFor();
  await page.keyboard.type('band');
  assert.equal(await page.getByRole('combobox').inputValue(), 'broadband');
  await close();
});

test('axe finds nothing with the list open, and nothing scrolls sideways', async () => {
  for (const [path, box] of [
    ['/', '#site-search'],
    ['/search', '#q'],
  ] as const) {
    const viewport = { width: 320, height: 640 };
    const { page, close } = await type(path, box, 'cyber', {
      viewport,
      bypassCSP: true,
    });
    await page.keyboard.press('ArrowDown');
    assert.deepEqual(await axeFinds(page), []);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320);
    await close();
  }
});

test('a title with markup in it is shown as text', async () => {
  const { page, close } = await openPage(browser, `${base}/about`);
  await page.route('**/search/suggest?*', (route) =>
    route.fulfill({
      json: [
        { title: '<img src=x onerror=alert(1)>', href: '/about', kind: 'page', within: '<b>' },
      ],
    }),
  );
  await page.locator('#site-search').focus();
  await page.getByRole('combobox').waitFor();
  await page.keyboard.type('xx');
  const option = page.getByRole('option').first();
  await option.waitFor();
  assert.match(await option.innerText(), /<img src=x/);
  assert.equal(await option.locator('img, b').count(), 0);
  await close();
});
