import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Database } from '../src/db/connect.ts';
import { openBrowser } from './chromium.ts';
import { emptyDatabase } from './databases.ts';
import { lookAtEach } from './look-at-each.ts';
import { startApp } from './start-app.ts';
import { answer, ask, decide, person, question, type TalkPerson, trust } from './talk-people.ts';

let browser: Browser;
let app: FastifyInstance;
let database: Database;
let base: string;

before(async () => {
  database = (await emptyDatabase('sqlite'))!;
  ({ app } = await startApp({}, database));
  base = (await app.listen({ host: '127.0.0.1', port: 0 })).replace('127.0.0.1', 'localhost');
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await app?.close();
  await database?.close();
});

const as = (email: string, rest: object) => person(app, database, { email, ...rest }, new Date());

/** A person's own browser, without script. */
async function open(who?: TalkPerson, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false, ...options });
  if (who)
    await context.addCookies(
      [...who.browser.cookies].map(([name, value]) => ({ name, value, url: base })),
    );
  return context.newPage();
}

const heading = (page: Page) => page.locator('h1').innerText();

/** Opens what waits longest, and decides. */
async function judge(page: Page, act: string, rule?: string, words?: string): Promise<void> {
  await page.goto(`${base}/admin/reports`);
  await page.locator('.queue a').first().click();
  await page.getByLabel(act, { exact: true }).check();
  if (rule) await page.getByLabel('By which rule?').selectOption(rule);
  if (words) await page.getByLabel('Why, in words for the author').fill(words);
  await page.getByRole('button', { name: 'Decide' }).click();
  assert.match(await page.getByRole('status').innerText(), /decision is made/);
}

test('ask, held, let through, answered, accepted, reported, hidden, appeal, shown again', async () => {
  const asker = await as('ada@leeds.gov.uk', { council: 'leeds', name: 'Ada Byron' });
  const ada = await open(asker);
  const mo = await open(await as('mo@york.gov.uk', { council: 'york', name: 'Mo Rahman' }));
  const ed = await open(await as('ed@almanac.example', { editor: true, name: 'Edith Clarke' }));
  const eve = await open(await as('eve@almanac.example', { editor: true, name: 'Eve Stone' }));
  const reader = await open();

  await ada.goto(`${base}/outcomes/inclusion`);
  await ada.getByRole('link', { name: 'Questions and answers on this' }).click();
  assert.match(await ada.locator('main').innerText(), /Nobody has asked anything here yet/);
  await ada.getByRole('link', { name: 'Ask a question' }).click();
  await ada.getByRole('button', { name: 'Send the question' }).click();
  assert.match(await ada.title(), /^Error: /);
  await ada.getByLabel('Your question in one line').fill('Who counts interpreters?');
  await ada.getByLabel('What others need to know').fill('Mail me: ada.byron@leeds.gov.uk');
  await ada.getByRole('button', { name: 'Send the question' }).click();
  assert.match(await ada.locator('.warned').innerText(), /an email address: ada\.byron/);
  await ada.getByLabel('What others need to know').fill('We have had no figures since 2024.');
  await ada.getByRole('button', { name: 'Send the question' }).click();
  assert.match(await ada.getByRole('status').innerText(), /An editor looks at the first posts/);
  const thread = ada.url().split('?')[0]!;
  await reader.goto(thread);
  assert.equal(await heading(reader), 'There is no page at this address');

  await judge(ed, 'Let it through');
  await reader.reload();
  assert.equal(await heading(reader), 'Who counts interpreters?');
  assert.equal(await reader.getByLabel('What would you tell them?').count(), 0);

  await mo.goto(thread);
  await mo.getByLabel('What would you tell them?').fill('Our contact centre does, by hand.');
  await mo.getByRole('button', { name: 'Send the answer' }).click();
  await judge(ed, 'Let it through');
  await ada.goto(thread);
  await ada.getByRole('button', { name: /This answer helped/ }).click();
  await reader.reload();
  assert.match(await reader.locator('.helped').innerText(), /Our contact centre does/);

  await reader.locator('.helped').getByRole('link', { name: 'Report' }).click();
  await reader.getByLabel('It is not true').check();
  await reader.getByLabel('What should we look at?').fill('They do not.');
  await reader.getByRole('button', { name: 'Send' }).click();
  assert.equal(await heading(reader), 'We have your report');
  await judge(ed, 'Hide it', 'untrue', 'Say from when this is.');
  await reader.goto(thread);
  assert.doesNotMatch(await reader.locator('main').innerText(), /contact centre/);

  await mo.goto(`${base}/my/inbox`);
  assert.match(await mo.locator('.inbox').innerText(), /About what you wrote: hidden/);
  await mo.goto(thread);
  assert.match(await mo.locator('.letter--waits').innerText(), /Say from when this is/);
  await mo.getByRole('link', { name: 'Ask for a second look' }).click();
  await mo.getByLabel('Why do you think that it is wrong?').fill('It is from this week.');
  await mo.getByRole('button', { name: 'Send the appeal' }).click();
  assert.match(await mo.getByRole('status').innerText(), /with the editors/);
  await ed.goto(`${base}/admin/reports`);
  await ed.locator('.queue a').first().click();
  assert.match(await ed.locator('main').innerText(), /another editor has to look at it/);
  await judge(eve, 'Show it again');
  await reader.goto(thread);
  assert.match(await reader.locator('.helped').innerText(), /Our contact centre does/);
  await reader.goto(`${base}/talk/log`);
  assert.match(await reader.locator('table').innerText(), /Shown again/);
  for (const each of [ada, mo, ed, eve, reader]) await each.context().close();
});

