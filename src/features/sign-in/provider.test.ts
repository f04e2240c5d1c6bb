import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Browser, signedIn } from '../../../test/browser-session.ts';
import { emptyDatabase, testOnBoth } from '../../../test/databases.ts';
import { startFalseProvider } from '../../../test/false-provider.ts';
import { CLIENT, passThrough, startProvider } from '../../../test/provider-server.ts';
import { Clock, startApp } from '../../../test/start-app.ts';
import type { Database } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { provenEmail, VISIT_LIFE } from './provider-rules.ts';

const SITE = 'http://localhost:0';
const EMAIL = 'ada@leeds.gov.uk';
const setting = (...all: object[]) => ({ SIGN_IN_PROVIDERS: JSON.stringify(all) });
const toProvider = async (browser: Browser, id = 'town', next = '') => {
  const { headers, statusCode } = await browser.get(`/sign-in/with/${id}?next=${next}`);
  assert.equal(statusCode, 303);
  return String(headers.location);
};
const isIn = async (browser: Browser) => (await browser.get('/my')).statusCode === 200;
const people = async (database: Database) =>
  (await database.kysely.selectFrom('person').select('email').orderBy('email').execute()).map(
    ({ email }) => email,
  );

testOnBoth('a person signs in with a real provider, and out again', async (database) => {
  const real = await startProvider(SITE, 'town');
  real.people.set('sub-ada', { email: 'Ada@Leeds.gov.uk', email_verified: true });
  const town = { id: 'town', name: 'Leeds', issuer: real.issuer, ...CLIENT };
  const { app } = await startApp(setting(town), database);
  const browser = new Browser(app);
  assert.match((await browser.get('/sign-in?next=/join/leeds')).body, /Sign in with Leeds</);
  const before = await signedIn(app, database, 'eve@york.gov.uk');
  for (const [name, value] of before.cookies) browser.cookies.set(name, value);
  const start = await toProvider(browser, 'town', '/join/leeds');
  const asked = new URL(start).searchParams;
  assert.equal(asked.get('code_challenge_method'), 'S256');
  assert.equal(asked.get('scope'), 'openid email');
  const back = await passThrough(start, 'sub-ada');
  const entered = await browser.get(back);
  assert.equal(entered.headers.location, '/join/leeds', 'on to where they wanted to go');
  assert.notEqual(browser.cookies.get('almanac-session'), before.cookies.get('almanac-session'));
  assert.equal(await isIn(before), false, 'the session that the browser had is over');
  assert.match((await browser.get('/my')).body, /href="\/join\/leeds"/, 'placed by the domain');
  assert.equal((await browser.get(back)).statusCode, 400, 'an answer is taken once');
  assert.deepEqual(await people(database), [EMAIL, 'eve@york.gov.uk'], 'in small letters');

  const out = await browser.post('/sign-out');
  assert.equal(out.headers.location, '/signed-out?from=town');
  const leave = /href="([^"]+)" rel="external">Sign out there/.exec(
    (await browser.get('/signed-out?from=town')).body,
  )?.[1];
  assert.ok(leave?.startsWith(`${real.issuer}/session/end?`), leave);
  assert.equal(await isIn(browser), false);

  real.people.set('sub-ada', { email: 'ada.married@leeds.gov.uk', email_verified: true });
  await browser.get(await passThrough(await toProvider(browser), 'sub-ada'));
  assert.match((await browser.get('/account')).body, /Now: ada@leeds\.gov\.uk/, 'the same person');
  const account = (await browser.get('/account')).body;
  assert.match(account, /Leeds, since \d+ \w+ \d{4}/, 'who may come into the account');
  assert.equal(
    (await browser.post('/account/providers', { issuer: 'https://other.example' })).headers
      .location,
    '/account',
    'what was never linked changes nothing',
  );
  real.people.set('sub-new', { email: EMAIL, email_verified: true });
  const colleague = new Browser(app);
  const given = await colleague.get(await passThrough(await toProvider(colleague), 'sub-new'));
  assert.equal(given.statusCode, 400, 'an address that was given on opens nothing');
  assert.equal(await isIn(colleague), false);

  const forgotten = await browser.post('/account/providers', { issuer: real.issuer });
  assert.equal(forgotten.headers.location, '/account?done=unlinked');
  assert.match((await browser.get('/account?done=unlinked')).body, /We forgot that way/);
  assert.doesNotMatch((await browser.get('/account')).body, /besides mail/);
  const again = await browser.post('/account/providers', { issuer: real.issuer });
  assert.equal(again.headers.location, '/account', 'pressed twice');
  const afresh = new Browser(app);
  real.people.set('sub-ada', { email: EMAIL, email_verified: true });
  await afresh.get(await passThrough(await toProvider(afresh), 'sub-ada'));
  assert.match((await afresh.get('/account')).body, /besides mail/, 'linked again, to the same');
  assert.deepEqual(await people(database), [EMAIL, 'eve@york.gov.uk']);

  const audit = await transact(database, 'everyone', (handle) =>
    handle.selectFrom('audit').select('detail').execute(),
  );
  assert.ok(audit.some(({ detail }) => detail === '{"provider":"town"}'));
  await app.close();
  await real.stop();
});

