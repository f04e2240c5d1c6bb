import assert from 'node:assert/strict';
import ICAL from 'ical.js';
import { type Browser, signedIn } from '../../../test/browser-session.ts';
import { fillCouncil } from '../../../test/council-of-each.ts';
import { testOnBoth } from '../../../test/databases.ts';
import { Clock, startApp } from '../../../test/start-app.ts';
import type { Database } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { findOrAddPerson } from '../sign-in/sessions.ts';
import { addMember } from '../space/members.ts';

const FIELDS = {
  ...{ title: 'Test the backups', place: 'data.ownership', fromLevel: '1', toLevel: '2', why: '' },
  ...{ ownerId: '', ownerRole: '', start: '', due: '2026-12-24', status: 'agreed', statusNote: '' },
  ...{ effort: 'small', costBand: '', cost: '£1,200', benefit: '', measure: '', evidence: '' },
  ...{ links: 'Report https://example.org/r', figure: '', step: '', example: '', question: '' },
};

/** A council with people of every role, the application, and browsers of two of them. */
async function setUp(database: Database, clock = new Clock()) {
  const { app } = await startApp({}, database, clock.now);
  const { people, params } = await fillCouncil(database, 'leeds', 'quokka', clock.now());
  const as = (role: string) => signedIn(app, database, people[role]!.email, clock.now());
  return {
    app,
    people,
    params,
    clock,
    lead: await as('lead'),
    worker: await as('contributor'),
    as,
  };
}

const idIn = (location: unknown) => /actions\/([\w-]+)/.exec(String(location))?.[1] ?? '';
const versionIn = (body: string) => /name="version" value="(\d+)"/.exec(body)?.[1] ?? '';

async function add(browser: Browser, fields: Record<string, string> = {}): Promise<string> {
  await browser.get('/my/leeds/plan/new');
  const answer = await browser.post('/my/leeds/plan/new', { ...FIELDS, ...fields });
  assert.equal(answer.statusCode, 303, answer.body.slice(0, 2000));
  return idIn(answer.headers.location);
}

testOnBoth('an action is added once, found, changed, and remembers it all', async (database) => {
  const { app, worker, people } = await setUp(database);
  const bad = await worker.post('/my/leeds/plan/new', {
    ...FIELDS,
    title: '',
    due: '2026-02-30',
    cost: 'lots',
    links: 'no address',
  });
  assert.equal(bad.statusCode, 400);
  for (const text of [
    'Error: Add an action',
    'Say in one line',
    'Enter a real date',
    'Enter whole pounds',
    'Start each line',
  ])
    assert.ok(bad.body.includes(text), text);
  const id = await add(worker);
  const twice = await worker.post('/my/leeds/plan/new', FIELDS);
  assert.equal(idIn(twice.headers.location), id, 'a double click does no harm');
  const page = await worker.get(`/my/leeds/plan/actions/${id}`);
  assert.match(page.body, /£1,200/);
  assert.match(page.body, /href="https:\/\/example.org\/r"/);
  for (const [query, found] of [
    ['q=BACK', true],
    ['q=nothing', false],
    ['outcome=data', true],
    ['owner=me', false],
    ['q=%25', true],
  ] as const)
    assert.equal(
      (await worker.get(`/my/leeds/plan?${query}`)).body.includes('Test the backups'),
      found,
      query,
    );
  const edit = await worker.get(`/my/leeds/plan/actions/${id}/edit`);
  const version = versionIn(edit.body);
  const saved = await worker.post(`/my/leeds/plan/actions/${id}/edit`, {
    ...FIELDS,
    ownerId: people.lead!.id,
    version,
  });
  assert.match(String(saved.headers.location), /done=changed/);
  const stranger = await worker.post(`/my/leeds/plan/actions/${id}/edit`, {
    ...FIELDS,
    ownerId: people.asks!.id,
    version: '2',
  });
  assert.equal(stranger.statusCode, 400, 'nobody from outside can be an owner');
  const history = await worker.get(`/my/leeds/plan/actions/${id}`);
  assert.match(history.body, /Owner: <del>nothing<\/del>.*<ins>quokka lead<\/ins>/);
  assert.match((await worker.get('/my/leeds/plan/timeline')).body, /Test the backups/);
  assert.match((await worker.get('/my/leeds/plan/month?month=2026-12')).body, /Test the backups/);
  await app.close();
});

