import assert from 'node:assert/strict';
import { Browser, signedIn } from '../../../test/browser-session.ts';
import { testOnBoth } from '../../../test/databases.ts';
import { startApp } from '../../../test/start-app.ts';
import type { Database } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { givePlatformRole } from '../admin/platform-roles.ts';

const linkTo = async (database: Database, recipient: string, pattern: RegExp): Promise<string> => {
  const row = await database.kysely
    .selectFrom('mail')
    .select('body')
    .where('recipient', '=', recipient)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  return pattern.exec(row.body)?.[0] ?? assert.fail(`no link in the mail to ${recipient}`);
};

testOnBoth(
  'a change of email address needs both sides, and tells nobody who has an account',
  async (database) => {
    const { app } = await startApp({}, database);
    const ada = await signedIn(app, database, 'ada@leeds.gov.uk');
    await signedIn(app, database, 'bob@leeds.gov.uk');
    await ada.get('/account');
    const wrong = await ada.post('/account/email', { email: 'not an address' });
    assert.equal(wrong.statusCode, 400);
    assert.match(wrong.body, /value="not an address"/);
    const known = await ada.post('/account/email', { email: 'bob@leeds.gov.uk' });
    assert.equal(known.headers.location, '/account?done=asked');
    const askedFor = async (address: string) => {
      const rows = await database.kysely
        .selectFrom('mail')
        .select(['subject'])
        .where('recipient', '=', address)
        .execute();
      return rows.map(({ subject }) => subject);
    };
    const toKnown = await askedFor('bob@leeds.gov.uk');
    assert.equal((await askedFor('ada@leeds.gov.uk')).length, 1);
    await linkTo(database, 'bob@leeds.gov.uk', /\/confirm-email\/[\w-]+/);
    await database.kysely.deleteFrom('mail').execute();
    const laptop = await signedIn(app, database, 'ada@leeds.gov.uk');
    await ada.get('/account');
    await ada.post('/account/email', { email: 'ada@york.gov.uk' });
    assert.deepEqual(
      await askedFor('ada@york.gov.uk'),
      toKnown,
      'an unknown one gets the same mail',
    );
    assert.equal((await askedFor('ada@leeds.gov.uk')).length, 1);
    const pattern = /\/confirm-email\/[\w-]+/;
    const oldLink = await linkTo(database, 'ada@leeds.gov.uk', pattern);
    const newLink = await linkTo(database, 'ada@york.gov.uk', pattern);
    const phone = new Browser(app);
    await phone.get(newLink);
    assert.match((await phone.post(newLink)).body, /other mail as well/);
    assert.match(
      (await ada.get('/account')).body,
      /Now: ada@leeds.gov.uk/,
      'one side is not enough',
    );
    await ada.get(oldLink);
    assert.match((await ada.post(oldLink)).body, /is changed/);
    assert.match((await ada.get('/account')).body, /Now: ada@york.gov.uk/);
    assert.equal((await laptop.get('/account')).statusCode, 401, 'signed out everywhere else');
    const linked = await ada.post('/account/name', {
      name: 'Visit www.evil.example',
      version: '1',
    });
    assert.equal(linked.statusCode, 400, 'a name cannot hold a web address');
    assert.equal((await ada.get(oldLink)).statusCode, 410);
    await app.close();
  },
);

testOnBoth(
  'a deleted account leaves nothing personal; what was done stays without a name',
  async (database) => {
    const { app } = await startApp({}, database);
    const ada = await signedIn(app, database, 'ada@leeds.gov.uk');
    await ada.get('/join/leeds');
    await ada.post('/join/leeds', { name: 'Ada Byron', perspective: 'digital', message: '' });
    assert.match((await ada.get('/account/delete')).body, /only lead of Leeds City Council/);
    const bob = await signedIn(app, database, 'bob@leeds.gov.uk');
    await bob.get('/join/leeds');
    await bob.post('/join/leeds', { name: 'Bob', perspective: 'service', message: '' });
    await transact(database, 'everyone', (handle) =>
      handle.updateTable('member').set({ role: 'lead' }).execute(),
    );
    const data = (await ada.get('/account/data.json')).json();
    assert.equal(data.person.email, 'ada@leeds.gov.uk');
    assert.equal(data.councils[0].council, 'leeds');
    await ada.get('/account/delete');
    assert.equal((await ada.post('/account/delete')).statusCode, 400, 'only with the box ticked');
    const gone = await ada.post('/account/delete', { sure: 'yes' });
    assert.equal(gone.headers.location, '/signed-out');
    assert.equal((await ada.get('/account')).statusCode, 401);
    const dump = await transact(database, 'everyone', async (handle) =>
      JSON.stringify([
        await handle.selectFrom('person').selectAll().execute(),
        await handle.selectFrom('mail').selectAll().execute(),
        await handle.selectFrom('sign_in').selectAll().execute(),
        await handle.selectFrom('audit').selectAll().execute(),
        await handle.selectFrom('member').selectAll().execute(),
      ]),
    );
    assert.doesNotMatch(dump, /Ada Byron|ada@leeds/);
    assert.match((await bob.get('/my/leeds/log')).body, /A former member/);
    await app.close();
  },
);

