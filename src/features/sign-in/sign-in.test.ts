import assert from 'node:assert/strict';
import { Browser } from '../../../test/browser-session.ts';
import { testOnBoth } from '../../../test/databases.ts';
import { Clock, startApp } from '../../../test/start-app.ts';
import type { Database } from '../../db/connect.ts';
import { hashOf } from '../../lib/ids.ts';
import { IDLE, LINK_LIFE, LONGEST, MOST_CODES, SEEN_EVERY } from './rules.ts';

const EMAIL = 'ada@leeds.gov.uk';

async function start(database: Database) {
  const clock = new Clock();
  const { app } = await startApp({}, database, clock.now);
  return { app, clock, browser: new Browser(app) };
}

/** Asks for a link. @returns what the latest mail says */
async function ask(browser: Browser, database: Database, email = EMAIL, next = '') {
  await browser.get(`/sign-in?next=${encodeURIComponent(next)}`);
  const answer = await browser.post('/sign-in', { email, next });
  assert.equal(answer.statusCode, 303);
  assert.equal(answer.headers.location, '/sign-in/sent');
  const { body } = await database.kysely
    .selectFrom('mail')
    .select('body')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const link = /\/sign-in\/link\/[\w-]{43}/.exec(body)?.[0] ?? assert.fail('no link in the mail');
  const code = /: (\d{6})$/m.exec(body)?.[1] ?? assert.fail('no code in the mail');
  return { link, code };
}

/** Presses the button on the page of a link. */
async function press(browser: Browser, link: string) {
  await browser.get(link);
  return browser.post(link);
}

const isIn = async (browser: Browser) => (await browser.get('/my')).statusCode === 200;
const other = (code: string) => (code === '111111' ? '222222' : '111111');

testOnBoth('the link lets in the browser that asked, once', async (database) => {
  const { app, browser } = await start(database);
  assert.equal((await browser.get('/my')).statusCode, 401);
  const { link } = await ask(browser, database, EMAIL, '/join/leeds');
  const page = await browser.get(link);
  assert.match(page.body, /Finish signing in/);
  assert.equal(await isIn(browser), false, 'opening the link does not sign in');
  const entered = await press(browser, link);
  assert.equal(entered.headers.location, '/join/leeds');
  assert.equal(await isIn(browser), true);
  assert.equal((await browser.get(link)).statusCode, 410);
  assert.equal((await browser.post(link)).statusCode, 410, 'used up');
  const stored = JSON.stringify(await database.kysely.selectFrom('sign_in').selectAll().execute());
  assert.ok(!stored.includes(link.slice(14)), 'only a hash of the secret is kept');
  await app.close();
});

testOnBoth('a mail program that opens the link does not use it up', async (database) => {
  const { app, browser } = await start(database);
  const { link } = await ask(browser, database);
  for (const method of ['GET', 'HEAD', 'GET', 'OPTIONS'] as const) {
    const seen = await app.inject({ method, url: link });
    assert.equal(seen.statusCode, method === 'OPTIONS' ? 405 : 409, method);
  }
  const scanner = new Browser(app);
  assert.match((await scanner.get(link)).body, /Go back to the browser you asked from/);
  assert.equal((await scanner.post(link)).statusCode, 403, 'no button was on its page');
  await scanner.get('/sign-in');
  assert.equal((await scanner.post(link)).statusCode, 410, 'another browser cannot use it');
  assert.equal(await isIn(scanner), false);
  assert.equal((await press(browser, link)).statusCode, 303);
  await app.close();
});

testOnBoth('a link and a code work for 15 minutes', async (database) => {
  const { app, clock, browser } = await start(database);
  const first = await ask(browser, database);
  clock.pass(LINK_LIFE - 1000);
  assert.equal((await browser.get(first.link)).statusCode, 200);
  clock.pass(1000);
  assert.equal((await browser.get(first.link)).statusCode, 410);
  assert.equal((await browser.post(first.link)).statusCode, 410);
  await browser.get('/sign-in/sent');
  assert.equal((await browser.post('/sign-in/sent', { code: first.code })).statusCode, 400);
  const second = await ask(browser, database);
  await browser.get('/sign-in/sent');
  assert.equal((await browser.post('/sign-in/sent', { code: second.code })).statusCode, 303);
  assert.equal(await isIn(browser), true);
  await app.close();
});

