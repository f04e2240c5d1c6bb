/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Database } from '../src/db/connect.ts';
import { transact } from '../src/db/transact.ts';
import { setNeeds } from '../src/features/plan/dependencies.ts';
import { EMPTY_DRAFT } from '../src/features/plan/rules/action.ts';
import { putIntoPlan } from '../src/features/plan/write-action.ts';
import { type Browser as Session, signedIn } from './browser-session.ts';
import { openBrowser } from './chromium.ts';
import { fillCouncil } from './council-of-each.ts';
import { emptyDatabase } from './databases.ts';
import { lookAtEach, type Seen } from './look-at-each.ts';
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

async function open(as: Session, path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false, ...options });
  const cookies = [...as.cookies].map(([name, value]) => ({ name, value, url: base }));
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.goto(base + path);
  return page;
}
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const heading = (page: Page) => page.locator('h1').innerText();

/** Makes the round of a filled council a full one, with a low agreed answer to one target. */
const agreeLow = (council: string) =>
  transact(database, { council }, async (handle) => {
    await handle
      .updateTable('round')
      .set({ depth: 'full' })
      .where('council', '=', council)
      .execute();
    const low = { item: 'data.ownership', choice: '1' };
    await handle.updateTable('answer').set(low).where('council', '=', council).execute();
  });

test('from a gap to three actions, over the board by keyboard, to done and a raised answer', async () => {
  const { people, params } = await fillCouncil(database, 'leeds', 'quokka');
  await agreeLow('leeds');
  const lead = await signedIn(app, database, people.lead!.email);
  const page = await open(lead, '/my/leeds/plan');
  await page.getByRole('link', { name: 'Put gaps into the plan' }).click();
  assert.equal(await heading(page), 'Put gaps into the plan');
  await press(page, 'Put them into the plan');
  assert.match(await page.title(), /^Error: /);
  const boxes = page.locator('input[name=picks]');
  const count = Math.min(3, await boxes.count());
  for (let index = 0; index < count; index += 1) await boxes.nth(index).check();
  await page.getByLabel('Agreed').check();
  await page.getByLabel('Due (optional)').fill('2027-03-31');
  await press(page, 'Put them into the plan');
  assert.match(await page.getByRole('status').innerText(), /It is in the plan/);
  const titles = await page.locator('.train h3').allInnerTexts();
  assert.equal(titles.length, count + 1);

  await page.getByRole('link', { name: 'Board' }).click();
  const ticket = page.locator('.board__column--agreed .ticket').first();
  const title = await ticket.locator('h3').innerText();
  const on = ticket.getByRole('button', { name: /^In progress/ });
  await on.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/done=moved/);
  const moved = page.locator('.board__column--in-progress .ticket', { hasText: title });
  assert.equal(await moved.count(), 1);
  await moved.getByRole('link').click();

  await page.getByLabel('One line (optional)').fill('Twenty rows, twelve names');
  await press(page, 'Keep the update');
  assert.match(await page.locator('.action__facts').innerText(), /Twenty rows, twelve names/);
  await page.getByLabel('Status').selectOption('done');
  await press(page, 'Keep the update');
  assert.equal(await heading(page), 'What changed?');
  await page.getByLabel('What is different now').fill('From 3 named owners to 20');
  await page.getByLabel('What shows it').fill('List on the intranet');
  await page.locator('input[name=raise]').check();
  await press(page, 'Keep it');
  assert.match(await page.getByRole('status').innerText(), /The answer is raised/);
  await page.goto(`${base}/my/leeds/assessment/${params.round}/results`);
  const matrix = (await page.locator('.matrix').textContent()) ?? '';
  assert.match(matrix, /Under way/);
  assert.match(matrix, /List on the intranet/);

  await page.getByRole('link', { name: 'Papers', exact: true }).click();
  await page.getByLabel('All actions, with those done and stopped').check();
  await press(page, 'Read it here the committee paper');
  const paper = await page.locator('article').innerText();
  assert.ok(paper.includes(title), 'the paper tells of the action that is done');
  const pictures = page.locator('article img');
  assert.ok((await pictures.count()) >= 1, 'with the matrix as a picture');
  for (const picture of await pictures.all())
    assert.ok(((await picture.getAttribute('alt')) ?? '').length > 20, 'that reads as text');
  await page.context().close();
});

