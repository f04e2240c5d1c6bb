import assert from 'node:assert/strict';
import { test } from 'node:test';
import ICAL from 'ical.js';
import type { Browser } from '../../../test/browser-session.ts';
import { Browser as Session } from '../../../test/browser-session.ts';
import { testOnBoth } from '../../../test/databases.ts';
import { placed } from '../../../test/on-the-board.ts';
import { Clock, startApp } from '../../../test/start-app.ts';
import type { Database } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { findCircle, listCircles, setCouncils } from './circles.ts';
import { listDates, listNotes, setPicks } from './contents.ts';
import { tendCircles } from './ending.ts';
import { forgetCircles, readCircles } from './person.ts';
import { partOf, placesLeft, stageOf, withAnswer } from './rules/circle.ts';
import { momentIn } from './rules/moment.ts';

const DAY = 24 * 3_600_000;
const FORM = {
  ...{ name: 'Owners of data', aim: 'Each council names its owners.', target: 'data.ownership' },
  ...{ begins: '2026-12-01', ends: '2027-05-31', sure: '' },
};
const everyone = <T>(database: Database, work: Parameters<typeof transact<T>>[2]) =>
  transact(database, 'everyone', work);

async function begin(database: Database) {
  const clock = new Clock();
  const { app } = await startApp({}, database, clock.now);
  const at = (council: string, role: 'lead' | 'contributor' | 'viewer' = 'lead') =>
    placed(app, database, council, { role, now: clock.now() });
  const [leeds, york, hull] = [await at('leeds'), await at('york'), await at('wakefield')];
  await leeds.browser.get('/my/leeds/circles/new');
  const made = await leeds.browser.post('/my/leeds/circles/new', FORM);
  const id = /circles\/([\w-]+)\?/.exec(String(made.headers.location))?.[1] ?? assert.fail();
  const path = (council: string, rest = '') => `/my/${council}/circles/${id}${rest}`;
  const invite = async (other: string) => {
    await leeds.browser.get(path('leeds', '/invite'));
    return leeds.browser.post(path('leeds', '/invite'), { other });
  };
  const answer = async (browser: Browser, council: string, decision: string) => {
    await browser.get(path(council));
    return browser.post(path(council, '/answer'), { decision });
  };
  return { app, clock, at, leeds, york, hull, id, path, invite, answer };
}

