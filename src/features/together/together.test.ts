import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser } from '../../../test/browser-session.ts';
import { emptyDatabase, testOnBoth } from '../../../test/databases.ts';
import { LISTING, placed, post } from '../../../test/on-the-board.ts';
import { Clock, startApp } from '../../../test/start-app.ts';
import { KEEPERS } from '../../compose/persons.ts';
import type { Database } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { deletePerson } from '../account/everything.ts';
import { saveAnswer } from '../assessment/answers.ts';
import { closeRound, findAgreedSheet, openRound } from '../assessment/rounds.ts';
import { findOnBoard, listBoard, listCandidates } from './board.ts';
import { tendBoard } from './ending.ts';
import { setFindable } from './findable.ts';
import { addListing, findListing } from './listings.ts';
import { readTogether } from './person.ts';

const DAY = 24 * 3_600_000;
const about = { site: 'https://almanac.example', title: 'Almanac' };
const FORM = {
  ...{ kind: 'need', title: 'Who has left the old finance system?', help: 'visit', sure: '' },
  ...{ body: 'We leave it next year.\nSee https://leeds.gov.uk/plan', outcomes: ['data', 'value'] },
  ...{ nation: '', region: '', type: '', visibility: 'public', endsOn: '2027-01-31', version: '' },
};

async function start(database: Database) {
  const clock = new Clock();
  const { app } = await startApp({}, database, clock.now);
  const at = (council: string, role: 'lead' | 'contributor' | 'viewer' = 'lead') =>
    placed(app, database, council, { role, now: clock.now() });
  return { app, clock, at };
}
const introductions = (database: Database) =>
  transact(database, 'everyone', (handle) =>
    handle.selectFrom('introduction').selectAll().orderBy('id').execute(),
  );
const mails = (database: Database) =>
  database.kysely.selectFrom('mail').select(['recipient', 'body', 'kind']).orderBy('id').execute();

/** Writes what a council agreed at a level on one item. */
const agree = (
  database: Database,
  council: string,
  item: string,
  level: 1 | 2 | 3 | 4,
  now: Date,
) =>
  transact(database, 'everyone', async (handle) => {
    const round = await openRound(
      handle,
      council,
      {
        ...{ name: 'R', depth: 'full', outcomes: ['data'], edition: '2026' },
        ...{ closesOn: '2099-01-01', before: null },
      },
      now,
    );
    await closeRound(handle, council, round, '[]', now);
    const sheet = (await findAgreedSheet(handle, council, round))!;
    const rest = { note: '', evidence: '', evidenceDate: '', evidenceOwner: '', dissent: '' };
    await saveAnswer(handle, sheet, { item, choice: level, confidence: '', ...rest }, 0, now);
  });

