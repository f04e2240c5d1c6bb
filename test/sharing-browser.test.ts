/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { createApp } from '../src/app.ts';
import { EMPTY_LIBRARY } from '../src/content/published.ts';
import type { Database } from '../src/db/connect.ts';
import { transact } from '../src/db/transact.ts';
import { readLibrary } from '../src/features/sharing/library.ts';
import { buildSite, type Site } from '../src/site.ts';
import { type Browser as Session, signedIn } from './browser-session.ts';
import { openBrowser } from './chromium.ts';
import { fillCouncil } from './council-of-each.ts';
import { emptyDatabase } from './databases.ts';
import { lookAtEach } from './look-at-each.ts';
import { testConfig } from './start-app.ts';
import { PARTS, photograph } from './write-up.ts';

let browser: Browser;
let app: FastifyInstance;
let database: Database;
let site: Site;
let base: string;
let leeds: Awaited<ReturnType<typeof fillCouncil>>;
let york: Awaited<ReturnType<typeof fillCouncil>>;

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** Makes the site anew with what is published, and puts it in the place of the old: as a server does by itself. */
async function makeAnew(): Promise<void> {
  const library = site
    ? await transact(database, 'everyone', (handle) =>
        // Names and co-authors are of the register, which these tests do not look at.
        readLibrary(handle, { councils: [] }, new Date()),
      )
    : EMPTY_LIBRARY;
  site = await buildSite(config, '2026-11-23', { database, library });
}
let config: ReturnType<typeof testConfig>;

before(async () => {
  database = (await emptyDatabase('sqlite'))!;
  const port = await freePort();
  config = testConfig({ NODE_ENV: 'development', PORT: String(port) });
  leeds = await fillCouncil(database, 'leeds', 'rowan');
  york = await fillCouncil(database, 'york', 'hazel');
  await transact(database, 'everyone', (handle) =>
    handle
      .insertInto('platform_role')
      .values({
        ...{ person_id: york.people.viewer!.id, role: 'editor' },
        given_at: new Date().toISOString(),
      })
      .execute(),
  );
  await makeAnew();
  app = createApp(config, () => site, site.spaces!.routes);
  await app.listen({ host: '127.0.0.1', port });
  base = `http://localhost:${port}`;
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await app?.close();
  await database?.close();
});

const as = (email: string) => signedIn(app, database, email);

async function open(session: Session | undefined, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ javaScriptEnabled: false, ...options });
  if (session)
    await context.addCookies(
      [...session.cookies].map(([name, value]) => ({ name, value, url: base })),
    );
  return context.newPage();
}

/** Fills in the form of a part and goes on. */
async function fill(page: Page, fields: Record<string, string | string[]>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`main [name="${name}"]`);
    const type = (await field.first().getAttribute('type')) ?? '';
    const tag = await field.first().evaluate((element) => element.tagName);
    if (type === 'radio' || type === 'checkbox')
      for (const each of [value].flat())
        await page.locator(`main [name="${name}"][value="${each}"]`).check();
    else if (tag === 'SELECT') await field.selectOption(String(value));
    else await field.fill(String(value));
  }
}

