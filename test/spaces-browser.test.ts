/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Database } from '../src/db/connect.ts';
import { signedIn } from './browser-session.ts';
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
    { path: '/sign-in', as: nobody, press: true },
    { path: '/sign-in/sent', as: nobody, press: true },
    ...['', '/people?done=invited', `/people/${params.member}`, '/invite', '/log', '/leave'].map(
      (room) => ({ path: `/my/${council}${room}`, as: lead }),
    ),
    { path: `/my/${council}/log?before=0`, as: lead },
    { path: `/my/${council}/invite`, as: lead, press: true },
    { path: `/my/${council}/leave`, as: lead, press: true },
    { path: `/my/${council}/people`, as: viewer },
    { path: `/my/${council}/log`, as: viewer },
    { path: '/my', as: paused },
    { path: '/my', as: lead },
    { path: '/my', as: stranger },
    { path: `/join/${council}`, as: stranger },
    { path: `/join/${council}`, as: paused },
    { path: '/join/bristol', as: stranger },
    { path: '/join/bristol', as: stranger, press: true },
    { path: `/invitation/${params.secret}`, as: invited },
    { path: `/invitation/${params.secret}`, as: invited, press: true },
    { path: `/invitation/${params.secret}`, as: stranger },
    { path: '/invitation/used', as: stranger },
  ];
}

test('each page is valid, fits a small screen, and axe finds nothing, by day and by night', async () => {
  const todo = await pages('york');
  assert.ok(todo.length > 25);
  assert.deepEqual(await lookAtEach(browser, base, todo, true), []);
});
