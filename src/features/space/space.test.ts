import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { signedIn } from '../../../test/browser-session.ts';
import { testOnBoth } from '../../../test/databases.ts';
import { startApp } from '../../../test/start-app.ts';
import { transact } from '../../db/transact.ts';
import { hashOf } from '../../lib/ids.ts';
import { holdDoor } from './members.ts';

const me = { name: 'Ada Byron', perspective: 'digital', message: '' };

testOnBoth(
  'a first lead starts, invites, changes a role, hands over and leaves',
  async (database) => {
    const { app } = await startApp({}, database);
    const ada = await signedIn(app, database, 'ada@leeds.gov.uk');

    const mine = await ada.get('/my');
    assert.match(mine.body, /href="\/join\/leeds"/);
    assert.match((await ada.get('/join/leeds')).body, /Start the space for Leeds/);
    const empty = await ada.post('/join/leeds', { name: '', message: '' });
    assert.equal(empty.statusCode, 400);
    assert.match(empty.body, /Error: Start the space/);
    assert.match(empty.body, /Enter your name/);
    const started = await ada.post('/join/leeds', me);
    assert.equal(started.headers.location, '/my/leeds?done=first-lead');
    const twice = await ada.post('/join/leeds', me);
    assert.equal(twice.headers.location, '/my/leeds', 'a double click does no harm');

    await ada.get('/my/leeds/leave');
    const alone = await ada.post('/my/leeds/leave');
    assert.equal(alone.statusCode, 400);
    assert.match(alone.body, /at least one lead/);

    await ada.get('/my/leeds/invite');
    const invited = await ada.post('/my/leeds/invite', {
      email: 'bob@partner.org.uk',
      role: 'viewer',
      perspective: '',
    });
    assert.equal(invited.statusCode, 303);
    const letter = await database.kysely
      .selectFrom('mail')
      .selectAll()
      .where('kind', '=', 'invitation')
      .executeTakeFirstOrThrow();
    assert.equal(letter.recipient, 'bob@partner.org.uk');
    const link = /\/invitation\/[\w-]+/.exec(letter.body)?.[0] ?? '';

    const bob = await signedIn(app, database, 'bob@partner.org.uk');
    assert.equal(
      (await bob.get('/my/leeds')).statusCode,
      404,
      'a stranger does not learn that there is a space',
    );
    assert.match((await bob.get(link)).body, /Join Leeds/);
    assert.equal((await bob.post(link, { name: 'Bob', perspective: 'partner' })).statusCode, 303);
    assert.equal((await bob.get('/my/leeds')).statusCode, 200);
    assert.equal((await bob.get(link)).statusCode, 410, 'an invitation works once');
    assert.equal((await bob.get('/my/leeds/log')).statusCode, 403);
    assert.doesNotMatch((await bob.get('/my/leeds/people')).body, /ada@leeds/);

    const people = await ada.get('/my/leeds/people');
    const member = /href="(\/my\/leeds\/people\/[\w-]+)">Bob/.exec(people.body)?.[1] ?? '';
    await ada.get(member);
    const change = { role: 'lead', perspective: 'partner', suspended: 'no', version: '1' };
    assert.equal((await ada.post(member, change)).statusCode, 303);
    const late = await ada.post(member, { ...change, role: 'contributor', suspended: 'yes' });
    assert.equal(late.statusCode, 400);
    assert.match(late.body, /changed this person since/);
    assert.match(late.body, /May do<\/th><td>Lead<\/td><td>Contributor</, 'both are shown');
    assert.match(late.body, /Paused<\/th><td>No<\/td><td>Yes</);
    assert.doesNotMatch(late.body, /Sees the work from<\/th>/, 'what is the same is not');
    assert.match(late.body, /value="contributor" checked/, 'what was chosen is not lost');
    assert.match(late.body, /name="version" value="2"/, 'sent again, it is meant');
    assert.equal((await ada.post('/my/leeds/leave')).headers.location, '/my');
    assert.equal((await ada.get('/my/leeds')).statusCode, 404);

    const log = await bob.get('/my/leeds/log');
    for (const line of [
      'Started the council',
      'Invited a colleague',
      'Changed what a person may do',
      'Left',
    ])
      assert.ok(log.body.includes(line), line);
    assert.match((await bob.get('/my/leeds/log.csv')).body, /member\.left/);
    await app.close();
  },
);

