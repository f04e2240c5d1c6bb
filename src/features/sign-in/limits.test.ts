import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { Browser, signedIn } from '../../../test/browser-session.ts';
import { testOnBoth } from '../../../test/databases.ts';
import { Clock, startApp } from '../../../test/start-app.ts';
import { networkOf } from '../../db/attempts.ts';
import type { Database } from '../../db/connect.ts';
import { BY_ADDRESS, BY_EMAIL, CODES_BY_EMAIL } from './rules.ts';

const mails = async (database: Database) =>
  await database.kysely.selectFrom('mail').select(['recipient', 'body']).orderBy('id').execute();

const ask = async (browser: Browser, email: string) => {
  await browser.get('/sign-in');
  return browser.post('/sign-in', { email });
};

testOnBoth('one address gets a few mails, and the page never says so', async (database) => {
  const clock = new Clock();
  const { app } = await startApp({}, database, clock.now);
  const answers = [];
  for (let tries = 0; tries < BY_EMAIL.most + 2; tries += 1)
    answers.push(await ask(new Browser(app), 'Ada@Leeds.gov.uk'));
  assert.deepEqual([...new Set(answers.map(({ headers }) => headers.location))], ['/sign-in/sent']);
  assert.equal((await mails(database)).length, BY_EMAIL.most);
  await ask(new Browser(app), 'bob@leeds.gov.uk');
  assert.equal((await mails(database)).length, BY_EMAIL.most + 1, 'others are not held up');
  clock.pass(BY_EMAIL.span);
  await ask(new Browser(app), 'ada@leeds.gov.uk');
  assert.equal((await mails(database)).length, BY_EMAIL.most + 2);
  await app.close();
});

testOnBoth('one network gets no further than its limit, and is told to wait', async (database) => {
  const clock = new Clock();
  const { app } = await startApp({}, database, clock.now);
  const browser = new Browser(app);
  for (let tries = 0; tries < BY_ADDRESS.most; tries += 1)
    assert.equal((await ask(browser, `p${tries}@leeds.gov.uk`)).statusCode, 303);
  const late = await ask(browser, 'late@leeds.gov.uk');
  assert.equal(late.statusCode, 400);
  assert.match(late.body, /too many tries from your network/);
  assert.match(late.body, /value="late@leeds.gov.uk"/);
  assert.equal((await mails(database)).length, BY_ADDRESS.most);
  const { app: second } = await startApp({}, database, clock.now);
  assert.equal((await ask(new Browser(second), 'x@leeds.gov.uk')).statusCode, 400, 'servers share');
  const kept = JSON.stringify(await database.kysely.selectFrom('attempt').selectAll().execute());
  assert.doesNotMatch(kept, /127\.0\.0\.1|leeds/, 'only hashes are counted');
  await second.close();
  await app.close();
});

testOnBoth('the codes of one address are ten a day, over all requests', async (database) => {
  const clock = new Clock();
  const { app } = await startApp({}, database, clock.now);
  const attacker = new Browser(app);
  const codes = async () => {
    await ask(attacker, 'victim@leeds.gov.uk');
    return /: (\d{6})$/m.exec((await mails(database)).at(-1)?.body ?? '')?.[1] ?? '';
  };
  for (let round = 0; round < CODES_BY_EMAIL.most / 5; round += 1) {
    const code = await codes();
    for (let tries = 0; tries < 5; tries += 1) {
      await attacker.get('/sign-in/sent');
      const wrong = code === '000000' ? '000001' : '000000';
      assert.equal((await attacker.post('/sign-in/sent', { code: wrong })).statusCode, 400);
    }
    clock.pass(BY_EMAIL.span);
  }
  const right = await codes();
  await attacker.get('/sign-in/sent');
  const late = await attacker.post('/sign-in/sent', { code: right });
  assert.equal(late.statusCode, 400, 'even the right one');
  assert.match(late.body, /That code is not right/, 'and nothing is told');
  clock.pass(CODES_BY_EMAIL.span);
  const next = await codes();
  await attacker.get('/sign-in/sent');
  assert.equal((await attacker.post('/sign-in/sent', { code: next })).statusCode, 303);
  await app.close();
});

testOnBoth('a known and an unknown address get the same answer', async (database) => {
  const { app } = await startApp({}, database);
  await signedIn(app, database, 'known@leeds.gov.uk');
  const seen = [];
  for (const email of ['known@leeds.gov.uk', 'unknown@leeds.gov.uk']) {
    const browser = new Browser(app);
    const { statusCode, headers, body } = await ask(browser, email);
    const sent = await browser.get('/sign-in/sent');
    const bare = (text: string) => text.replaceAll(/value="[^"]*"/g, '');
    seen.push({ statusCode, location: headers.location, body, sent: bare(sent.body) });
  }
  assert.deepEqual(seen[0], seen[1]);
  const people = await database.kysely.selectFrom('person').select('email').execute();
  assert.deepEqual(
    people.map(({ email }) => email),
    ['known@leeds.gov.uk'],
    'asking makes no account',
  );
  const letters = (await mails(database)).map(({ body }) =>
    body.replaceAll(/link\/\S+|\d{6}/g, ''),
  );
  assert.equal(letters[0], letters[1], 'the mail says no more either');
  await app.close();
});

test('an IPv6 network is counted by its first half', () => {
  assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), networkOf('2001:0db8:1:2::ffff'));
  assert.notEqual(networkOf('2001:db8:1:2::1'), networkOf('2001:db8:1:3::1'));
  assert.equal(networkOf('::1'), '0:0:0:0');
  assert.equal(networkOf('203.0.113.7'), '203.0.113.7');
  assert.equal(networkOf('::ffff:203.0.113.7'), '203.0.113.7');
});

testOnBoth(
  'behind a proxy a reader cannot choose the address that is counted',
  async (database) => {
    const { app } = await startApp({ TRUST_PROXY: 'true' }, database, new Clock().now);
    const from = (told: string) => postFrom(app, told);
    for (let tries = 0; tries < BY_ADDRESS.most; tries += 1)
      assert.equal(await from(`10.0.0.${tries}, 203.0.113.9`), 303);
    assert.equal(await from('10.9.9.9, 203.0.113.9'), 400, 'what the reader wrote is not believed');
    assert.equal(await from('10.9.9.9, 203.0.113.10'), 303, 'what our proxy wrote is');
    await app.close();
  },
);

let number = 0;
async function postFrom(app: FastifyInstance, told: string): Promise<number> {
  const page = await app.inject({ url: '/sign-in' });
  const csrf = /name="csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  number += 1;
  const { statusCode } = await app.inject({
    method: 'POST',
    url: '/sign-in',
    cookies: Object.fromEntries(page.cookies.map(({ name, value }) => [name, value])),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-forwarded-for': told,
    },
    payload: new URLSearchParams({ csrf, email: `n${number}@leeds.gov.uk` }).toString(),
  });
  return statusCode;
}

testOnBoth('signs after a plus do not fill one mailbox from many addresses', async (database) => {
  const { app } = await startApp({}, database);
  const browser = new Browser(app);
  await browser.get('/sign-in');
  for (let count = 0; count < BY_EMAIL.most + 3; count += 1)
    await browser.post('/sign-in', { email: `ada+${count}@leeds.gov.uk`, next: '' });
  const sent = await database.kysely.selectFrom('mail').select('recipient').execute();
  assert.equal(sent.length, BY_EMAIL.most);
  await app.close();
});
