import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Database } from '../src/db/connect.ts';
import type { Group } from '../src/db/tables/councils.ts';
import { transact } from '../src/db/transact.ts';
import { findOrAddPerson } from '../src/features/sign-in/sessions.ts';
import { addMember } from '../src/features/space/members.ts';
import { namePerson } from '../src/features/space/people.ts';
import { readSpreadsheet } from '../src/files/read-spreadsheet.ts';
import { writeSpreadsheet } from '../src/files/spreadsheet.ts';
import { signedIn } from './browser-session.ts';
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

const GROUPS: Group[] = ['digital', 'councillor', 'councillor', 'councillor', 'digital'];

/** A member in a browser of their own, without script. */
async function member(
  index: number,
  options: BrowserContextOptions = { javaScriptEnabled: false },
): Promise<Page> {
  const email = `voice-${index}@leeds.gov.uk`;
  await transact(database, 'everyone', async (handle) => {
    const { id } = await findOrAddPerson(handle, email, new Date());
    await namePerson(handle, id, `Voice ${index}`);
    const role = index === 0 ? 'lead' : 'contributor';
    const perspective = GROUPS[index] ?? null;
    await addMember(handle, 'leeds', { person: id, role, perspective }, new Date());
  });
  const { cookies } = await signedIn(app, database, email);
  const context = await browser.newContext(options);
  await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: base })));
  return context.newPage();
}
const press = (page: Page, name: string) => page.getByRole('button', { name }).first().click();
async function answer(page: Page, choices: readonly string[]): Promise<void> {
  for (const choice of choices) {
    await page.locator(`input[name=choice][value="${choice}"]`).check();
    await press(page, 'Save and go on');
  }
}