testOnBoth(
  'mail of one kind is refused by one request of a mail program, and taken again by choice',
  async (database) => {
    const { app } = await startApp({}, database);
    const lead = await signedIn(app, database, 'ada@leeds.gov.uk');
    await lead.get('/join/leeds');
    await lead.post('/join/leeds', { name: 'Ada', perspective: 'digital', message: '' });
    const ask = async (email: string) => {
      const person = await signedIn(app, database, email);
      await person.get('/join/leeds');
      await person.post('/join/leeds', { name: 'Guest', perspective: 'partner', message: '' });
    };
    const letters = async () => {
      const rows = database.kysely
        .selectFrom('mail')
        .selectAll()
        .where('kind', '=', 'join-request');
      return (await rows.execute()).length;
    };
    await ask('one@health.example');
    const link = await linkTo(database, 'ada@leeds.gov.uk', /\/refuse\/[\w-]+/);
    const program = new Browser(app);
    assert.equal((await program.post(link, { 'List-Unsubscribe': 'One-Click' })).statusCode, 200);
    await ask('two@health.example');
    assert.equal(await letters(), 1, 'no second notice');
    await lead.get('/account');
    await lead.post('/account/notices', { kinds: ['join-request'] });
    const { body } = await lead.get('/account');
    const version = /name="version" value="(\d+)"/.exec(body)?.[1] ?? '';
    const names = { name: 'Ada Byron', addressed: 'Cllr Byron', version };
    assert.equal((await lead.post('/account/name', names)).statusCode, 303);
    await ask('three@health.example');
    assert.equal(await letters(), 2);
    assert.ok(await linkTo(database, 'ada@leeds.gov.uk', /^Dear Cllr Byron,$/m));
    const late = await lead.post('/account/name', { ...names, name: 'Ada King' });
    assert.equal(late.statusCode, 400, 'the page is older than the change');
    assert.match(late.body, /It is now: Ada Byron, addressed as Cllr Byron/);
    assert.match(late.body, /value="Ada King"/, 'both are there');
    const link2 = { ...names, addressed: 'www.evil.example', version: String(Number(version) + 1) };
    assert.equal((await lead.post('/account/name', link2)).statusCode, 400);
    assert.equal((await program.post('/refuse/nothing')).statusCode, 410);
    await app.close();
  },
);

testOnBoth('signing out everywhere ends every session', async (database) => {
  const { app } = await startApp({}, database);
  const laptop = await signedIn(app, database, 'a@leeds.gov.uk');
  const phone = await signedIn(app, database, 'a@leeds.gov.uk');
  await laptop.get('/account');
  await laptop.post('/account/sessions');
  assert.equal((await phone.get('/account')).statusCode, 401);
  await app.close();
});

testOnBoth(
  'editors decide where no lead can; administrators give roles, and the last one stays',
  async (database) => {
    const { app } = await startApp({}, database);
    const boss = await signedIn(app, database, 'boss@almanac.example');
    const editor = await signedIn(app, database, 'editor@almanac.example');
    const guest = await signedIn(app, database, 'guest@health.example');
    await transact(database, 'everyone', (handle) =>
      givePlatformRole(handle, 'boss@almanac.example', 'administrator', new Date()),
    );
    assert.equal((await guest.get('/admin/requests')).statusCode, 404);
    await boss.get('/admin/people');
    const none = await boss.post('/admin/people', {
      email: 'nobody@almanac.example',
      role: 'editor',
    });
    assert.equal(none.statusCode, 400);
    const given = await boss.post('/admin/people', {
      email: 'editor@almanac.example',
      role: 'editor',
    });
    assert.equal(given.statusCode, 303);
    const holders = (await boss.get('/admin/people')).body;
    const action = /action="(\/admin\/people\/[^"]+\/take)"/.exec(holders)?.[1] ?? '';
    assert.match(
      String((await boss.post(action, { role: 'administrator' })).headers.location),
      /last/,
    );

    await guest.get('/join/leeds');
    await guest.post('/join/leeds', { name: 'Guest', perspective: 'partner', message: 'Hello' });
    const page = await editor.get('/admin/requests');
    assert.match(page.body, /Leeds City Council/);
    assert.equal((await editor.get('/admin/people')).statusCode, 404);
    const decide = /action="(\/admin\/requests\/[^"]+)"/.exec(page.body)?.[1] ?? '';
    await editor.post(decide, { decision: 'approve' });
    const home = await guest.get('/my/leeds');
    assert.match(home.body, /Lead\. Manages people/, 'the first one in can manage the space');
    await app.close();
  },
);