testOnBoth(
  'two people edit one action: what fits is kept of both, what does not is shown',
  async (database) => {
    const { app, lead, worker } = await setUp(database);
    const id = await add(worker);
    const at = `/my/leeds/plan/actions/${id}`;
    const version = versionIn((await worker.get(`${at}/edit`)).body);
    await lead.get(`${at}/edit`);
    await lead.post(`${at}/edit`, { ...FIELDS, due: '2027-01-31', version });
    const both = await worker.post(`${at}/edit`, { ...FIELDS, why: 'Because', version });
    assert.match(String(both.headers.location), /done=together/);
    const page = await worker.get(at);
    assert.match(page.body, /31 January 2027/);
    assert.match(page.body, /Because/);
    const clash = await worker.post(`${at}/edit`, {
      ...FIELDS,
      due: '2027-02-28',
      why: 'Because',
      version,
    });
    assert.equal(clash.statusCode, 400);
    assert.match(
      clash.body,
      /quokka lead changed it meanwhile to “31 January 2027”|quokka contributor changed it meanwhile/,
    );
    assert.match(clash.body, /value="2027-02-28"/, 'mine is still there');
    const again = await worker.post(`${at}/edit`, {
      ...FIELDS,
      due: '2027-02-28',
      why: 'Because',
      version: versionIn(clash.body),
    });
    assert.equal(again.statusCode, 303);

    await lead.get(at);
    const old = versionIn((await worker.get(at)).body);
    await lead.post(`${at}/update`, { status: 'stopped', note: 'No money', version: old });
    const late = await worker.post(`${at}/update`, {
      status: 'in-progress',
      note: 'We began',
      version: old,
    });
    assert.equal(late.statusCode, 400);
    assert.match(late.body, /quokka lead set this to “Stopped”.*“No money”/);
    assert.match(late.body, /value="We began"/);
    assert.equal(
      (
        await worker.post(`${at}/update`, {
          status: 'in-progress',
          note: 'We began',
          version: versionIn(late.body),
        })
      ).statusCode,
      303,
    );
    await app.close();
  },
);

testOnBoth('dependencies make no circle, and the page says which', async (database) => {
  const { app, worker } = await setUp(database);
  const [a, b, c] = [
    await add(worker, { title: 'Alpha' }),
    await add(worker, { title: 'Beta' }),
    await add(worker, { title: 'Gamma' }),
  ];
  const needs = async (id: string, ids: string[]) => {
    await worker.get(`/my/leeds/plan/actions/${id}/needs`);
    return worker.post(`/my/leeds/plan/actions/${id}/needs`, { needs: ids });
  };
  assert.equal((await needs(a, [b])).statusCode, 303);
  assert.equal((await needs(b, [c])).statusCode, 303);
  const circle = await needs(c, [a]);
  assert.equal(circle.statusCode, 400);
  assert.match(circle.body, /“Gamma” needs “Alpha” needs “Beta” needs “Gamma”/);
  assert.equal((await needs(a, [a])).statusCode, 400, 'nor with itself');
  assert.equal((await needs(a, ['no-such'])).statusCode, 400);
  assert.match((await worker.get(`/my/leeds/plan/actions/${b}`)).body, /What waits for it/);
  assert.equal((await needs(a, [])).statusCode, 303);
  await app.close();
});