testOnBoth('the code lets in the browser that asked, however it is written', async (database) => {
  const { app, browser } = await start(database);
  const { link, code } = await ask(browser, database, EMAIL, '/councils');
  const thief = new Browser(app);
  await thief.get('/sign-in/sent');
  assert.equal((await thief.post('/sign-in/sent', { code })).statusCode, 400);
  await browser.get('/sign-in/sent');
  const empty = await browser.post('/sign-in/sent', { code: '12' });
  assert.match(empty.body, /<title>Error: Look in your mail/);
  assert.match(empty.body, /Enter the six digits/);
  const spaced = ` ${code.slice(0, 3)} -${code.slice(3)} `;
  const entered = await browser.post('/sign-in/sent', { code: spaced });
  assert.equal(entered.headers.location, '/councils');
  assert.equal((await browser.get(link)).statusCode, 410, 'the link went with the code');
  await app.close();
});

testOnBoth('five wrong codes end a request, its link as well', async (database) => {
  const { app, browser } = await start(database);
  const { link, code } = await ask(browser, database);
  await browser.get('/sign-in/sent');
  for (let tries = 0; tries < MOST_CODES; tries += 1) {
    const wrong = await browser.post('/sign-in/sent', { code: other(code) });
    assert.equal(wrong.statusCode, 400);
    assert.match(wrong.body, /That code is not right/);
  }
  assert.equal((await browser.post('/sign-in/sent', { code })).statusCode, 400);
  assert.equal((await browser.get(link)).statusCode, 410);
  assert.equal(await isIn(browser), false);
  await app.close();
});

testOnBoth(
  'the secret of a session changes at sign-in, and the old one is dead',
  async (database) => {
    const { app, browser } = await start(database);
    await press(browser, (await ask(browser, database)).link);
    const first = browser.cookies.get('almanac-session') ?? '';
    await press(browser, (await ask(browser, database)).link);
    const second = browser.cookies.get('almanac-session') ?? '';
    assert.notEqual(first, second);
    const old = new Browser(app);
    old.cookies.set('almanac-session', first);
    assert.equal(await isIn(old), false);
    const rows = await database.kysely.selectFrom('session').select('id').execute();
    assert.deepEqual(
      rows.map(({ id }) => id),
      [hashOf(second)],
    );

    const planted = new Browser(app);
    planted.cookies.set('almanac-session', 'A'.repeat(43));
    await press(planted, (await ask(planted, database, 'eve@york.gov.uk')).link);
    assert.notEqual(
      planted.cookies.get('almanac-session'),
      'A'.repeat(43),
      'never one from outside',
    );
    await app.close();
  },
);

testOnBoth(
  'a session ends when it rests too long, and after a week in any case',
  async (database) => {
    const { app, clock, browser } = await start(database);
    await press(browser, (await ask(browser, database)).link);
    clock.pass(IDLE - 1000);
    assert.equal(await isIn(browser), true);
    clock.pass(IDLE - 1000);
    assert.equal(await isIn(browser), true, 'use keeps it alive');
    clock.pass(IDLE);
    assert.equal(await isIn(browser), false, 'rest ends it');

    await press(browser, (await ask(browser, database)).link);
    const step = IDLE - SEEN_EVERY;
    let spent = 0;
    while (spent + step < LONGEST) {
      clock.pass(step);
      spent += step;
      assert.equal(await isIn(browser), true);
    }
    clock.pass(LONGEST - spent);
    assert.equal(await isIn(browser), false, 'a week ends it, used or not');
    await app.close();
  },
);

testOnBoth(
  'signing out ends the session on the server, not only in the browser',
  async (database) => {
    const { app, browser } = await start(database);
    await press(browser, (await ask(browser, database)).link);
    const session = browser.cookies.get('almanac-session') ?? '';
    await browser.get('/my');
    assert.equal((await browser.post('/sign-out', {}, 'forged')).statusCode, 403);
    assert.equal(await isIn(browser), true, 'another site cannot sign a person out');
    const out = await browser.post('/sign-out');
    assert.equal(out.headers.location, '/signed-out');
    assert.equal(browser.cookies.has('almanac-session'), false);
    browser.cookies.set('almanac-session', session);
    assert.equal(await isIn(browser), false);
    assert.equal((await browser.get('/signed-out')).statusCode, 200);
    await app.close();
  },
);

testOnBoth('of two presses of the button at the same moment one lets in', async (database) => {
  const { app, browser } = await start(database);
  const { link } = await ask(browser, database);
  await browser.get(link);
  const both = await Promise.all([browser.post(link), browser.post(link)]);
  assert.deepEqual(both.map(({ statusCode }) => statusCode).sort(), [303, 410]);
  const rows = await database.kysely.selectFrom('session').select('id').execute();
  assert.equal(rows.length, 1);
  await app.close();
});