testOnBoth('who says no, or is not believed, is not let in and can use mail', async (database) => {
  const real = await startProvider(SITE, 'town');
  const town = { id: 'town', name: 'Leeds', issuer: real.issuer, ...CLIENT };
  const clock = new Clock();
  const { app } = await startApp(setting(town), database, clock.now);
  await signedIn(app, database, EMAIL);
  const eve = new Browser(app);
  const said = async (who: string | undefined) =>
    eve.get(await passThrough(await toProvider(eve), who));
  for (const [claims, why] of [
    [{ email: EMAIL, email_verified: false }, 'not verified'],
    [{ email: EMAIL }, 'not said to be verified'],
    [{ email: EMAIL, email_verified: 'yes' }, 'said in a word that means nothing'],
    [{ email_verified: true }, 'no address'],
    [{ email: 'ada@leеds.gov.uk', email_verified: true }, 'a Cyrillic letter'],
    [{ email: `${EMAIL}, eve@evil.example`, email_verified: true }, 'two addresses'],
  ] as const) {
    real.people.set('sub-eve', claims);
    const answer = await said('sub-eve');
    assert.equal(answer.statusCode, 400, why);
    assert.match(answer.body, /does not say that your email address is yours/, why);
    assert.match(answer.body, /Your work email address/, 'mail is another way');
    assert.equal(await isIn(eve), false, why);
  }
  const no = await said(undefined);
  assert.equal(no.statusCode, 400);
  assert.match(no.body, /<title>Error: Sign in/);
  assert.match(no.body, /“Leeds” did not let you in/);

  real.people.set('sub-ada', { email: EMAIL, email_verified: true });
  const back = await passThrough(await toProvider(eve), 'sub-ada');
  const victim = new Browser(app);
  await victim.get('/sign-in');
  assert.equal((await victim.get(back)).statusCode, 400, 'the answer of another browser');
  assert.equal(await isIn(victim), false, 'so nobody is signed in as somebody else');
  const late = await passThrough(await toProvider(eve), 'sub-ada');
  clock.pass(VISIT_LIFE);
  assert.match((await eve.get(late)).body, /took too long/);
  for (const way of ['with', 'back'])
    assert.equal((await eve.get(`/sign-in/${way}/nowhere`)).headers.location, '/sign-in');
  assert.deepEqual(await people(database), [EMAIL], 'nobody was made');
  const open = await database.kysely.selectFrom('provider_sign_in').selectAll().execute();
  assert.equal(open.length, 1, 'each is used up, but what another browser tried to use');
  await app.close();

  await real.stop();
  const { app: later } = await startApp(setting(town), database);
  const down = await new Browser(later).get('/sign-in/with/town');
  assert.equal(down.statusCode, 503);
  assert.equal(down.headers['retry-after'], '60');
  assert.match(down.body, /“Leeds” does not answer just now/);
  assert.match(down.body, /Your work email address/);
  await later.close();
});