async function pages(council: string): Promise<Seen[]> {
  const { people, params } = await fillCouncil(database, council, council);
  await agreeLow(council);
  const empty = council === 'york' ? 'bristol' : 'wakefield';
  const none = await fillCouncil(database, empty, `${empty}ers`);
  const now = new Date();
  await transact(database, { council: empty }, (handle) =>
    handle.deleteFrom('action').where('council', '=', empty).execute(),
  );
  await transact(database, { council }, async (handle) => {
    const by = people.lead!.id;
    const late = {
      ...EMPTY_DRAFT,
      title: 'A late one with a very long title that has to be broken somewhere on a small screen',
      outcome: 'inclusion',
      target: 'languages',
      fromLevel: 1,
      toLevel: 3,
      ownerRole: 'Shared service',
      start: '2026-01-01',
      due: '2026-02-01',
      status: 'in-progress' as const,
      cost: 12_000,
      why: 'Because.\nSee https://example.org/a-very-long-address-that-does-not-break-anywhere-by-itself',
    };
    const [a = '', b = ''] = await putIntoPlan(
      handle,
      { council, by },
      [late, { ...late, title: 'Needed', status: 'agreed', due: '2027-01-01' }],
      now,
    );
    await setNeeds(handle, council, a, [b]);
    await handle
      .updateTable('action')
      .set({ raise: 'asked' })
      .where('id', '=', params.action!)
      .execute();
  });
  const lead = await signedIn(app, database, people.lead!.email);
  const viewer = await signedIn(app, database, people.viewer!.email);
  const beginner = await signedIn(app, database, none.people.lead!.email);
  const plan = `/my/${council}/plan`;
  const action = `${plan}/actions/${params.action}`;
  const list = ['', '/board', '/timeline', '/month', '/inconsistencies'];
  return [
    ...list.map((path) => ({ path: plan + path, as: lead })),
    ...list.map((path) => ({ path: `/my/${empty}/plan${path}`, as: beginner })),
    ...['/attention', '/links', '/gaps', '/choose'].map((path) => ({
      path: `/my/${empty}/plan${path}`,
      as: beginner,
    })),
    ...[
      '?by=owner&q=late',
      '?by=due&status=open',
      '?q=nothing+at+all',
      '?page=9',
      '/new?step=data/list-twenty-datasets',
      '/choose?outcome=data',
      '/gaps',
      '/attention',
      '/links?done=revoked',
      '/calendar',
      '/month?month=2026-12',
    ].map((path) => ({ path: plan + path, as: lead })),
    { path: `${plan}/bulk?actions=${params.action}`, as: lead },
    ...['', '/edit', '/needs', '/finish'].map((path) => ({ path: action + path, as: lead })),
    { path: plan, as: viewer },
    { path: action, as: viewer },
    { path: `/plan/view/${params.viewKey}`, as: viewer },
    { path: '/plan/view/none', as: viewer },
    { path: '/plan/add?target=data/ownership', as: viewer },
    { path: `${plan}/new`, as: lead, press: 'Put it into the plan' },
    { path: `${plan}/gaps`, as: lead, press: 'Put them into the plan' },
    { path: `${plan}/choose?outcome=data`, as: lead, press: 'Put them into the plan' },
    { path: `${plan}/links`, as: lead, press: 'Make the link' },
    { path: action, as: lead, press: 'Add the comment' },
    { path: `${action}/edit`, as: lead, press: 'Remove it' },
    { path: `${action}/finish`, as: lead, press: 'Keep it' },
  ];
}

test('each page of the plan is valid, fits a small screen, and axe finds nothing, by day and by night', async () => {
  assert.deepEqual(await lookAtEach(browser, base, await pages('york')), []);
});
