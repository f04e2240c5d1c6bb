import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Database } from '../src/db/connect.ts';
import { openBrowser } from './chromium.ts';
import { emptyDatabase } from './databases.ts';
import { faultsOf } from './look.ts';
import { startApp } from './start-app.ts';

let browser: Browser;
let app: FastifyInstance;
let database: Database;
let base: string;

before(async () => {
  database = (await emptyDatabase('sqlite'))!;
  ({ app } = await startApp({}, database));
  base = await app.listen({ host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await app?.close();
  await database?.close();
});

async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false, ...options });
  const page = await context.newPage();
  await page.goto(base + path);
  return page;
}
const press = (page: Page, name: string) => page.getByRole('button', { name }).click();

test('a quick look without account and without script, from the navigation to results', async () => {
  const page = await open('/');
  await page.getByRole('link', { name: 'Where are we?' }).click();
  await page.getByLabel('Quick look').check();
  await page.getByLabel('Your council (optional)').selectOption('leeds');
  await press(page, 'Start');
  await page.getByRole('button', { name: 'Start' }).click();
  await press(page, 'Save and go on');
  assert.match(await page.title(), /^Error: /);
  // The browser moves there with its first picture of the page, which may come after the load.
  await page.locator('.govuk-error-summary:focus').waitFor({ state: 'attached' });
  assert.equal(await page.evaluate(() => document.activeElement?.className), 'govuk-error-summary');
  for (let index = 0; index < 12; index += 1) {
    await page.locator(`input[name=choice][value="${(index % 4) + 1}"]`).check();
    await press(page, 'Save and go on');
  }
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'Check your answers');
  await page.goBack();
  await page.reload();
  assert.equal(
    await page.locator('input[name=choice][value="4"]').isChecked(),
    true,
    'going back loses nothing',
  );
  await page.goForward();
  await page.getByRole('button', { name: 'See what it shows' }).click();
  await page.getByText('All 12 outcomes have a level.').waitFor();
  assert.equal(await page.locator('.matrix__row').count(), 12);
  await page.context().close();
});

test('axe, the HTML standard and a small screen find nothing, by day and by night', async () => {
  const faults: string[] = [];
  const look = async (page: Page, name: string) => faults.push(...(await faultsOf(page, name)));
  const page = await open('/assessment', {
    javaScriptEnabled: true,
    bypassCSP: true,
    viewport: { width: 320, height: 700 },
  });
  await look(page, 'start');
  await press(page, 'Start');
  await look(page, 'start with an error');
  await page.getByLabel('Full assessment').check();
  await press(page, 'Start');
  await look(page, 'overview, empty');
  const home = page.url().split('?')[0] ?? '';
  await page.goto(`${home}/results`);
  await look(page, 'results, empty');
  await page.goto(home);
  await page.getByRole('button', { name: 'Start' }).click();
  await look(page, 'question');
  await press(page, 'Save and go on');
  await look(page, 'question with an error');
  for (const [index, choice] of ['1', '2', '3', '4', 'unknown', '1', 'later', '2'].entries()) {
    await page.locator(`input[name=choice][value="${choice}"]`).check();
    if (index === 0) {
      await page.locator('#note').fill('x'.repeat(300));
      await page.locator('#evidence').fill(`https://example.org/${'long'.repeat(40)}`);
    }
    await press(page, 'Save and go on');
  }
  for (const path of ['', '/check', '/results', '/results/method', '/bring']) {
    await page.goto(home + path);
    await look(page, path || 'overview');
  }
  await press(page, 'Bring these answers');
  await look(page, 'bring with an error');
  await page.goto(`${base}/assessment/${'A'.repeat(43)}`);
  await look(page, 'no assessment');
  await page.context().close();
  assert.deepEqual(faults, []);
});