interface Seen {
  path: string;
  as?: TalkPerson;
  /** Press the last button without filling anything in. */
  press?: true;
}

/** Every page of conversation, moderation, following and the kits: filled, empty and with errors. */
async function pages(): Promise<Seen[]> {
  const ada = await as('ann@leeds.gov.uk', { council: 'leeds', name: 'Ann Onymous' });
  const two = await as('two@leeds.gov.uk', { council: 'leeds', name: 'Two Places' });
  const mo = await as('moe@york.gov.uk', { council: 'york', name: 'Moe Rahman' });
  const ed = await as('edi@almanac.example', { editor: true, name: 'Edi Clarke' });
  const out = await as('out@elsewhere.example', { name: 'Out Sider' });
  await as('two@leeds.gov.uk', { council: 'york', name: 'Two Places' });
  const held = await ask(
    ada,
    question('A long word: Donaudampfschifffahrtsgesellschaftskapitaenskajuete?'),
  );
  const thread = await ask(ada, question('Shown?', { body: 'See https://gоv.uk/x\n\nשלום' }));
  await decide(ed, thread.replace('/q/', '/posts/'), { act: 'show' });
  await trust(database, mo, thread.split('/').at(-1)!, new Date());
  const post = await answer(mo, thread, 'Words to hide.');
  await decide(ed, post, { act: 'hide', rule: 'advert', words: 'It sells.' });
  const own = (await mo.browser.get(`${thread}?last=1`)).body;
  const appeal = /href="(\/appeal\/[\w-]+)"/.exec(own)![1]!;
  const held_ = held.replace('/q/', '/posts/');
  return [
    ...[
      '/talk',
      '/talk/outcomes/data',
      '/talk/outcomes/value',
      thread,
      '/talk/rules',
      '/talk/log',
    ].map((path) => ({ path })),
    { path: '/report?about=/outcomes/data' },
    { path: '/report?about=/outcomes/data', press: true },
    { path: '/report/thanks' },
    { path: '/follow?what=/outcomes/data' },
    { path: '/follow?what=/councils/leeds', as: ada },
    { path: `/follow?what=${thread}`, as: ada },
    { path: '/talk/outcomes/data/ask', as: ada },
    { path: '/talk/outcomes/data/ask', as: two, press: true },
    { path: '/talk/outcomes/data/ask', as: out },
    { path: held, as: ada },
    { path: `${thread}?last=1`, as: mo },
    { path: thread, as: two, press: true },
    { path: `${held_}/edit`, as: ada },
    { path: `${held_}/withdraw`, as: ada },
    { path: appeal, as: mo },
    { path: appeal, as: mo, press: true },
    { path: '/admin/reports', as: ed },
    { path: `/admin/reports/case?about=${held_}`, as: ed },
    { path: `/admin/reports/case?about=${held_}`, as: ed, press: true },
    { path: '/admin/reports/log', as: ed },
    { path: '/my/following', as: ada },
    { path: '/my/following', as: out },
    { path: '/my/inbox', as: mo },
    { path: '/my/inbox', as: out },
    { path: '/my/inbox', as: ed },
    ...['/workshop', '/outcomes/data/workshop', '/outcomes/data/workshop/cards'].map((path) => ({
      path,
    })),
    { path: '/outcomes/data/workshop/90-minutes' },
  ];
}

test('each page is valid, fits a small screen, and axe finds nothing, by day and by night', async () => {
  const all = (await pages()).map(({ as, ...seen }) => ({ ...seen, as: as?.browser }));
  assert.deepEqual(await lookAtEach(browser, base, all), []);
});