testOnBoth('a need is written, put up, found by others, renewed and closed', async (database) => {
  const { app, at } = await start(database);
  const { browser: leeds } = await at('leeds', 'contributor');
  const stranger = new Browser(app);
  await leeds.get('/my/leeds/together/new');
  const ties = await leeds.post('/my/leeds/together/new', FORM);
  assert.equal(ties.statusCode, 303);
  const desk = String(ties.headers.location).replace('/ties', '');
  const again = await leeds.post('/my/leeds/together/new', FORM);
  assert.equal(again.headers.location, ties.headers.location, 'a double click writes one');
  assert.match((await leeds.get(`${desk}/ties`)).body, /Which targets and steps/);
  const parts = ['data.ownership', 'connectivity.gigabit'];
  assert.equal((await leeds.post(`${desk}/ties`, { parts, version: '1' })).statusCode, 303);
  const listing = desk.split('/').at(-1)!;
  assert.equal((await stranger.get(`/together/${listing}`)).statusCode, 404, 'a draft is no page');
  assert.doesNotMatch((await stranger.get('/together')).body, /finance system/);

  await leeds.get(desk);
  const stale = await leeds.post(`${desk}/put-up`, { version: '1' });
  assert.match(String(stale.headers.location), /changed-since/);
  const up = await leeds.post(`${desk}/put-up`, { version: '2' });
  assert.match(String(up.headers.location), /done=put-up/);
  const page = await stranger.get(`/together/${listing}`);
  assert.equal(page.statusCode, 200);
  assert.match(page.body, /Leeds City Council/);
  assert.match(page.body, /href="https:\/\/leeds.gov.uk\/plan"/);
  assert.match(page.body, /\/outcomes\/data\/targets\/ownership/);
  assert.doesNotMatch(
    page.body,
    /contributor|\.example|gigabit/,
    'no person, no tie of another outcome',
  );
  for (const [query, found] of [
    ['', true],
    ['?outcome=data', true],
    ['?outcome=data&kind=need&help=visit&type=metropolitan&nation=england', true],
    ['?outcome=inclusion', false],
    ['?kind=offer', false],
    ['?q=FINANCE+next', true],
    ['?q=finance+nothing', false],
    ['?q=%25', true],
    ['?q=_', true],
    ['?council=bradford', true],
    ['?step=data%2Fgone', true],
    ['?page=99', false],
  ] as const)
    assert.equal(
      (await stranger.get(`/together${query}`)).body.includes(`/together/${listing}"`),
      found,
      query,
    );
  assert.match(
    (await stranger.get('/together?outcome=inclusion')).body,
    /Nothing on the board fits/,
  );

  await leeds.get(`${desk}/edit`);
  const { statusCode: kept } = await leeds.post(`${desk}/edit`, {
    ...FORM,
    title: 'New',
    version: '3',
  });
  assert.equal(kept, 303);
  const late = await leeds.post(`${desk}/edit`, { ...FORM, title: 'Mine', version: '3' });
  assert.equal(late.statusCode, 400);
  assert.match(late.body, /value="Mine"/, 'what was typed is kept');
  assert.match(late.body, /As it stands now: New/, 'and how it stands is shown');

  await leeds.get(`${desk}/close`);
  const none = await leeds.post(`${desk}/close`, { result: '', line: '', sure: '', version: '4' });
  assert.match(none.body, /<title>Error: .*[\s\S]*#result/);
  const closed = { result: 'found', line: 'A county had just done it.', sure: '', version: '4' };
  assert.equal((await leeds.post(`${desk}/close`, closed)).statusCode, 303);
  assert.match((await stranger.get('/together/results')).body, /A county had just done it/);
  assert.match((await stranger.get(`/together/${listing}`)).body, /Closed on[\s\S]*Found/);
  assert.doesNotMatch((await stranger.get('/together')).body, new RegExp(listing));
  await app.close();
});

testOnBoth('both must say yes, and a no looks like silence', async (database) => {
  const { app, at } = await start(database);
  const leeds = await at('leeds');
  const york = await at('york');
  const hull = await at('wakefield', 'contributor');
  const listing = await transact(database, 'everyone', (handle) =>
    post(handle, 'leeds', leeds.id, { ends_on: '2027-01-31' }),
  );
  const ask = async (browser: Browser, council: string) => {
    await browser.get(`/together/${listing}/introduce`);
    const message = `We have what you look for, says ${council}.`;
    return browser.post(`/together/${listing}/introduce`, { council, to: '', message, sure: '' });
  };
  assert.equal((await ask(york.browser, 'york')).statusCode, 303);
  assert.equal((await ask(hull.browser, 'wakefield')).statusCode, 303);
  assert.equal(
    (await ask(hull.browser, 'wakefield')).statusCode,
    303,
    'asking again changes nothing',
  );
  assert.equal(
    (await ask(hull.browser, 'york')).statusCode,
    400,
    'for a council of one’s own only',
  );
  const sent = await mails(database);
  assert.deepEqual(
    sent.map(({ recipient }) => recipient),
    [leeds.email, leeds.email],
  );
  const names = [york.email, hull.email, 'york lead', 'wakefield contributor'];
  const asked = await leeds.browser.get('/my/leeds/together');
  for (const name of names) assert.ok(!(asked.body + JSON.stringify(sent)).includes(name), name);

  const rows = await introductions(database);
  const of = (council: string) => rows.find((row) => row.council === council)!.id;
  const before = (await hull.browser.get('/my/wakefield/together')).body;
  const answer = (id: string, decision: string) =>
    leeds.browser.post(`/my/leeds/introductions/${id}`, { decision });
  await answer(of('wakefield'), 'no');
  const bare = (html: string) => html.replaceAll(/name="csrf" value="[^"]*"/g, '');
  assert.equal(bare((await hull.browser.get('/my/wakefield/together')).body), bare(before));
  assert.equal((await mails(database)).length, 2, 'no mail tells of a no');
  assert.doesNotMatch((await hull.browser.get('/my/wakefield/together')).body, /leeds\.lead@/);

  await york.browser.get('/my/york/together');
  await york.browser.post(`/my/york/introductions/${of('york')}`, { decision: 'yes' });
  assert.doesNotMatch(
    (await york.browser.get('/my/york/together')).body,
    /leeds\.lead@/,
    'who asks cannot answer',
  );
  await answer(of('york'), 'yes');
  await answer(of('york'), 'no');
  assert.match((await leeds.browser.get('/my/leeds/together')).body, /york\.lead@york\.example/);
  assert.match((await york.browser.get('/my/york/together')).body, /leeds\.lead@leeds\.example/);
  const told = (await mails(database)).slice(2);
  assert.deepEqual(told.map(({ recipient }) => recipient).sort(), [leeds.email, york.email]);
  assert.ok(told.every(({ body }) => /lead@(leeds|york)\.example/.test(body)));

  await leeds.browser.get(`/my/leeds/together/${listing}/close`);
  const row = await transact(database, 'everyone', (handle) =>
    findListing(handle, 'leeds', listing),
  );
  await leeds.browser.post(`/my/leeds/together/${listing}/close`, {
    ...{ result: 'found', line: '', sure: '', version: String(row?.version) },
  });
  assert.doesNotMatch(
    (await york.browser.get('/my/york/together')).body,
    /leeds\.lead@/,
    'it ends with the need',
  );
  const log = await transact(database, 'everyone', (handle) =>
    handle.selectFrom('audit').select(['action', 'council', 'detail']).execute(),
  );
  const actions = log.filter(({ action }) => action.startsWith('introduction'));
  assert.equal(actions.filter(({ action }) => action === 'introduction.made').length, 2);
  assert.equal(
    actions.filter(
      ({ council, action }) => council === 'wakefield' && action !== 'introduction.asked',
    ).length,
    0,
  );
  assert.doesNotMatch(JSON.stringify(actions), /@|says york/);
  await app.close();
});

testOnBoth(
  'a council ahead is shown to members of the council that asks, once its lead agreed',
  async (database) => {
    const { app, at, clock } = await start(database);
    const leeds = await at('leeds');
    const york = await at('york');
    const listing = await transact(database, 'everyone', (handle) =>
      post(handle, 'leeds', leeds.id, { ties: ['data', 'data.ownership'], ends_on: '2027-01-31' }),
    );
    await agree(database, 'leeds', 'data.ownership', 1, clock.now());
    await agree(database, 'york', 'data.ownership', 2, clock.now());
    await agree(database, 'bradford', 'data.ownership', 2, clock.now());
    const desk = `/my/leeds/together/${listing}`;
    const shows = async () => (await leeds.browser.get(desk)).body.includes('York Council');
    assert.equal(await shows(), false);
    await york.browser.get('/my/york/together/found');
    await york.browser.post('/my/york/together/found', { outcomes: ['value'] });
    assert.equal(await shows(), false, 'on another outcome');
    await york.browser.post('/my/york/together/found', { outcomes: ['data', 'value'] });
    assert.equal(await shows(), true);
    const page = (await leeds.browser.get(desk)).body;
    assert.doesNotMatch(page, /Bradford/, 'which did not agree');
    assert.doesNotMatch(
      page.replace(/<nav[\s\S]*?<\/nav>/g, ''),
      /Not yet\b(?! renewed)|Under way|In place|Leading/,
    );
    assert.doesNotMatch(
      (await new Browser(app).get(`/together/${listing}`)).body,
      /York Council|one level ahead/,
    );
    assert.doesNotMatch((await york.browser.get(`/together/${listing}`)).body, /one level ahead/);

    await leeds.browser.get(`${desk}/introduce?to=york`);
    const message = 'How did you begin?';
    const ask = (to: string) =>
      leeds.browser.post(`${desk}/introduce`, { council: 'leeds', to, message, sure: '' });
    await ask('bradford');
    await ask('york');
    const rows = await introductions(database);
    assert.deepEqual(
      rows.map(({ to_council }) => to_council),
      ['york'],
      'only whom the page shows',
    );
    await york.browser.post('/my/york/together/found', { outcomes: [] });
    assert.equal(await shows(), false, 'taken back, it holds at once');
    await agree(database, 'york', 'data.ownership', 3, new Date(clock.now().getTime() + DAY));
    await transact(database, { council: 'york' }, (handle) =>
      setFindable(handle, 'york', ['data'], clock.now()),
    );
    assert.equal(await shows(), false, 'two levels ahead is too far');
    await app.close();
  },
);

testOnBoth('the wall lets others read what is on the board, and nothing else', async (database) => {
  const { at } = await start(database);
  const { id: person } = await at('leeds');
  const now = new Date('2026-11-24T10:00:00Z');
  const ids = await transact(database, 'everyone', async (handle) => ({
    open: await post(handle, 'leeds', person, { title: 'open' }),
    members: await post(handle, 'leeds', person, { title: 'members', visibility: 'councils' }),
    draft: await addListing(handle, 'leeds', { ...LISTING, title: 'draft', person }, now),
  }));
  const need = { kind: 'offer', ties: ['data'], council: 'york' } as const;
  for (const [scope, reader, expected] of [
    [{ person: '' }, 'anyone', ['open']],
    [{ council: 'york' }, 'member', ['members', 'open']],
  ] as const) {
    const titles = await transact(database, scope, async (handle) => ({
      board: (await listBoard(handle, reader, '2026-11-24')).map(({ title }) => title).sort(),
      meets: (await listCandidates(handle, reader, need, '2026-11-24'))
        .map(({ title }) => title)
        .sort(),
      draft: await findOnBoard(handle, reader, ids.draft),
    }));
    assert.deepEqual(titles, { board: expected, meets: expected, draft: undefined });
  }
  if (database.engine !== 'postgres') return;
  const all = (scope: Parameters<typeof transact>[1]) =>
    transact(database, scope, async (handle) =>
      (await handle.selectFrom('listing').select('title').orderBy('title').execute()).map(
        ({ title }) => title,
      ),
    );
  assert.deepEqual(
    await all({ person: '' }),
    ['open'],
    'a query that forgot everything finds no more',
  );
  assert.deepEqual(await all({ council: 'york' }), ['members', 'open']);
  const changed = await transact(database, { council: 'york' }, (handle) =>
    handle.updateTable('listing').set({ title: 'taken' }).executeTakeFirst(),
  );
  assert.equal(changed.numUpdatedRows, 0n, 'reading is not writing');
});

testOnBoth('the board keeps itself true', async (database) => {
  const { at, clock } = await start(database);
  const { id, email } = await at('leeds');
  await at('leeds', 'viewer');
  const listing = await transact(database, 'everyone', (handle) =>
    post(handle, 'leeds', id, { ends_on: '2026-12-10' }),
  );
  const run = async (days: number) => {
    const now = new Date(clock.now().getTime() + days * DAY);
    return transact(database, 'everyone', (handle) => tendBoard(handle, about, now));
  };
  assert.deepEqual(await run(8), { reminded: 0, ended: 0 });
  assert.deepEqual(await run(9), { reminded: 1, ended: 0 });
  assert.deepEqual(await run(10), { reminded: 0, ended: 0 }, 'once');
  assert.deepEqual(await run(17), { reminded: 0, ended: 1 });
  assert.deepEqual(await run(18), { reminded: 0, ended: 0 }, 'and not again');
  const sent = await mails(database);
  assert.deepEqual(
    sent.map(({ recipient }) => recipient),
    [email, email],
    'no viewer is told',
  );
  const on = (day: string) =>
    transact(
      database,
      { person: '' },
      async (handle) => (await listBoard(handle, 'anyone', day)).length,
    );
  assert.equal(await on('2026-12-24'), 1, 'marked');
  assert.equal(await on('2026-12-25'), 0, 'then hidden');
  await run(17 + 731);
  const rows = await transact(database, 'everyone', (handle) =>
    handle.selectFrom('listing').selectAll().execute(),
  );
  assert.deepEqual(
    rows.filter((row) => row.id === listing),
    [],
    'then forgotten',
  );
});

test('one that ended can be renewed for two weeks', async () => {
  const database = (await emptyDatabase('sqlite'))!;
  const { app, at, clock } = await start(database);
  const { id } = await at('leeds');
  const listing = await transact(database, 'everyone', (handle) =>
    post(handle, 'leeds', id, { ends_on: '2026-12-10' }),
  );
  clock.pass(20 * DAY);
  await transact(database, 'everyone', (handle) => tendBoard(handle, about, clock.now()));
  const { browser } = await at('leeds');
  const page = await browser.get(`/my/leeds/together/${listing}`);
  const version = /name="version" value="(\d+)"/.exec(page.body)?.[1] ?? '';
  await browser.post(`/my/leeds/together/${listing}/renew`, { version });
  const row = await transact(database, 'everyone', (handle) =>
    findListing(handle, 'leeds', listing),
  );
  assert.deepEqual([row?.ends_on, row?.closed_at, row?.result], ['2027-03-14', null, null]);
  await app.close();
  await database.close();
});

test('personal data are asked about, and letters that pass for others refused', async () => {
  const database = (await emptyDatabase('sqlite'))!;
  const { app, at } = await start(database);
  const { browser } = await at('leeds');
  await browser.get('/my/leeds/together/new');
  const write = (over: object) => browser.post('/my/leeds/together/new', { ...FORM, ...over });
  const warned = await write({ body: 'Ring 0113 496 0000' });
  assert.equal(warned.statusCode, 400);
  assert.match(warned.body, /looks like a phone number/);
  assert.match(warned.body, /id="sure"/);
  assert.equal((await write({ body: 'Ring 0113 496 0000', sure: 'yes' })).statusCode, 303);
  for (const [over, says] of [
    [{ title: 'Lеeds City Council gives money' }, /mixes letters of two alphabets/],
    [{ body: 'x'.repeat(100_000) }, /at most 4000 characters/],
    [{ title: '' }, /Enter what you look for/],
    [{ title: '\u202e\u200b\u2066' }, /Enter what you look for/],
    [{ outcomes: [] }, /Choose the outcome/],
    [{ outcomes: ['data', 'value', 'services', 'inclusion'] }, /at most 3 outcomes/],
    [{ outcomes: ['__proto__'], endsOn: '2027-02-23' }, /at most 90 days/],
    [{ endsOn: '2026-11-24' }, /still to come/],
    [{ kind: 'sale' }, /need or an offer/],
  ] as const) {
    const { statusCode, body } = await write(over);
    assert.equal(statusCode, 400);
    assert.match(body, says);
    assert.match(body, /<title>Error: /);
  }
  const strange = 'Добро пожаловать <script>alert(1)</script> {{ 7 * 7 }} ŵyl';
  const kept = await write({ title: strange, region: 'Atlantis', help: 'money' });
  const page = await browser.get(String(kept.headers.location).replace('/ties', ''));
  assert.match(
    page.body,
    /Добро пожаловать &lt;script&gt;alert\(1\)&lt;\/script&gt; \{\{ 7 \* 7 \}\} ŵyl/,
  );
  assert.doesNotMatch(page.body, /Atlantis/);
  await app.close();
  await database.close();
});

test('bursts of listings and of introductions are stopped', async () => {
  const database = (await emptyDatabase('sqlite'))!;
  const { app, at } = await start(database);
  const leeds = await at('leeds');
  const ups: number[] = [];
  for (let count = 0; count < 8; count += 1) {
    await leeds.browser.get('/my/leeds/together/new');
    const made = await leeds.browser.post('/my/leeds/together/new', {
      ...FORM,
      title: `No ${count}`,
    });
    const desk = String(made.headers.location).replace('/ties', '');
    await leeds.browser.get(desk);
    const { statusCode, body } = await leeds.browser.post(`${desk}/put-up`, { version: '1' });
    ups.push(statusCode);
    if (statusCode === 400) assert.match(body, /the draft stays here/);
  }
  assert.deepEqual(ups, [303, 303, 303, 303, 303, 303, 400, 400]);
  const york = await at('york');
  const asks: number[] = [];
  for (let count = 0; count < 10; count += 1) {
    const other = await placed(app, database, ['kirklees', 'bradford', 'wakefield'][count % 3]!, {
      name: `p ${count}`,
      now: new Date('2026-11-24T10:00:00Z'),
    });
    const id = await transact(database, 'everyone', (handle) =>
      post(handle, ['kirklees', 'bradford', 'wakefield'][count % 3]!, other.id, {
        ends_on: '2027-01-31',
      }),
    );
    await york.browser.get(`/together/${id}/introduce`);
    const sent = { council: 'york', to: '', message: 'Buy from us', sure: '' };
    asks.push((await york.browser.post(`/together/${id}/introduce`, sent)).statusCode);
  }
  assert.deepEqual(asks, [303, 303, 303, 303, 303, 303, 303, 303, 400, 400]);
  await app.close();
  await database.close();
});

testOnBoth('a person takes away what is theirs, and is forgotten', async (database) => {
  const { at, clock } = await start(database);
  const { id } = await at('leeds');
  const { id: other } = await at('york');
  const listing = await transact(database, 'everyone', async (handle) => {
    const made = await post(handle, 'leeds', id);
    await handle
      .insertInto('introduction')
      .values({
        ...{ id: 'i', listing_id: made, council: 'york', to_council: 'leeds', message: 'm' },
        ...{ person_id: other, asked_at: 'x', answer: 'yes', answered_by: id, answered_at: 'x' },
        ended_at: null,
      })
      .execute();
    return made;
  });
  const [text, empty] = await transact(database, 'everyone', async (handle) => {
    const before = JSON.stringify(await readTogether(handle, id));
    await deletePerson(handle, id, KEEPERS, clock.now());
    return [before, JSON.stringify(await readTogether(handle, id))];
  });
  assert.match(text!, new RegExp(listing));
  assert.match(text!, /"answer":"yes"/);
  assert.doesNotMatch(empty!, new RegExp(listing));
  const rows = await database.kysely.selectFrom('listing').selectAll().execute();
  assert.deepEqual(
    rows.map(({ person_id }) => person_id),
    [null],
    'the words stay the council’s',
  );
});