testOnBoth('comments escape, link safely, and tell members only', async (database) => {
  const { app, lead, worker, people } = await setUp(database);
  const id = await add(lead);
  const at = `/my/leeds/plan/actions/${id}`;
  await worker.get(at);
  const body =
    '<img src=x> @quokka lead see https://example.org/a and javascript:alert(1) @quokka asks';
  assert.equal((await worker.post(`${at}/comments`, { body, tell: '' })).statusCode, 303);
  assert.equal((await worker.post(`${at}/comments`, { body, tell: '' })).statusCode, 303);
  const page = await lead.get(at);
  assert.equal(page.body.split('&lt;img src=x&gt;').length, 2, 'a double click says it once');
  assert.match(
    page.body,
    /<a class="govuk-link" rel="nofollow ugc noopener external" href="https:\/\/example.org\/a">/,
  );
  assert.doesNotMatch(page.body, /href="javascript/);
  const told = async () =>
    (
      await database.kysely
        .selectFrom('mail')
        .select('recipient')
        .where('kind', '=', 'plan-mention')
        .execute()
    ).map(({ recipient }) => recipient);
  assert.deepEqual(await told(), [people.lead!.email]);
  const outside = await worker.post(`${at}/comments`, { body: 'Look', tell: people.asks!.id });
  assert.equal(outside.statusCode, 400);
  assert.equal((await worker.post(`${at}/comments`, { body: '', tell: '' })).statusCode, 400);
  await worker.post(`${at}/comments`, { body: 'Look', tell: people.lead!.id });
  assert.equal((await told()).length, 2);
  const comment = /comments\/([\w-]+)\/remove/.exec((await worker.get(at)).body)?.[1] ?? '';
  await worker.post(`${at}/comments/${comment}/remove`);
  assert.doesNotMatch((await lead.get(at)).body, /img src/);
  await app.close();
});

testOnBoth('several at once: from steps, from gaps, and changed together', async (database) => {
  const { app, worker, people, params } = await setUp(database);
  await transact(database, { council: 'leeds' }, async (handle) => {
    await handle
      .updateTable('round')
      .set({ depth: 'full' })
      .where('council', '=', 'leeds')
      .execute();
    await handle
      .updateTable('answer')
      .set({ item: 'data.ownership', choice: '1' })
      .where('council', '=', 'leeds')
      .execute();
  });
  const gaps = await worker.get('/my/leeds/plan/gaps');
  const picks = [...gaps.body.matchAll(/name="picks" id="[^"]+" value="([^"]+)"/g)].map(
    ([, value]) => value!,
  );
  assert.ok(picks.length > 1, 'steps, and an action of one’s own');
  assert.equal(
    (await worker.post('/my/leeds/plan/gaps', { status: 'proposed', ownerId: '', due: '' }))
      .statusCode,
    400,
  );
  assert.equal(
    (
      await worker.post('/my/leeds/plan/gaps', {
        picks: ['step:data/none'],
        status: 'proposed',
        ownerId: '',
        due: '',
      })
    ).statusCode,
    400,
  );
  const chosen = { picks, status: 'agreed', ownerId: people.lead!.id, due: '2027-03-31' };
  for (const _ of [1, 2])
    assert.equal((await worker.post('/my/leeds/plan/gaps', chosen)).statusCode, 303);
  const rows = () =>
    transact(database, { council: 'leeds' }, (handle) =>
      handle
        .selectFrom('action')
        .selectAll()
        .where('council', '=', 'leeds')
        .where('id', '<>', params.action!)
        .orderBy('id')
        .execute(),
    );
  const made = await rows();
  assert.equal(made.length, picks.length);
  assert.ok(
    made.every(
      (row) =>
        row.target === 'ownership' && row.from_level === 1 && row.owner_id === people.lead!.id,
    ),
  );
  await worker.get('/my/leeds/plan/choose?outcome=data');
  assert.match(
    (await worker.get('/my/leeds/plan/choose?outcome=data')).body,
    /in the plan already/,
  );
  const ids = made.map(({ id }) => id);
  const bulk = await worker.get(
    `/my/leeds/plan/bulk?${ids.map((id) => `actions=${id}`).join('&')}`,
  );
  assert.match(bulk.body, new RegExp(`Change ${ids.length} actions`));
  await worker.post('/my/leeds/plan/bulk', {
    actions: ids,
    status: 'stopped',
    note: 'New budget',
    ownerId: 'keep',
    due: '',
  });
  assert.ok(
    (await rows()).every(
      ({ status, status_note, due_on }) =>
        status === 'stopped' && status_note === 'New budget' && due_on === '2027-03-31',
    ),
  );
  await app.close();
});

testOnBoth('finishing asks what changed; only a lead raises the answer', async (database) => {
  const { app, lead, worker } = await setUp(database);
  await transact(database, { council: 'leeds' }, async (handle) => {
    await handle
      .updateTable('round')
      .set({ depth: 'full' })
      .where('council', '=', 'leeds')
      .execute();
    await handle
      .updateTable('answer')
      .set({ item: 'data.ownership', choice: '1' })
      .where('council', '=', 'leeds')
      .execute();
  });
  const level = async () =>
    await transact(database, { council: 'leeds' }, (handle) =>
      handle
        .selectFrom('answer')
        .innerJoin('sheet', 'sheet.id', 'answer.sheet_id')
        .select(['choice', 'evidence'])
        .where('answer.council', '=', 'leeds')
        .where('kind', '=', 'agreed')
        .executeTakeFirstOrThrow(),
    );
  const id = await add(worker);
  const at = `/my/leeds/plan/actions/${id}`;
  await worker.get('/my/leeds/plan/board');
  const moved = await worker.post(`${at}/move`, { status: 'done', back: 'https://evil.example/' });
  assert.equal(moved.headers.location, `${at}/finish`);
  assert.equal(
    (await worker.post(`${at}/finish`, { figure: '', evidence: '', raise: '' })).statusCode,
    400,
  );
  const asked = await worker.post(`${at}/finish`, {
    figure: 'From 3 to 20 owners',
    evidence: 'List of owners',
    raise: 'yes',
  });
  assert.match(String(asked.headers.location), /done=asked/);
  assert.equal((await level()).choice, '1', 'a contributor raises nothing');
  assert.equal((await worker.post(`${at}/raise`, { decision: 'agreed' })).statusCode, 403);
  assert.match((await lead.get('/my/leeds/plan/attention')).body, /Test the backups/);
  const raised = await lead.post(`${at}/raise`, { decision: 'agreed' });
  assert.match(String(raised.headers.location), /done=raised/);
  assert.deepEqual({ ...(await level()) }, { choice: '2', evidence: 'List of owners' });
  assert.equal(
    (await lead.post(`${at}/raise`, { decision: 'declined' })).headers.location,
    at,
    'once',
  );
  assert.doesNotMatch((await lead.get('/my/leeds/plan/inconsistencies')).body, /Test the backups/);
  await app.close();
});

testOnBoth('a calendar works until it is revoked, or its person has left', async (database) => {
  const { app, people, as } = await setUp(database);
  const viewer = await as('viewer');
  await add(await as('contributor'), { title: 'Visible, to all; here' });
  await viewer.get('/my/leeds/plan/calendar');
  const made = await viewer.post('/my/leeds/plan/calendar', { whose: 'all' });
  const path = /\/plan\/calendar\/[\w-]{43}\/plan\.ics/.exec(made.body)?.[0] ?? '';
  const read = () => app.inject(path);
  const feed = await read();
  assert.match(String(feed.headers['content-type']), /text\/calendar/);
  const events = new ICAL.Component(ICAL.parse(feed.body)).getAllSubcomponents('vevent');
  assert.deepEqual(
    events.map((event) => event.getFirstPropertyValue('summary')),
    ['Due: Visible, to all; here'],
  );
  assert.doesNotMatch(feed.body, /quokka (?:lead|contributor|viewer)/);
  const stored = await transact(database, 'everyone', (handle) =>
    handle.selectFrom('plan_feed').selectAll().execute(),
  );
  assert.ok(!JSON.stringify(stored).includes(path.split('/')[3]!), 'only a hash is kept');
  await transact(database, 'everyone', (handle) =>
    handle
      .updateTable('member')
      .set({ suspended: 1 })
      .where('person_id', '=', people.viewer!.id)
      .execute(),
  );
  assert.equal((await read()).statusCode, 410);
  await transact(database, 'everyone', (handle) =>
    handle
      .updateTable('member')
      .set({ suspended: 0 })
      .where('person_id', '=', people.viewer!.id)
      .execute(),
  );
  const revoke =
    /action="(\/my\/leeds\/plan\/calendar\/[\w-]+\/revoke)"/.exec(
      (await viewer.get('/my/leeds/plan/calendar')).body,
    )?.[1] ?? '';
  await viewer.post(revoke);
  assert.equal((await read()).statusCode, 410);
  let last = 0;
  for (let tries = 0; tries < 130; tries += 1) last = (await read()).statusCode;
  assert.equal(last, 429, 'and guessing has an end');
  await app.close();
});

testOnBoth('a partner sees one action by a link that ends, and nobody’s name', async (database) => {
  const { app, lead, worker, people, clock } = await setUp(database);
  const id = await add(worker, { ownerId: people.lead!.id, why: 'To sleep well' });
  await add(worker, { title: 'Another one', place: 'value' });
  const at = `/my/leeds/plan/actions/${id}`;
  await worker.get(at);
  await worker.post(`${at}/comments`, { body: 'Only for us', tell: '' });
  assert.equal((await worker.get('/my/leeds/plan/links')).statusCode, 403);
  await lead.get('/my/leeds/plan/links');
  const make = (fields: Record<string, string>) =>
    lead.post('/my/leeds/plan/links', {
      partner: 'Sam Supplier',
      endsOn: '2026-12-31',
      action: '',
      outcome: '',
      ...fields,
    });
  assert.equal((await make({})).statusCode, 400);
  assert.equal((await make({ outcome: 'data', endsOn: '2026-11-01' })).statusCode, 400);
  assert.equal((await make({ action: '00000000-0000-7000-8000-000000000000' })).statusCode, 400);
  const link = (body: string) => /\/plan\/view\/[\w-]{43}/.exec(body)?.[0] ?? '';
  const one = link((await make({ action: id })).body);
  const outcome = link((await make({ outcome: 'data' })).body);
  const seen = await app.inject(one);
  assert.match(seen.body, /Test the backups/);
  assert.match(seen.body, /To sleep well/);
  for (const word of ['quokka', 'Only for us', 'Another one'])
    assert.ok(!seen.body.includes(word), word);
  const all = await app.inject(outcome);
  assert.ok(all.body.includes('Test the backups') && !all.body.includes('Another one'));
  const list = await lead.get('/my/leeds/plan/links');
  assert.match(list.body, /Sam Supplier.*Last opened/s);
  const revoke = /action="(\/my\/leeds\/plan\/links\/[\w-]+\/revoke)"/.exec(list.body)?.[1] ?? '';
  await lead.post(revoke);
  assert.equal((await app.inject(outcome)).statusCode, 410, 'revoked');
  clock.pass(60 * 86_400_000);
  assert.equal((await app.inject(one)).statusCode, 410, 'over');
  await app.close();
});

testOnBoth('who leaves is a former member, and a lead finds what they left', async (database) => {
  const { app, lead, worker, people } = await setUp(database);
  const id = await add(worker, { ownerId: people.contributor!.id });
  await worker.get('/my/leeds/leave');
  assert.equal((await worker.post('/my/leeds/leave')).statusCode, 303);
  const page = await lead.get(`/my/leeds/plan/actions/${id}`);
  assert.match(page.body, /A former member/);
  assert.doesNotMatch(page.body, /quokka contributor/);
  assert.match((await lead.get('/my/leeds/plan/attention')).body, /Test the backups/);
  assert.match((await lead.get('/my/leeds/plan?owner=former')).body, /Test the backups/);
  await app.close();
});

testOnBoth('the link of the guide leads strangers in and members on', async (database) => {
  const { app, worker, people, clock } = await setUp(database);
  const step = '/plan/add?step=data/list-twenty-datasets';
  assert.ok((await app.inject('/outcomes/data/steps/list-twenty-datasets')).body.includes(step));
  const first = await app.inject(step);
  assert.equal(first.statusCode, 401);
  assert.ok(
    first.body.includes(`next=${encodeURIComponent(step).replaceAll('%2F', '/')}`) ||
      first.body.includes(encodeURIComponent('step=')),
    'and back again',
  );
  const on = await worker.get(step);
  assert.equal(on.headers.location, '/my/leeds/plan/new?step=data%2Flist-twenty-datasets');
  const form = await worker.get(String(on.headers.location));
  assert.match(form.body, /value="List 20 datasets and put a name against each"/);
  await transact(database, 'everyone', (handle) =>
    addMember(
      handle,
      'york',
      { person: people.contributor!.id, role: 'lead', perspective: null },
      clock.now(),
    ),
  );
  const two = await worker.get(step);
  assert.ok(two.body.includes('Leeds') && two.body.includes('York'));
  assert.equal((await worker.get('/plan/add?step=data/no-such')).statusCode, 404);
  for (const query of [
    'example=norfolk-road-sensors-gritting',
    'target=data/ownership',
    'outcome=data',
    '',
  ])
    assert.equal((await worker.get(`/my/leeds/plan/new?${query}`)).statusCode, 200, query);
  await transact(database, 'everyone', (handle) =>
    findOrAddPerson(handle, 'x@x.example', clock.now()),
  );
  const nobody = await signedIn(app, database, 'x@x.example', clock.now());
  assert.match((await nobody.get(step)).body, /do not belong to a council/);
  await app.close();
});