testOnBoth(
  'somebody at the domain comes in as a viewer; somebody else asks and is approved',
  async (database) => {
    const { app } = await startApp({}, database);
    const lead = await signedIn(app, database, 'ada@leeds.gov.uk');
    await lead.get('/join/leeds');
    await lead.post('/join/leeds', me);

    const colleague = await signedIn(app, database, 'cy@digital.leeds.gov.uk');
    assert.match((await colleague.get('/join/leeds')).body, /The lead is Ada Byron/);
    await colleague.post('/join/leeds', { ...me, name: 'Cy' });
    assert.equal((await colleague.get('/my/leeds/invite')).statusCode, 403);

    const outsider = await signedIn(app, database, 'di@leeds.gov.uk.evil.example');
    const page = await outsider.get('/join/leeds');
    assert.match(page.body, /Ask to join/);
    assert.doesNotMatch(page.body, /Ada Byron/);
    const message = '<script>alert(1)</script>';
    await outsider.post('/join/leeds', { ...me, name: 'Di', message });
    await outsider.post('/join/leeds', { ...me, name: 'Di', message });
    assert.equal((await outsider.get('/my/leeds')).statusCode, 404);
    const asked = await database.kysely
      .selectFrom('mail')
      .selectAll()
      .where('kind', '=', 'join-request')
      .execute();
    assert.deepEqual(
      asked.map(({ recipient }) => recipient),
      ['ada@leeds.gov.uk'],
      'asked once, although sent twice',
    );

    const people = await lead.get('/my/leeds/people');
    assert.ok(people.body.includes('&lt;script&gt;'));
    const decide = /action="(\/my\/leeds\/requests\/[\w-]+)"/.exec(people.body)?.[1] ?? '';
    assert.equal((await colleague.post(decide, { decision: 'approve' })).statusCode, 403);
    assert.equal((await lead.post(decide, { decision: 'approve' })).statusCode, 303);
    assert.equal((await outsider.get('/my/leeds')).statusCode, 200);
    await app.close();
  },
);

testOnBoth(
  'a person who is paused in the middle of a session can open nothing more',
  async (database) => {
    const { app } = await startApp({}, database);
    const lead = await signedIn(app, database, 'ada@leeds.gov.uk');
    await lead.get('/join/leeds');
    await lead.post('/join/leeds', me);
    const other = await signedIn(app, database, 'cy@leeds.gov.uk');
    await other.get('/join/leeds');
    await other.post('/join/leeds', { ...me, name: 'Cy' });
    assert.equal((await other.get('/my/leeds')).statusCode, 200);
    await transact(database, 'everyone', (handle) =>
      handle.updateTable('member').set({ suspended: 1 }).where('role', '=', 'viewer').execute(),
    );
    assert.equal((await other.get('/my/leeds')).statusCode, 404);
    assert.match((await other.get('/my')).body, /paused/);
    await app.close();
  },
);

testOnBoth(
  'a form from another session is not taken, and comes back as it was filled',
  async (database) => {
    const { app } = await startApp({}, database);
    const ada = await signedIn(app, database, 'ada@leeds.gov.uk');
    const stale = await ada.post('/join/leeds', { ...me, name: 'Ada Lovelace' }, 'x'.repeat(32));
    assert.equal(stale.statusCode, 400);
    assert.match(stale.body, /Nothing you typed is lost/);
    assert.match(stale.body, /value="Ada Lovelace"/);
    assert.equal(
      (await ada.post('/join/leeds', me)).statusCode,
      303,
      'the page it came back on works',
    );
    await ada.get('/my/leeds/leave');
    assert.equal((await ada.post('/my/leeds/leave', {}, 'no')).statusCode, 403);

    await transact(database, 'everyone', (handle) => handle.deleteFrom('session').execute());
    const out = await ada.post('/my/leeds/invite', { email: 'typed@york.gov.uk', role: 'viewer' });
    assert.equal(out.statusCode, 401);
    assert.match(out.body, /value="typed@york.gov.uk"/, 'what was typed is still there');
    const session = ada.cookies.get('almanac-session') ?? '';
    const kept = await database.kysely
      .selectFrom('session')
      .selectAll()
      .where('id', '=', hashOf(session))
      .execute();
    assert.deepEqual(kept, []);
    await app.close();
  },
);

