/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { HtmlValidate } from 'html-validate';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Database } from '../src/db/connect.ts';
import { axeFinds } from './axe.ts';
import { type Browser as Session, signedIn } from './browser-session.ts';
import { openBrowser } from './chromium.ts';
import { fillCouncil } from './council-of-each.ts';
import { emptyDatabase } from './databases.ts';
import { errorListFaults } from './look.ts';
import { startApp } from './start-app.ts';

let browser: Browser;
let app: FastifyInstance;
let database: Database;
let base: string;

before(async () => {
  database = (await emptyDatabase('sqlite'))!;
  const port = await freePort();
  // In development, on this machine alone, the page shows the link that else comes by mail.
  ({ app } = await startApp({ NODE_ENV: 'development', PORT: String(port) }, database));
  await app.listen({ host: '127.0.0.1', port });
  base = `http://localhost:${port}`;
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await app?.close();
  await database?.close();
});

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** A person's own browser, without script. */
async function person(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false, ...options });
  return context.newPage();
}

/** As a person does it: the address, the link that is shown, the button. */
async function signIn(page: Page, email: string): Promise<void> {
  await page.getByRole('link', { name: 'Sign in to open it.' }).click();
  await page.getByLabel('Your work email address').fill(email);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await page.getByRole('link', { name: 'finish signing in' }).click();
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const heading = (page: Page) => page.locator('h1').innerText();

/** The link in the latest mail to somebody. */
async function linkFor(email: string, pattern: RegExp): Promise<string> {
  const { body } = await database.kysely
    .selectFrom('mail')
    .select('body')
    .where('recipient', '=', email)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return pattern.exec(body)?.[0] ?? assert.fail(`no link for ${email}`);
}

test('start a space, invite, change a role, approve a request, hand over, leave', async () => {
  const ada = await person();
  await ada.goto(`${base}/my`);
  assert.equal(await heading(ada), 'Sign in first');
  await signIn(ada, 'ada@leeds.gov.uk');
  assert.equal(await heading(ada), 'Your councils');
  await ada.getByRole('link', { name: 'Leeds City Council' }).click();
  await ada.getByLabel('Your name').fill('Ada Byron');
  await ada.getByLabel('Leadership').check();
  await ada.getByRole('button', { name: 'Start the space' }).click();
  assert.equal(await heading(ada), 'Leeds City Council');
  assert.match(await ada.getByRole('status').innerText(), /You are its first lead/);

  await ada.getByRole('link', { name: 'Invite a colleague' }).click();
  await ada.getByLabel('Their email address').fill('grace@partner.org.uk');
  await ada.getByLabel('Viewer').check();
  await ada.getByRole('button', { name: 'Send the invitation' }).click();
  assert.match(await ada.getByRole('status').innerText(), /on its way/);

  const grace = await person();
  const invitation = await linkFor('grace@partner.org.uk', /http\S+\/invitation\/[\w-]+/);
  await grace.goto(invitation);
  await signIn(grace, 'grace@partner.org.uk');
  assert.equal(await heading(grace), 'Join Leeds City Council', 'back where she came from');
  await grace.getByLabel('Your name').fill('Grace Murray');
  await grace.getByLabel('Partner').check();
  await grace.getByRole('button', { name: 'Join' }).click();
  assert.equal(await grace.getByRole('link', { name: 'Log' }).count(), 0, 'a viewer has no log');

  const dorothy = await person();
  await dorothy.goto(`${base}/join/leeds`);
  await signIn(dorothy, 'dorothy@elsewhere.org');
  assert.equal(await heading(dorothy), 'Ask to join Leeds City Council');
  await dorothy.getByLabel('Your name').fill('Dorothy Hodgkin');
  await dorothy.getByLabel('Service').check();
  await dorothy.getByLabel('Who are you to this council?').fill('I run a shared service.');
  await dorothy.getByRole('button', { name: 'Ask to join' }).click();
  assert.match(await dorothy.locator('.notice').innerText(), /You asked to join Leeds/);

  await ada.getByRole('link', { name: 'People', exact: true }).click();
  assert.match(await ada.locator('blockquote').innerText(), /shared service/);
  await ada.getByRole('button', { name: 'Approve Dorothy Hodgkin' }).click();
  await dorothy.goto(`${base}/my/leeds`);
  assert.equal(await heading(dorothy), 'Leeds City Council');

  await ada.getByRole('link', { name: 'Grace Murray' }).click();
  await ada.getByRole('radio', { name: 'Lead' }).check();
  await ada.getByRole('button', { name: 'Keep the change' }).click();
  assert.match(await ada.getByRole('status').innerText(), /The change is kept/);
  await grace.reload();
  assert.equal(await grace.getByRole('link', { name: 'Log' }).count(), 1, 'now she is a lead');

  await ada.getByRole('link', { name: 'Leave this council’s space' }).click();
  await ada.getByRole('button', { name: 'Leave' }).click();
  assert.equal(await heading(ada), 'Your councils');
  await ada.goto(`${base}/my/leeds`);
  assert.equal(await heading(ada), 'There is no page at this address');
  await ada.goto(`${base}/my`);
  await ada.getByRole('button', { name: 'Sign out' }).click();
  assert.equal(await heading(ada), 'You are signed out');
  await ada.goBack();
  await ada.reload();
  assert.equal(await heading(ada), 'Sign in first', 'the way back shows nothing');
  for (const each of [ada, grace, dorothy]) await each.context().close();
});

interface Seen {
  path: string;
  as: Session | undefined;
  /** Press the last button without filling anything in, to see the page with its errors. */
  empty?: true;
}

/** Every page of the spaces: filled, empty and with errors. */
async function pages(council: string): Promise<Seen[]> {
  const { people, params } = await fillCouncil(database, council, council);
  const as = (email: string) => signedIn(app, database, email);
  const lead = await as(people.lead!.email);
  const viewer = await as(people.viewer!.email);
  const paused = await as(people.suspended!.email);
  const invited = await as(`${council}-invited@${council}.example`);
  const stranger = await as('new@bristol.gov.uk');
  const nobody = undefined;
  return [
    ...['/sign-in', '/sign-in/sent', '/signed-out', '/my', '/sign-in/link/used'].map((path) => ({
      path,
      as: nobody,
    })),
    { path: '/sign-in', as: nobody, empty: true },
    { path: '/sign-in/sent', as: nobody, empty: true },
    ...['', '/people?done=invited', `/people/${params.member}`, '/invite', '/log', '/leave'].map(
      (room) => ({ path: `/my/${council}${room}`, as: lead }),
    ),
    { path: `/my/${council}/log?before=0`, as: lead },
    { path: `/my/${council}/invite`, as: lead, empty: true },
    { path: `/my/${council}/leave`, as: lead, empty: true },
    { path: `/my/${council}/people`, as: viewer },
    { path: `/my/${council}/log`, as: viewer },
    { path: '/my', as: paused },
    { path: '/my', as: lead },
    { path: '/my', as: stranger },
    { path: `/join/${council}`, as: stranger },
    { path: `/join/${council}`, as: paused },
    { path: '/join/bristol', as: stranger },
    { path: '/join/bristol', as: stranger, empty: true },
    { path: `/invitation/${params.secret}`, as: invited },
    { path: `/invitation/${params.secret}`, as: invited, empty: true },
    { path: `/invitation/${params.secret}`, as: stranger },
    { path: '/invitation/used', as: stranger },
  ];
}

async function open(seen: Seen, options: BrowserContextOptions): Promise<Page> {
  const page = await person(options);
  if (seen.as)
    await page
      .context()
      .addCookies([...seen.as.cookies].map(([name, value]) => ({ name, value, url: base })));
  await page.goto(base + seen.path);
  if (seen.empty) await page.locator('main form button').last().click();
  return page;
}

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'no-trailing-whitespace': 'off',
    // Matters of taste, and how a browser writes what it read.
    'void-style': 'off',
    'long-title': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
  },
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`each page is valid, fits a small screen, and axe finds nothing, ${colorScheme}`, async () => {
    const todo = await pages(colorScheme === 'light' ? 'york' : 'bradford');
    assert.ok(todo.length > 25);
    const told: string[] = [];
    const look = async () => {
      for (let seen = todo.pop(); seen; seen = todo.pop()) {
        // axe itself is a script, so script is on here and the page's policy set aside.
        const page = await open(seen, {
          colorScheme,
          viewport: { width: 320, height: 640 },
          javaScriptEnabled: true,
          bypassCSP: true,
        });
        const name = seen.path + (seen.empty ? ' with errors' : '');
        told.push(...(await faults(page, seen)).map((line) => `${name}: ${line}`));
        await page.context().close();
      }
    };
    await Promise.all([look(), look()]);
    assert.deepEqual(told, []);
  });
}

async function faults(page: Page, seen: Seen): Promise<string[]> {
  const told = await axeFinds(page);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (width > 320) told.push(`${width} pixels wide`);
  const title = await page.title();
  if (title.startsWith('Error: ') !== (seen.empty === true)) told.push(`is called ${title}`);
  if (seen.empty) told.push(...(await errorListFaults(page)));
  const { results } = await validator.validateString(await sourceOf(page, seen));
  for (const { ruleId, message, line } of results.flatMap(({ messages }) => messages))
    told.push(`${line} ${ruleId}: ${message}`);
  return told;
}

/** The page as it was sent, not as the browser mended it; of a form with errors, what the browser has. */
async function sourceOf(page: Page, seen: Seen): Promise<string> {
  if (seen.empty)
    return `<!DOCTYPE html>\n${await page.locator('html').evaluate((all) => all.outerHTML)}`;
  return (await page.request.get(base + seen.path)).text();
}