test('a full round: five voices in five browsers, closed, agreed, one asked of a colleague, results', async () => {
  const people = await Promise.all(GROUPS.map((_, index) => member(index)));
  const [lead, , , , colleague] = people as [Page, Page, Page, Page, Page];
  await lead.goto(`${base}/my/leeds/assessment`);
  await press(lead, 'Open a round');
  await lead.getByLabel('Name of the round').fill('Autumn 2026');
  await lead.getByLabel('Quick look').check();
  for (const box of await lead.locator('input[name=outcomes]').all())
    await box.setChecked(['data', 'value'].includes((await box.getAttribute('value')) ?? ''));
  await press(lead, 'Open the round');
  const round = lead.url().split('?')[0] ?? '';

  const given = [
    ['3', '4'],
    ['1', '1'],
    ['2', '1'],
    ['2', '3'],
    ['3', 'unknown'],
  ];
  for (const [index, page] of people.entries()) {
    await page.goto(round);
    await press(page, 'Start answering');
    await page.goto(`${round}/mine/q/data`);
    await answer(page, given[index] ?? []);
    assert.match(await page.locator('.lead').innerText(), /2 of 2 answered/);
  }
  // What is typed survives the way back, a reload and a second tab.
  await colleague.goBack();
  await colleague.reload();
  assert.ok(await colleague.locator('input[value=unknown]').isChecked());

  await lead.goto(round);
  await lead.getByText('Close the round', { exact: true }).click();
  await press(lead, 'Close the round to voices');
  await lead.getByRole('link', { name: 'See where people see it differently' }).click();
  assert.doesNotMatch(await lead.locator('main').innerText(), /Voice \d/);
  await lead.goto(`${round}/agreed/q/data`);
  await lead.getByRole('heading', { name: 'How people answered' }).waitFor();
  await lead.getByRole('link', { name: 'Ask a colleague' }).click();
  await lead.getByLabel('Whom?').selectOption({ label: 'Voice 4' });
  await press(lead, 'Ask');

  await colleague.goto(round);
  await colleague.getByRole('link', { name: 'Questions given to colleagues' }).click();
  await colleague.getByRole('link', { name: 'Data: Data' }).click();
  await colleague.locator('input[name=choice][value="2"]').check();
  await colleague.getByLabel('Evidence', { exact: true }).fill('Data audit 2026');
  await press(colleague, 'Propose this answer');
  await lead.goto(`${round}/tasks/data`);
  await press(lead, 'Take it as agreed');
  await lead.goto(`${round}/agreed/q/value`);
  await answer(lead, ['3']);
  await lead.goto(round);
  await press(lead, 'Let the agreed answers stand');
  await lead.goto(`${round}/results`);
  await lead.getByText('All 2 outcomes have a level.').waitFor();
  await lead.locator('.matrix summary').first().click();
  await lead.getByText('Evidence: Data audit 2026').waitFor();
  await lead.getByRole('link', { name: 'What would move us' }).click();
  await lead.getByText('Data', { exact: true }).first().waitFor();

  const seen = await member(0, {
    javaScriptEnabled: true,
    bypassCSP: true,
    viewport: { width: 320, height: 700 },
  });
  const faults: string[] = [];
  for (const path of ['', '/results', '/results/method', '/results/what-if?data=4', '/voices'])
    faults.push(...(await look(seen, round + path)));
  for (const path of ['/log', '/reopen', '/tasks', '/tasks/data', '/agreed/check', '/hand-over'])
    faults.push(...(await look(seen, round + path)));
  for (const path of ['/trend', '/before', '/new', '']) {
    const at = `${base}/my/leeds/assessment${path}`;
    faults.push(...(await look(seen, at)));
  }
  await seen.goto(`${round}/reopen`);
  await press(seen, 'Reopen');
  faults.push(...(await faultsOf(seen, 'reopen with an error')));
  await seen.getByLabel('Why?').fill('The audit came back.');
  await press(seen, 'Reopen');
  await seen.goto(`${round}/agreed/q/value/ask`);
  await press(seen, 'Ask');
  faults.push(...(await faultsOf(seen, 'ask with an error')));
  for (const path of ['/agreed/q/value', '/agreed/check', '/agreed/booklet'])
    faults.push(...(await look(seen, round + path)));
  for (const path of ['/assessment/method', '/assessment/booklet', '/example/assessment/trend'])
    faults.push(...(await look(seen, base + path)));
  assert.deepEqual(faults, []);
  for (const page of [...people, seen]) await page.context().close();
});

async function look(page: Page, url: string): Promise<string[]> {
  await page.goto(url);
  return faultsOf(page, url.replace(base, ''));
}

test('the paper route: the spreadsheet is taken, filled in elsewhere and brought back', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${base}/assessment`);
  await page.getByLabel('Quick look').check();
  await press(page, 'Start');
  const link = page.url().split('?')[0] ?? '';
  await page.getByRole('link', { name: 'bring the answers back' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Take the spreadsheet' }).click(),
  ]);
  const { rows } = await readSpreadsheet(await readFile(await download.path()));
  const [head = [], ...body] = rows;
  const columns = head.map((title) => ({ title, width: 12 }));
  const at = head.indexOf('Answer');
  const filled = (word: string) =>
    writeSpreadsheet(
      'Answers',
      columns,
      body.map((row) => head.map((_, index) => (index === at ? word : (row[index] ?? '')))),
    );
  const send = async (word: string) => {
    await page.goto(`${link}/bring`);
    const file = {
      name: 'a.xlsx',
      mimeType: 'application/octet-stream',
      buffer: await filled(word),
    };
    await page.getByLabel('Your file').setInputFiles(file);
    await press(page, 'Bring these answers');
  };
  await send('perhaps');
  assert.match(await page.locator('.govuk-error-summary').innerText(), /cell H2/);
  await send('2');
  assert.match(await page.getByRole('status').innerText(), /taken over/);
  await page.goto(`${link}/results`);
  await page.getByText('All 12 outcomes have a level.').waitFor();
  await context.close();
});
