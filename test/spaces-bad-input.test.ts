import assert from 'node:assert/strict';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { transact } from '../src/db/transact.ts';
import { Browser, signedIn } from './browser-session.ts';
import { emptyDatabase, testOnBoth } from './databases.ts';
import { startApp } from './start-app.ts';

const FORM = 'application/x-www-form-urlencoded';
const me = { name: 'Ada Byron', perspective: 'digital', message: '' };

const addresses = [
  ['Ada@LEEDS.gov.uk', 'ada@leeds.gov.uk', 'capitals are the same person'],
  ['ada+almanac@leeds.gov.uk', 'ada+almanac@leeds.gov.uk', 'plus addresses are kept as they are'],
  ["o'neill@leeds.gov.uk", "o'neill@leeds.gov.uk", 'names have apostrophes'],
  ['ada@leeds.gov.u\u212a', 'ada@leeds.gov.uk', 'a letter that is the same becomes the plain one'],
] as const;
const refused = [
  ['ada@leеds.gov.uk', 'a Cyrillic letter in the domain'],
  ['ada@leeds.gov.uk\u0000@evil.example', 'two addresses'],
  ['ada@leeds.gov.uk\r\nBcc: all@evil.example', 'a line of a header'],
  ['ada@leeds.gov.uk, eve@evil.example', 'a list'],
  ['Ada <ada@leeds.gov.uk>', 'a name with it'],
  ['"a b"@leeds.gov.uk', 'a quoted name'],
  ['ada@[127.0.0.1]', 'a network address'],
  ['ada@localhost', 'no domain'],
  ['ada@leeds..gov.uk', 'an empty label'],
  ['аda@leeds.gov.uk', 'a Cyrillic letter before the @'],
  [`${'a'.repeat(250)}@leeds.gov.uk`, 'too long'],
  [`a@${'a.'.repeat(200_000)}`, 'made to make the pattern slow'],
  [`${'a'.repeat(400_000)}`, 'long and without an @'],
  ['', 'nothing'],
] as const;

testOnBoth('an address goes to where it says, or is not taken', async (database) => {
  const { app } = await startApp({}, database);
  const browser = new Browser(app);
  const sentTo = async () =>
    (await database.kysely.selectFrom('mail').select('recipient').orderBy('id').execute()).map(
      ({ recipient }) => recipient,
    );
  for (const [typed, , why] of addresses) {
    await browser.get('/sign-in');
    assert.equal((await browser.post('/sign-in', { email: typed })).statusCode, 303, why);
  }
  assert.deepEqual(
    await sentTo(),
    addresses.map(([, kept]) => kept),
  );
  for (const [typed, why] of refused) {
    const { statusCode, body } = await browser.post('/sign-in', { email: typed });
    assert.equal(statusCode, 400, why);
    assert.match(body, /Enter an email address/, why);
  }
  assert.equal((await sentTo()).length, addresses.length, 'no mail went to anything else');
  await app.close();
});

testOnBoth(
  'a name cannot carry headers, markup or addresses into mail and pages',
  async (database) => {
    const { app } = await startApp({}, database);
    const lead = await signedIn(app, database, 'ada@leeds.gov.uk');
    await lead.get('/join/leeds');
    for (const name of [
      'Visit https://evil.example',
      'www.evil.example',
      'Win at evil.example now',
      'a@b.example',
      '<b>Ada</b>',
      '[free](evil)',
      'x'.repeat(101),
      '\u202e\u200f\u0000',
    ]) {
      const { statusCode, body } = await lead.post('/join/leeds', { ...me, name });
      assert.equal(statusCode, 400, name);
      assert.doesNotMatch(body, /<b>Ada/);
    }
    const hostile = 'Ada\r\nBcc: all\u2028\u202eB. O’Neill-Ŵyn (she/her)';
    assert.equal((await lead.post('/join/leeds', { ...me, name: hostile })).statusCode, 303);
    await lead.get('/my/leeds/invite');
    await lead.post('/my/leeds/invite', { email: 'bob@york.gov.uk', role: 'viewer' });
    const { subject } = await database.kysely
      .selectFrom('mail')
      .select('subject')
      .executeTakeFirstOrThrow();
    assert.match(subject, /^Ada Bcc: all B\. O’Neill-Ŵyn \(she\/her\) invites you/, 'one line');
    await app.close();
  },
);