test('write up, picture, returned, mended, published, and another council did it too', async () => {
  const ada = await open(await as(leeds.people.contributor!.email));
  await ada.goto(`${base}/practice`);
  await ada.getByRole('link', { name: 'Share what your council did' }).click();
  await ada.getByRole('link', { name: 'Begin an example' }).click();
  await ada.getByLabel('Leeds City Council').check();
  await ada.getByRole('button', { name: 'Begin' }).click();
  const draft = ada.url();
  await ada.getByRole('link', { name: 'In one line' }).click();
  for (const part of [
    ...['headline', 'problem', 'did', 'partners', 'cost', 'sources', 'changed', 'wrong'],
    ...['lessons', 'reuse', 'outcomes'],
  ]) {
    await fill(ada, PARTS[part]!);
    await ada.getByRole('button', { name: 'Save and go on' }).click();
  }
  await ada.getByLabel('Our example illustrates this target').first().check();
  await ada.getByLabel('Where you stood before').first().selectOption({ label: 'Not yet' });
  await ada.getByLabel('Where you stand now').first().selectOption({ label: 'In place' });
  await ada.getByRole('button', { name: 'Save and go on' }).click();
  await ada.getByRole('button', { name: 'Save and go on' }).click();
  await fill(ada, PARTS.contact!);
  await ada.getByRole('button', { name: 'Save and go on' }).click();
  await ada.getByLabel('The picture').setInputFiles({
    ...{ name: 'bomb.svg', mimeType: 'image/svg+xml' },
    buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
  });
  await ada.getByLabel('What somebody would miss').fill('The desk');
  await ada.getByRole('button', { name: 'Add the picture' }).click();
  assert.match(
    await ada.locator('.govuk-error-summary').innerText(),
    /could not read that picture|PNG, JPEG or WebP/,
  );
  assert.equal(await ada.getByLabel('What somebody would miss').inputValue(), 'The desk');
  const photo = { name: 'desk.jpg', mimeType: 'image/jpeg', buffer: await photograph() };
  await ada.getByLabel('The picture').setInputFiles(photo);
  await ada.getByRole('button', { name: 'Add the picture' }).click();
  assert.match(await ada.getByRole('status').innerText(), /The picture is there/);
  await ada.getByRole('link', { name: 'Back to all parts' }).click();
  await ada.getByRole('link', { name: 'See it as readers will' }).click();
  assert.match(await ada.locator('article').innerText(), /not checked yet/);
  await ada.goto(draft);
  await ada.getByRole('link', { name: 'Send it to the editors' }).click();
  await ada.getByLabel('It is true as far as we know').check();
  await ada.getByRole('button', { name: 'Send it' }).click();
  assert.match(await ada.getByRole('status').innerText(), /with the editors/);

  const eve = await open(await as(york.people.viewer!.email));
  await eve.goto(`${base}/admin/examples`);
  await eve.getByRole('link', { name: 'A shared desk for planning letters' }).click();
  await eve.getByLabel('Comment on “What went wrong”').fill('What did the month cost?');
  await eve.getByLabel('Return it with these comments').check();
  await eve.getByRole('button', { name: 'Decide' }).click();
  assert.match(await eve.getByRole('status').innerText(), /went back/);

  await ada.goto(draft);
  await ada.getByRole('link', { name: 'What went wrong' }).click();
  assert.match(await ada.locator('.remark').innerText(), /What did the month cost/);
  await ada
    .getByRole('textbox', { name: 'What went wrong' })
    .fill('The post waited. 40 people rang.');
  await ada.getByRole('button', { name: 'Save and see all parts' }).click();
  await ada.getByRole('link', { name: 'Send it to the editors' }).click();
  await ada.getByLabel('It is true as far as we know').check();
  await ada.getByRole('button', { name: 'Send it' }).click();

  await eve.goto(`${base}/admin/examples`);
  await eve.getByRole('link', { name: 'A shared desk for planning letters' }).click();
  await eve.locator('summary', { hasText: 'What changed since' }).click();
  assert.match(await eve.locator('ins').first().innerText(), /\w/);
  for (const box of await eve.locator('[name="criteria"]').all()) await box.check();
  await eve.getByLabel('Publish it').check();
  await eve.getByRole('button', { name: 'Decide' }).click();
  assert.match(await eve.getByRole('status').innerText(), /published/);
  await makeAnew();

  const hugh = await open(await as(york.people.lead!.email));
  await hugh.goto(`${base}/practice?by=council`);
  await hugh.getByRole('link', { name: 'A shared desk for planning letters' }).click();
  assert.match(await hugh.locator('main').innerText(), /Before: Not yet\. Now: In place/);
  await hugh.getByRole('link', { name: 'Say what your council made of it' }).click();
  await hugh.getByLabel('We have done this too').check();
  await hugh.getByLabel('What was different, in one line').fill('Two desks, one printer.');
  await hugh.getByRole('button', { name: 'Keep it' }).click();
  assert.match(await hugh.getByRole('status').innerText(), /Kept/);
  await makeAnew();
  const reader = await open(undefined);
  await reader.goto(`${base}/practice/a-shared-desk-for-planning-letters`);
  assert.match(await reader.locator('.living').innerText(), /Two desks, one printer/);
  for (const each of [ada, eve, hugh, reader]) await each.context().close();
});

test('each page of sharing is sound, empty, filled and with errors', async () => {
  const author = await as(leeds.people.contributor!.email);
  const editor = await as(york.people.viewer!.email);
  const own = `/share/${leeds.params.draft}`;
  const published = (
    await transact(database, 'everyone', (handle) =>
      handle.selectFrom('writeup').select('id').where('live', 'is not', null).execute(),
    )
  )[0]!.id;
  const card = '/practice/a-shared-desk-for-planning-letters';
  const pages: [path: string, who: Session | undefined, press?: true][] = [
    ...['/share', '/share/criteria', card, `${card}/problem`, '/practice'].map(
      (path): [string, undefined] => [path, undefined],
    ),
    [`${card}/problem`, undefined, true],
    ...['/share', '/share/new', own, `${own}/send`, `${own}/preview`, `${own}/versions`].map(
      (path): [string, Session] => [path, author],
    ),
    ...['/versions/1', '/authors', '/pictures', '/follow-up'].map((part): [string, Session] => [
      own + part,
      author,
    ]),
    ...['headline', 'cost', 'changed', 'outcomes', 'targets', 'steps', 'wrong'].map(
      (part): [string, Session] => [`/share/${published}/${part}`, author],
    ),
    [`/share/${published}/send`, author, true],
    [`/share/${published}`, author],
    [`/share/${published}/preview`, author],
    [`/share/${published}/pictures`, author],
    [`/share/${published}/pictures`, author, true],
    [`${own}/authors`, author, true],
    [`/share/${published}/follow-up`, author],
    [`/share/${published}/follow-up`, author, true],
    ['/my/leeds/examples', author],
    [`${card}/ours`, author],
    [`${card}/ours`, editor],
    ['/admin/examples', editor],
    [`/admin/examples/${published}`, editor],
    [`/admin/examples/problems/${leeds.params.report}`, editor],
    [`/admin/examples/problems/${leeds.params.report}`, editor, true],
  ];
  const all = pages.map(([path, who, press]) => ({
    path,
    as: who,
    status: 200,
    ...(press && { press }),
  }));
  assert.deepEqual(await lookAtEach(browser, base, all), []);
});