test('an answer that was not made for this sign-in is not trusted', async () => {
  const database = (await emptyDatabase('sqlite'))!;
  const liar = await startFalseProvider('almanac');
  const town = { id: 'town', name: 'Leeds', issuer: liar.issuer, client: 'almanac', secret: 's' };
  const lines: string[] = [];
  const { app } = await startApp(
    { ...setting(town, { ...town, id: 'other' }), LOG_LEVEL: 'info' },
    database,
    undefined,
    undefined,
    {
      write: (line) => void lines.push(line),
    },
  );
  const good = { email: EMAIL, email_verified: true };
  const come = async (more: Record<string, string> = {}) => {
    const browser = new Browser(app);
    const answer = await browser.get(liar.answer(await toProvider(browser), more));
    return { answer, inside: await isIn(browser) };
  };
  const now = Math.floor(Date.now() / 1000);
  for (const claims of [
    { iss: 'https://accounts.example' },
    { aud: 'another-client' },
    { nonce: 'x'.repeat(43) },
    { nonce: undefined },
    { exp: now - 3600 },
    { sub: '' },
    { aud: ['almanac', 'another'], azp: 'another' },
  ]) {
    liar.claims = { ...good, ...claims };
    const { answer, inside } = await come();
    assert.equal(answer.statusCode, 400, JSON.stringify(claims));
    assert.match(answer.body, /could not trust the answer/, JSON.stringify(claims));
    assert.equal(inside, false);
  }
  liar.claims = good;
  const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
  for (const spoil of [
    (token: string) => `${token.slice(0, -6)}AAAAAA`,
    (token: string) => token.slice(0, token.lastIndexOf('.') + 1),
    (token: string) => token.replace(/^[^.]+/, unsigned).replace(/[^.]+$/, ''),
    () => 'nonsense',
  ]) {
    liar.spoil = spoil;
    const { answer, inside } = await come();
    assert.equal(answer.statusCode, 400, spoil.toString());
    assert.equal(inside, false);
  }
  liar.spoil = (token) => token;
  assert.equal((await come({ iss: 'https://accounts.example' })).inside, false, 'mixed up');
  assert.equal((await come({ state: 'A'.repeat(43) })).inside, false, 'a made-up state');
  const browser = new Browser(app);
  const elsewhere = liar.answer(await toProvider(browser)).replace('/town?', '/other?');
  assert.equal((await browser.get(elsewhere)).statusCode, 400, 'come back by another provider');
  liar.status = 500;
  assert.equal((await come()).answer.statusCode, 503);
  liar.status = undefined;
  const { inside } = await come();
  assert.equal(inside, true, 'the right answer lets in');
  assert.equal(liar.proven, true, 'and the code was asked for with its verifier');
  const log = lines.join('');
  assert.match(log, /sign-in\.provider-wrong/);
  assert.doesNotMatch(log, /ada@|leeds\.gov|"sub"|127\.0\.0\.1/, 'nothing of who it was');
  await app.close();
  await liar.stop();
  await database.close();
});

test('a provider with domains is believed about these alone, and may be the only way', async () => {
  const database = (await emptyDatabase('sqlite'))!;
  const liar = await startFalseProvider('almanac');
  const base = { name: 'Leeds', issuer: liar.issuer, client: 'almanac' };
  const town = { ...base, id: 'town', domains: ['leeds.gov.uk'], only: true };
  const { app } = await startApp(setting(town), database);
  const browser = new Browser(app);
  const come = async (email: string) => {
    liar.claims = { sub: email, email };
    await browser.get(liar.answer(await toProvider(browser)));
    const inside = await isIn(browser);
    browser.cookies.delete('almanac-session');
    return inside;
  };
  assert.equal(await come('ada@leeds.gov.uk'), true, 'its owner runs the domain');
  assert.equal(await come('bob@york.gov.uk'), false);
  assert.equal(await come('bob@notleeds.gov.uk'), false);
  await browser.get('/sign-in');
  const typed = await browser.post('/sign-in', { email: 'ada@leeds.gov.uk', next: '' });
  assert.equal(typed.statusCode, 400);
  assert.match(typed.body, /sign in with “Leeds”: use its button/);
  assert.match(typed.body, /value="ada@leeds\.gov\.uk"/);
  assert.equal((await browser.post('/sign-in', { email: 'bob@york.gov.uk' })).statusCode, 303);
  await app.close();
  await liar.stop();
  await database.close();
});

test('no claims make an address proven that a provider was not trusted with', () => {
  const word = fc.oneof(
    fc.boolean(),
    fc.constantFrom('true', 'false', 'yes', 0, 1, null),
    fc.string(),
  );
  fc.assert(
    fc.property(
      fc.record({ email: fc.oneof(fc.emailAddress(), fc.string()), email_verified: word }),
      (claims) => {
        const open = provenEmail(claims, []);
        if (open !== undefined) {
          assert.equal(open, claims.email.toLowerCase());
          assert.ok([true, 1, 'true', '1'].includes(claims.email_verified as never));
        }
        const owned = provenEmail(claims, ['leeds.gov.uk']);
        assert.ok(owned === undefined || /@(?:[\w-]+\.)*leeds\.gov\.uk$/.test(owned));
      },
    ),
  );
  assert.equal(provenEmail({ email: EMAIL, xms_edov: true }, []), EMAIL, 'Entra ID says it so');
  assert.equal(provenEmail({ email: EMAIL, xms_edov: true, email_verified: false }, []), undefined);
});