testOnBoth(
  'a circle is started, joined, worked in and closed with its report',
  async (database) => {
    const { app, at, clock, leeds, york, hull, id, path, invite, answer } = await begin(database);
    assert.match((await leeds.browser.get(path('leeds'))).body, /2 more are missing/);
    for (const other of ['york', 'wakefield', 'york'])
      assert.equal((await invite(other)).statusCode, 303);
    assert.equal((await invite('atlantis')).statusCode, 400);
    const letters = await everyone(database, (handle) =>
      handle.selectFrom('mail').select(['recipient', 'body']).orderBy('id').execute(),
    );
    assert.deepEqual(
      letters.map(({ recipient }) => recipient),
      [york.email, hull.email],
    );
    const asked = await york.browser.get(path('york'));
    assert.match(asked.body, /Your council is asked in/);
    assert.doesNotMatch(asked.body, /Write a note/);
    for (const room of ['/notes/new', '/dates/new', '/actions', '/report', '/invite', '/dates.ics'])
      assert.equal((await york.browser.get(path('york', room))).statusCode, 404, room);
    assert.match(String((await answer(york.browser, 'york', 'yes')).headers.location), /joined/);
    await answer(york.browser, 'york', 'yes');
    await answer(hull.browser, 'wakefield', 'yes');
    assert.match((await hull.browser.get(path('wakefield'))).body, /Running/);

    const writer = (await at('york', 'contributor')).browser;
    await writer.get(path('york', '/notes/new'));
    const note = { title: 'First meeting', body: 'We begin with finance.', sure: '', version: '' };
    assert.equal((await writer.post(path('york', '/notes/new'), note)).statusCode, 303);
    await writer.post(path('york', '/notes/new'), note);
    const page = (await hull.browser.get(path('wakefield'))).body;
    assert.equal(page.match(/First meeting/g)?.length, 2, 'a double click writes one');
    assert.match(page, /City of York Council, 24 November 2026/);
    assert.doesNotMatch(page, /york contributor/, 'the council speaks');
    const noteId = (await everyone(database, (handle) => listNotes(handle, id)))[0]!.id;
    const change = (browser: Browser, council: string, body: string) =>
      browser.post(path(council, `/notes/${noteId}`), { ...note, body, version: '1' });
    await hull.browser.get(path('wakefield', `/notes/${noteId}`));
    assert.equal((await change(hull.browser, 'wakefield', 'Housing first.')).statusCode, 303);
    const late = await change(writer, 'york', 'Libraries first.');
    assert.equal(late.statusCode, 400);
    assert.match(late.body, /Libraries first[\s\S]*|Housing first/);
    assert.match(late.body, /As it stands now[\s\S]*Housing first/);
    assert.equal(
      (await writer.post(path('york', '/notes/new'), { ...note, body: 'Call 0113 496 0000' }))
        .statusCode,
      400,
    );
    assert.equal(
      (await writer.post(path('york', '/notes/new'), { ...note, body: 'x'.repeat(100_000) }))
        .statusCode,
      400,
    );

    await writer.get(path('york', '/dates/new'));
    const date = {
      title: 'Meet',
      day: '2027-04-06',
      time: '10:30',
      minutes: '90',
      place: 'https://meet.example/x',
    };
    assert.equal(
      (await writer.post(path('york', '/dates/new'), { ...date, time: '25:00' })).statusCode,
      400,
    );
    assert.equal((await writer.post(path('york', '/dates/new'), date)).statusCode, 303);
    const file = await writer.get(path('york', '/dates.ics'));
    assert.match(String(file.headers['content-type']), /text\/calendar/);
    await writer.get(path('york'));
    const made = await writer.post(path('york', '/calendar'));
    const address = /\/circle-calendar\/[\w-]{43}/.exec(made.body)?.[0] ?? assert.fail();
    const stranger = new Session(app);
    const feed = await stranger.get(address);
    const event = new ICAL.Component(ICAL.parse(feed.body)).getFirstSubcomponent('vevent')!;
    assert.equal(
      (event.getFirstPropertyValue('dtstart') as ICAL.Time).toJSDate().toISOString(),
      '2027-04-06T09:30:00.000Z',
      'half past ten in summer',
    );
    assert.doesNotMatch(feed.body, /york|@york/i, 'nothing of a person');

    assert.equal((await new Session(app).get(`/circles/${id}`)).statusCode, 401);
    assert.equal((await hull.browser.get(`/circles/${id}`)).headers.location, path('wakefield'));
    const outsider = await at('bradford');
    assert.equal((await outsider.browser.get(`/circles/${id}`)).statusCode, 404);
    assert.equal((await outsider.browser.get(path('bradford'))).statusCode, 404);

    await leeds.browser.get(path('leeds', '/report'));
    const empty = await leeds.browser.post(path('leeds', '/report'), {
      ...{ learned: '', close: 'yes', sure: '', version: '5' },
    });
    assert.match(empty.body, /before you close it/);
    const version = /name="version" value="(\d+)"/.exec(
      (await leeds.browser.get(path('leeds', '/report'))).body,
    )![1]!;
    const report = { learned: 'Name owners early.', close: 'yes', sure: '', version };
    assert.match(
      String((await leeds.browser.post(path('leeds', '/report'), report)).headers.location),
      /closed/,
    );
    const closed = (await hull.browser.get(path('wakefield'))).body;
    for (const text of ['Name owners early', 'Housing first', 'Meet', 'City of York Council'])
      assert.ok(closed.includes(text), text);
    assert.doesNotMatch(closed, /Write a note|Add a date|Leave the circle/);
    await hull.browser.post(path('wakefield', '/notes/new'), { ...note, title: 'Too late' });
    await hull.browser.post(path('wakefield', '/leave'));
    assert.doesNotMatch((await hull.browser.get(path('wakefield'))).body, /Too late/);
    assert.equal(
      (await hull.browser.get(path('wakefield'))).statusCode,
      200,
      'who took part still reads it',
    );
    clock.pass(DAY);
    await app.close();
  },
);

testOnBoth('who declines or leaves sees nothing any more', async (database) => {
  const { app, york, hull, id, path, invite, answer } = await begin(database);
  await invite('york');
  await invite('wakefield');
  await answer(york.browser, 'york', 'no');
  assert.equal((await york.browser.get(path('york'))).statusCode, 404);
  await answer(hull.browser, 'wakefield', 'yes');
  await everyone(database, (handle) =>
    setPicks(handle, 'wakefield', { circle: id, actions: ['a'] }, new Date()),
  );
  await hull.browser.get(path('wakefield'));
  const made = await hull.browser.post(path('wakefield', '/calendar'));
  const address = /\/circle-calendar\/[\w-]{43}/.exec(made.body)?.[0] ?? assert.fail();
  assert.equal((await new Session(app).get(address)).statusCode, 200);
  await hull.browser.get(path('wakefield'));
  await hull.browser.post(path('wakefield', '/leave'));
  assert.equal((await hull.browser.get(path('wakefield'))).statusCode, 404);
  assert.equal((await new Session(app).get(address)).statusCode, 404);
  const shown = await everyone(database, (handle) =>
    handle.selectFrom('circle_action').selectAll().execute(),
  );
  assert.deepEqual(shown, []);
  await app.close();
});