testOnBoth(
  'the first page says what waits, what is going on and who is here, to each what is theirs',
  async (database) => {
    const { app } = await startApp({}, database);
    const ada = await signedIn(app, database, 'ada@leeds.gov.uk');
    await ada.get('/join/leeds');
    await ada.post('/join/leeds', me);
    const empty = (await ada.get('/my/leeds')).body;
    assert.match(empty, /Three steps fill it/);
    for (const step of ['/my/leeds/invite', '/my/leeds/assessment/new', '/outcomes'])
      assert.ok(empty.includes(`href="${step}"`), step);
    assert.match(empty, /Nothing just now/);
    assert.match(empty, /Ada Byron started the council’s space/);

    const cy = await signedIn(app, database, 'cy@leeds.gov.uk');
    await cy.get('/join/leeds');
    await cy.post('/join/leeds', { ...me, name: 'Cy' });
    const eve = await signedIn(app, database, 'eve@health.example');
    await eve.get('/join/leeds');
    await eve.post('/join/leeds', { ...me, name: 'Eve' });
    await ada.get('/my/leeds/assessment/new');
    const opened = await ada.post('/my/leeds/assessment/new', {
      ...{ name: 'Autumn', depth: 'quick', outcomes: ['data', 'value'], closesOn: '2099-01-01' },
      ...{ who: 'all', start: '' },
    });
    assert.equal(opened.statusCode, 303);
    const lead = (await ada.get('/my/leeds')).body;
    assert.doesNotMatch(lead, /Three steps/, 'the tour is over');
    assert.match(lead, /Answer: Autumn, 0 of 2 so far[\s\S]*by 1 January 2099/);
    assert.match(lead, /Eve asks to join/);
    assert.match(lead, /0 of 1 person who may answer have begun/);
    assert.match(lead, /Cy joined/);
    const viewer = (await cy.get('/my/leeds')).body;
    assert.doesNotMatch(viewer, /Eve asks|Answer: Autumn|\/log"/, 'not for a viewer');
    assert.match(viewer, /Nothing just now/);
    assert.match(viewer, /Ada Byron[\s\S]*?<b>Lead</, 'everyone sees who the lead is');

    const address = String(opened.headers.location).split('?')[0];
    await ada.get(address ?? '');
    await ada.post(`${address}/close`);
    const closed = (await ada.get('/my/leeds')).body;
    assert.match(closed, /0 of 2 answers are agreed/);
    assert.match(closed, /Agree on the answers of Autumn/);
    assert.match(closed, /Ada Byron closed a round of the assessment/);
    await app.close();
  },
);

testOnBoth(
  'a shared domain asks which council, a council may have several, and a person several councils',
  async (database) => {
    const { app } = await startApp({}, database);
    const shared = await signedIn(app, database, 'sam@adur-worthing.gov.uk');
    const mine = (await shared.get('/my')).body;
    assert.match(mine, /Choose your council:[\s\S]*\/join\/adur"[\s\S]*\/join\/worthing"/);
    for (const council of ['adur', 'worthing']) {
      await shared.get(`/join/${council}`);
      const joined = await shared.post(`/join/${council}`, { ...me, name: 'Sam' });
      assert.equal(joined.headers.location, `/my/${council}?done=first-lead`);
    }
    const both = (await shared.get('/my')).body;
    assert.match(both, /href="\/my\/adur"[\s\S]*href="\/my\/worthing"/);
    assert.doesNotMatch(both, /\/join\//, 'nothing is left to choose');

    for (const domain of ['leics.gov.uk', 'leicestershire.gov.uk', 'digital.leics.gov.uk']) {
      const officer = await signedIn(app, database, `lee@${domain}`);
      assert.match((await officer.get('/my')).body, /\/join\/leicestershire"/, domain);
    }
    for (const domain of ['notleics.gov.uk', 'leics.gov.uk.evil.example', 'gov.uk']) {
      const stranger = await signedIn(app, database, `eve@${domain}`);
      assert.doesNotMatch((await stranger.get('/my')).body, /\/join\//, domain);
      assert.match((await stranger.get('/join/leicestershire')).body, /Ask to join/, domain);
    }
    await app.close();
  },
);

testOnBoth('of two who start a space at the same moment one becomes its lead', async (database) => {
  const { app } = await startApp({}, database);
  const two = [
    await signedIn(app, database, 'ada@leeds.gov.uk'),
    await signedIn(app, database, 'bob@leeds.gov.uk'),
  ];
  for (const each of two) await each.get('/join/leeds');
  const joined = await Promise.all(two.map((each) => each.post('/join/leeds', me)));
  assert.deepEqual(joined.map(({ headers }) => headers.location).sort(), [
    '/my/leeds?done=first-lead',
    '/my/leeds?done=listed',
  ]);
  const members = await transact(database, { council: 'leeds' }, (handle) =>
    handle.selectFrom('member').select('role').orderBy('role').execute(),
  );
  assert.deepEqual(
    members.map(({ role }) => role),
    ['lead', 'viewer'],
  );
  await app.close();
});

testOnBoth('who comes to the door of a council second waits for the first', async (database) => {
  const order: string[] = [];
  const enter = (name: string, council: string, stay: () => Promise<unknown>) =>
    transact(database, 'everyone', async (handle) => {
      await holdDoor(database, handle, council);
      await stay();
      order.push(name);
    });
  let second: Promise<void> | undefined;
  await enter('first', 'leeds', async () => {
    second = enter('second', 'leeds', async () => {});
    await setTimeout(150);
  });
  await second;
  assert.deepEqual(order, ['first', 'second']);
});