testOnBoth('what is not a form of ours is refused and changes nothing', async (database) => {
  const { app } = await startApp({}, database);
  const ada = await signedIn(app, database, 'ada@leeds.gov.uk');
  const { body } = await ada.get('/join/leeds');
  const csrf = /name="csrf" value="([^"]+)"/.exec(body)?.[1] ?? '';
  const cookies = Object.fromEntries(ada.cookies);
  const send = (type: string | undefined, payload: string, headers: object = {}) =>
    app.inject({
      method: 'POST',
      url: '/join/leeds',
      cookies,
      headers: { ...(type ? { 'content-type': type } : {}), ...headers },
      payload,
    });
  const fields = { csrf, ...me };
  const form = new URLSearchParams(fields).toString();
  const boundary = Object.entries(fields)
    .map(
      ([name, value]) =>
        `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    .join('');
  for (const [type, payload] of [
    ['application/json', JSON.stringify(fields)],
    ['application/json', '{"__proto__":{"x":1}}'],
    ['text/plain', form],
    ['multipart/form-data; boundary=b', `${boundary}--b--`],
    ['application/xml', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'],
    ['nonsense', form],
    [undefined, form],
  ] as const) {
    const { statusCode, payload: page } = await send(type, payload);
    assert.equal(statusCode, 415, type);
    assert.match(page, /takes forms from our own pages/);
  }
  assert.equal((await send(FORM, `${form}&x=${'x'.repeat(1_100_000)}`)).statusCode, 413);
  assert.equal((await send(FORM, `${form}${'&a'.repeat(1001)}`)).statusCode, 413);
  for (const site of ['cross-site', 'same-site', 'nonsense'])
    assert.equal((await send(FORM, form, { 'sec-fetch-site': site })).statusCode, 400, site);
  for (const origin of ['https://evil.example', 'http://localhost.evil.example', 'garbage'])
    assert.equal((await send(FORM, form, { origin })).statusCode, 400, origin);
  const foreign = await send(FORM, form, { 'sec-fetch-site': 'cross-site' });
  assert.doesNotMatch(foreign.body, /Ada Byron/, 'nor is it shown as if the person had typed it');
  const done = await transact(database, 'everyone', (handle) =>
    handle.selectFrom('audit').selectAll().execute(),
  );
  assert.deepEqual(done, []);
  const polluting = `${form}&__proto__[x]=1&constructor[prototype][x]=1&__proto__=1`;
  assert.equal((await send(FORM, polluting, { origin: 'null' })).statusCode, 303);
  assert.equal(({} as Record<string, unknown>).x, undefined);
  await app.close();
});

testOnBoth(
  'what another site sends to a stranger is not kept for them to send',
  async (database) => {
    const { app } = await startApp({}, database);
    const trap = (headers: object) =>
      app.inject({
        method: 'POST',
        url: '/my/leeds/invite',
        headers: { 'content-type': FORM, ...headers },
        payload: 'email=eve%40evil.example&role=lead',
      });
    const foreign = await trap({ 'sec-fetch-site': 'cross-site' });
    assert.equal(foreign.statusCode, 401);
    assert.doesNotMatch(foreign.body, /eve@evil/);
    assert.match((await trap({ 'sec-fetch-site': 'same-origin' })).body, /eve@evil/);
    await app.close();
  },
);

testOnBoth('malformed addresses and cookies are answered calmly', async (database) => {
  const { app } = await startApp({}, database);
  const ada = await signedIn(app, database, 'ada@leeds.gov.uk');
  await ada.get('/join/leeds');
  await ada.post('/join/leeds', me);
  for (const [url, expected] of [
    ['/my/%00', 404],
    ['/my/__proto__', 404],
    ['/my/leeds%2f..%2fyork', 404],
    ['/my/LEEDS', 404],
    ['/join/%00', 404],
    ['/join/constructor', 404],
    [`/my/${'x'.repeat(501)}`, 404],
    ['/my/%E0%A4%A', 400],
    ['/my/leeds/people/%00', 404],
    ['/my/leeds/people/nobody', 303],
    ["/my/leeds/people/'%20or%201=1--", 303],
    ['/my/leeds/log?before=%00', 200],
    ['/my/leeds/log?before=%27;drop%20table%20audit', 200],
    ['/my/leeds/log.csv?before=zzz', 200],
    ['/invitation/%00', 404],
    ['/invitation/short', 410],
    ['/sign-in/link/short', 410],
    [`/sign-in/link/${'A'.repeat(43)}`, 410],
    ['/sign-in?next=//evil.example', 200],
    ['/my/leeds?done=__proto__', 200],
  ] as const) {
    const { statusCode, body, headers } = await ada.get(url);
    assert.equal(statusCode, expected, url);
    assert.doesNotMatch(body, /evil\.example|node_modules|at async/, url);
    assert.match(String(headers['content-security-policy']), /default-src 'none'/, url);
  }
  const session = ada.cookies.get('almanac-session') ?? '';
  for (const [cookie, expected] of [
    [`almanac-session=${session}`, 200],
    [`almanac-session=${session.slice(0, -1)}`, 401],
    [`almanac-session=${session}x`, 401],
    [`almanac-session=%E0%A4%A`, 401],
    [`almanac-session="${session}`, 401],
    [`almanac-session=; =;;;,,, =${session}`, 401],
    [`almanac-session=${'x'.repeat(5000)}`, 401],
    [`__proto__=x; constructor=y; almanac-session=${session}`, 200],
    [`almanac-session=${'A'.repeat(43)}; almanac-session=${session}`, 401],
  ] as const) {
    const { statusCode } = await app.inject({ url: '/my', headers: { cookie } });
    assert.equal(statusCode, expected, cookie.slice(0, 60));
  }
  await app.close();
});

test('headers that are too large are refused before anything is read', async () => {
  const { app } = await startApp({}, await emptyDatabase('sqlite'));
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const status = await new Promise<number | undefined>((resolve, reject) => {
    request({ port, path: '/my', headers: { cookie: 'x'.repeat(40_000) } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  assert.equal(status, 431);
  assert.equal(await healthOf(app), 200, 'and the server goes on');
  await app.close();
});

const healthOf = async (app: FastifyInstance) => (await app.inject({ url: '/healthz' })).statusCode;