testOnBoth('the wall opens to the councils of a circle and to no other', async (database) => {
  const { app, id, path, leeds, york, invite, answer } = await begin(database);
  await invite('york');
  await leeds.browser.get(path('leeds', '/notes/new'));
  const note = { title: 'N', body: 'B', sure: '', version: '' };
  await leeds.browser.post(path('leeds', '/notes/new'), note);
  const sees = (council: string) =>
    transact(database, { council }, async (handle) => ({
      circle: (await findCircle(handle, council, id)) !== undefined,
      listed: (await listCircles(handle, council)).length,
      all: (await handle.selectFrom('circle').selectAll().execute()).length,
      notes: (await listNotes(handle, id)).length,
      dates: (await listDates(handle, id)).length,
    }));
  const walled = database.engine === 'postgres';
  assert.deepEqual(await sees('leeds'), { circle: true, listed: 1, all: 1, notes: 1, dates: 0 });
  assert.partialDeepStrictEqual(await sees('york'), { circle: true, listed: 1 });
  assert.partialDeepStrictEqual(await sees('wakefield'), { circle: false, listed: 0 });
  if (walled) {
    assert.partialDeepStrictEqual(await sees('york'), { all: 1, notes: 0 }, 'asked, not in');
    assert.partialDeepStrictEqual(await sees('wakefield'), { all: 0, notes: 0 });
    for (const nobody of ['', '"', 'leed', '["leeds'])
      assert.partialDeepStrictEqual(await sees(nobody), { all: 0, notes: 0 }, nobody);
    const intrude = (council: string) =>
      transact(database, { council }, (handle) =>
        handle
          .insertInto('circle_note')
          .values({
            ...{ id: council, circle_id: id, council, person_id: null, title: 'x', body: 'x' },
            ...{ created_at: 'x', changed_at: 'x', version: 1 },
          })
          .execute(),
      );
    await assert.rejects(intrude('wakefield'), /row-level security/);
    await assert.rejects(intrude('york'), /row-level security/);
    await transact(database, { council: 'wakefield' }, (handle) =>
      setCouncils(handle, id, { members: ['wakefield'], invited: [] }),
    );
    assert.partialDeepStrictEqual(await sees('wakefield'), { all: 0 }, 'nobody lets themselves in');
  }
  await answer(york.browser, 'york', 'yes');
  assert.deepEqual(await sees('york'), { circle: true, listed: 1, all: 1, notes: 1, dates: 0 });
  await app.close();
});

testOnBoth('a circle ends by itself, once', async (database) => {
  const { app, leeds, id } = await begin(database);
  const needs = {
    ...{ site: 'https://almanac.example', title: 'Almanac' },
    listLeads: async () => [{ id: leeds.id, email: leeds.email }],
    readActions: async () => [{ id: 'a', council: 'leeds', title: 'Name owners', state: 'Done' }],
  };
  const run = (day: string) =>
    everyone(database, (handle) => tendCircles(needs, handle, new Date(`${day}T09:00:00Z`)));
  assert.deepEqual(await run('2027-05-30'), { reminded: 0, closed: 0 });
  assert.deepEqual(await run('2027-05-31'), { reminded: 1, closed: 0 });
  assert.deepEqual(await run('2027-06-14'), { reminded: 0, closed: 0 });
  assert.deepEqual(await run('2027-06-15'), { reminded: 0, closed: 1 });
  assert.deepEqual(await run('2027-06-16'), { reminded: 0, closed: 0 });
  const circle = await everyone(database, (handle) => findCircle(handle, 'leeds', id));
  assert.match(circle?.report ?? '', /Name owners/);
  const before = JSON.stringify(
    await everyone(database, (handle) => readCircles(handle, leeds.id)),
  );
  assert.match(before, new RegExp(id));
  await everyone(database, (handle) => forgetCircles(handle, leeds.id));
  const after = JSON.stringify(await everyone(database, (handle) => readCircles(handle, leeds.id)));
  assert.doesNotMatch(after, new RegExp(id));
  await app.close();
});

test('who is in, who is asked, and how many more may be', () => {
  const circle = { members: ['a'], invited: ['b'] };
  assert.deepEqual(
    ['a', 'b', 'c'].map((each) => partOf(circle, each)),
    ['member', 'invited', undefined],
  );
  assert.deepEqual(withAnswer(circle, 'b', 'yes'), { members: ['a', 'b'], invited: [] });
  assert.deepEqual(withAnswer(circle, 'b', 'no'), { members: ['a'], invited: [] });
  assert.deepEqual(withAnswer(circle, 'a', 'yes'), circle, 'twice is once');
  assert.equal(placesLeft({ members: Array(9).fill('a'), invited: Array(3).fill('b') }), 0);
  const at = (day: string, members: number) =>
    stageOf({ members: Array(members).fill('a'), ends_on: '2027-05-31', closed_at: null }, day);
  assert.deepEqual(
    [at('2027-05-30', 2), at('2027-05-30', 3), at('2027-05-31', 3)],
    ['gathering', 'running', 'ending'],
  );
});

test('a time is that of clocks in Britain', () => {
  for (const [day, time, moment] of [
    ['2026-11-24', '10:00', '2026-11-24T10:00'],
    ['2026-07-01', '10:00', '2026-07-01T09:00'],
    ['2027-03-28', '00:59', '2027-03-28T00:59'],
    ['2027-03-28', '02:00', '2027-03-28T01:00'],
    ['2026-10-25', '00:30', '2026-10-24T23:30'],
    ['2026-10-25', '02:00', '2026-10-25T02:00'],
  ] as const)
    assert.equal(momentIn(day, time).toISOString().slice(0, 16), moment, `${day} ${time}`);
});
