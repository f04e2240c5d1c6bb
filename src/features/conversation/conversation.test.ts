import assert from 'node:assert/strict';
import { Browser } from '../../../test/browser-session.ts';
import { testOnBoth } from '../../../test/databases.ts';
import { Clock, startApp } from '../../../test/start-app.ts';
import {
  answer,
  ask,
  decide,
  person,
  question,
  signInAgain,
  trust,
} from '../../../test/talk-people.ts';
import { transact } from '../../db/transact.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const LATER = 'Later, you will be glad of it';

testOnBoth('ask, held, let through, answered, accepted', async (database) => {
  const clock = new Clock();
  const { app } = await startApp({}, database, clock.now);
  const as = (email: string, rest: object) =>
    person(app, database, { email, ...rest }, clock.now());
  const ada = await as('ada@leeds.gov.uk', { council: 'leeds' });
  const mo = await as('mo@york.gov.uk', { council: 'york', name: 'Mo Rahman' });
  const ed = await as('ed@almanac.example', { editor: true, name: 'Edith Clarke' });
  const stranger = new Browser(app);

  const thread = await ask(
    ada,
    question('Who keeps your data?', { body: 'We have <b>no</b> idea.' }),
  );
  const own = await ada.browser.get(thread);
  assert.match(own.body, /Only you can see this yet/);
  assert.match(own.body, /&lt;b&gt;no&lt;\/b&gt;/);
  assert.equal((await stranger.get(thread)).statusCode, 404);
  assert.equal((await mo.browser.get(thread)).statusCode, 404);
  assert.doesNotMatch((await stranger.get('/talk/outcomes/data')).body, /Who keeps/);

  clock.pass(3 * DAY);
  await signInAgain(app, database, [ada, mo, ed], clock.now());
  const queue = await ed.browser.get('/admin/reports');
  assert.match(queue.body, /Who keeps your data/);
  assert.match(queue.body, /<b>3<\/b> days/);
  const post = thread.replace('/q/', '/posts/');
  const passed = await decide(ed, post, { act: 'show' });
  assert.equal(passed.statusCode, 303);
  assert.match((await stranger.get('/talk/outcomes/data')).body, /Who keeps your data/);
  const seen = await stranger.get(thread);
  assert.match(seen.body, /Leeds City Council/);
  assert.match(seen.body, /27 November 2026/, 'the day from which others can read it');
  assert.match((await stranger.get('/talk/outcomes/data/feed.xml')).body, /Who keeps your data/);

  const first = await answer(mo, thread, 'We asked every service for a name.');
  assert.doesNotMatch((await ada.browser.get(thread)).body, /every service/);
  await decide(ed, first, { act: 'show' });
  assert.match((await ada.browser.get(thread)).body, /1 answer</);

  const id = first.split('/').at(-1)!;
  const version = (await ada.browser.get(thread)).body.match(/name="version" value="(\d+)"/)![1]!;
  await mo.browser.get(thread);
  await mo.browser.post(`${thread}/accept`, { post: id, version });
  assert.doesNotMatch((await stranger.get(thread)).body, /answer that helped/, 'the asker says so');
  await ada.browser.get(thread);
  await ada.browser.post(`${thread}/accept`, { post: id, version });
  assert.match((await stranger.get(thread)).body, /The answer that helped/);
  const late = await ada.browser.post(`${thread}/accept`, { post: '', version });
  assert.match(String(late.headers.location), /done=changed/);
  await app.close();
});

testOnBoth(
  'only people who belong to a council write, and a paused one does not',
  async (database) => {
    const clock = new Clock();
    const { app } = await startApp({}, database, clock.now);
    const as = (email: string, rest: object) =>
      person(app, database, { email, ...rest }, clock.now());
    const ada = await as('ada@leeds.gov.uk', { council: 'leeds' });
    const other = await as('x@elsewhere.example', {});
    const page = await other.browser.get('/talk/outcomes/data/ask');
    assert.match(page.body, /Only people of councils write here/);
    const tried = await other.browser.post('/talk/outcomes/data/ask', question('May I?'));
    assert.equal(tried.statusCode, 403);
    await transact(database, 'everyone', (handle) =>
      handle.updateTable('member').set({ suspended: 1 }).execute(),
    );
    await ada.browser.get('/talk/outcomes/data/ask');
    const paused = await ada.browser.post('/talk/outcomes/data/ask', question('May I?'));
    assert.ok([400, 403].includes(paused.statusCode));
    assert.equal((await database.kysely.selectFrom('post').select('id').execute()).length, 0);
    await app.close();
  },
);

testOnBoth('personal data are asked about once, and for that very text', async (database) => {
  const clock = new Clock();
  const { app } = await startApp({}, database, clock.now);
  const ada = await person(
    app,
    database,
    { email: 'a@leeds.gov.uk', council: 'leeds' },
    clock.now(),
  );
  const path = '/talk/outcomes/data/ask';
  await ada.browser.get(path);
  const fields = question('Who knows?', { body: 'Call me on 07700 900123.' });
  const warned = await ada.browser.post(path, fields);
  assert.equal(warned.statusCode, 400);
  assert.match(warned.body, /<title>Error: /);
  assert.match(warned.body, /a phone number: <bdi>07700 900123/);
  assert.match(warned.body, /Send it all the same/);
  assert.match(warned.body, /Call me on/);
  const sure = /name="sure" value="([^"]+)"/.exec(warned.body)![1]!;
  const changed = await ada.browser.post(path, {
    ...fields,
    body: 'Call me on 07700 900999.',
    sure,
  });
  assert.equal(changed.statusCode, 400, 'another text is asked about anew');
  assert.equal((await ada.browser.post(path, { ...fields, sure })).statusCode, 303);
  await app.close();
});

testOnBoth('mending: fifteen minutes, and nothing lost between two windows', async (database) => {
  const clock = new Clock();
  const { app } = await startApp({}, database, clock.now);
  const as = (email: string, rest: object) =>
    person(app, database, { email, ...rest }, clock.now());
  const ada = await as('ada@leeds.gov.uk', { council: 'leeds' });
  const mo = await as('mo@york.gov.uk', { council: 'york' });
  const thread = await ask(ada, question('Who keeps it?', { body: 'First words' }));
  const edit = `${thread.replace('/q/', '/posts/')}/edit`;
  assert.equal((await mo.browser.get(edit)).statusCode, 404, 'not somebody else’s');
  const page = await ada.browser.get(edit);
  assert.match(page.body, /First words/);
  const fields = { title: 'Who keeps it now?', body: 'Second words', version: '1', sure: '' };
  assert.equal((await ada.browser.post(edit, fields)).statusCode, 303);
  assert.match((await ada.browser.get(thread)).body, /Who keeps it now/);
  const stale = await ada.browser.post(edit, { ...fields, body: LATER });
  assert.equal(stale.statusCode, 400);
  assert.match(stale.body, /changed in another window/);
  assert.match(stale.body, /Second words/, 'what stands there');
  assert.match(stale.body, /Later, you will be glad/, 'what was typed');
  clock.pass(15 * MINUTE);
  const over = await ada.browser.post(edit, { ...fields, version: '2' });
  assert.equal(over.statusCode, 400);
  assert.match(over.body, /15 minutes are over/);
  await ada.browser.get(`${thread.replace('/q/', '/posts/')}/withdraw`);
  await ada.browser.post(`${thread.replace('/q/', '/posts/')}/withdraw`);
  const rows = await database.kysely.selectFrom('post').select(['body', 'state']).execute();
  assert.deepEqual(
    rows.map(({ body, state }) => `${state}:${body}`),
    ['withdrawn:'],
  );
  await app.close();
});

testOnBoth('the same words twice, bursts, and a stranger’s copy', async (database) => {
  const clock = new Clock();
  const { app } = await startApp({}, database, clock.now);
  const as = (email: string, rest: object) =>
    person(app, database, { email, ...rest }, clock.now());
  const ada = await as('ada@leeds.gov.uk', { council: 'leeds' });
  const mo = await as('mo@york.gov.uk', { council: 'york', name: 'Mo' });
  const thread = await ask(ada, question('Who keeps it?', { body: 'Buy our thing.' }));
  await trust(database, ada, thread.split('/').at(-1)!, clock.now());
  await trust(database, mo, thread.split('/').at(-1)!, clock.now());
  const path = '/talk/outcomes/inclusion/ask';
  await ada.browser.get(path);
  const twice = await ada.browser.post(path, question('WHO keeps it', { body: 'buy our thing' }));
  assert.equal(twice.statusCode, 400);
  assert.match(twice.body, /same words already/);
  await mo.browser.get(path);
  const copied = await mo.browser.post(path, question('Who keeps it?', { body: 'Buy our thing!' }));
  assert.match(String(copied.headers.location), /done=held/);
  let refused = 0;
  for (let count = 0; count < 8; count += 1) {
    const { statusCode, body } = await ada.browser.post(path, question(`Number ${count}?`));
    if (statusCode === 400 && /Wait ten minutes/.test(body)) refused += 1;
  }
  assert.ok(refused >= 3 && refused < 8, `${refused} of 8`);
  clock.pass(11 * MINUTE);
  assert.equal((await ada.browser.post(path, question('After a while?'))).statusCode, 303);
  await app.close();
});

testOnBoth(
  'an account goes: words stay of a former member, what nobody read is emptied',
  async (database) => {
    const clock = new Clock();
    const { app } = await startApp({}, database, clock.now);
    const as = (email: string, rest: object) =>
      person(app, database, { email, ...rest }, clock.now());
    const ada = await as('ada@leeds.gov.uk', { council: 'leeds' });
    const thread = await ask(ada, question('Held words?', { body: 'Held body' }));
    const id = thread.split('/').at(-1)!;
    await trust(database, ada, id, clock.now());
    const shown = await ask(ada, question('Shown words?', { body: 'Shown body' }));
    const file = await ada.browser.get('/account/data.json');
    assert.match(file.body, /Held body/);
    assert.match(file.body, /Shown body/);
    assert.match(file.body, /"following"/);
    await ada.browser.get('/account/delete');
    assert.equal((await ada.browser.post('/account/delete', { sure: 'yes' })).statusCode, 303);
    const { body } = await new Browser(app).get(shown);
    assert.match(body, /Shown body/);
    assert.match(body, /A former member/);
    assert.doesNotMatch(body, /Ada|Leeds City Council/);
    const rows = await database.kysely.selectFrom('post').selectAll().execute();
    assert.ok(rows.every(({ council, network }) => council === '' && network === ''));
    assert.ok(!JSON.stringify(rows).includes('Held body'));
    assert.equal((await database.kysely.selectFrom('follow').selectAll().execute()).length, 0);
    await app.close();
  },
);

testOnBoth('answers are paged by id, both ways, and each stands on one page', async (database) => {
  const clock = new Clock();
  const { app } = await startApp({}, database, clock.now);
  const ada = await person(
    app,
    database,
    { email: 'a@leeds.gov.uk', council: 'leeds' },
    clock.now(),
  );
  const thread = await ask(ada, question('Many?'));
  const id = thread.split('/').at(-1)!;
  const row = { thread_id: id, person_id: ada.id, council: 'leeds', partner: 0 } as const;
  const rest = { state: 'shown', doubt: '', network: '', edited_at: null, version: 1 } as const;
  const ids = Array.from({ length: 61 }, (_, count) => `01a2-${String(count).padStart(3, '0')}`);
  for (const each of ids)
    await database.kysely
      .insertInto('post')
      .values({
        ...row,
        ...rest,
        ...{ id: each, body: `Answer ${each}.`, copy_hash: each },
        created_at: clock.now().toISOString(),
      })
      .execute();
  const read = async (address: string) => {
    const { body } = await ada.browser.get(address.replaceAll('&amp;', '&'));
    return {
      ids: [...body.matchAll(/Answer (01a2-\d+)\./g)].map(([, each]) => each),
      next: /href="([^"]+)" rel="next"/.exec(body)?.[1],
      prev: /href="([^"]+)" rel="prev"/.exec(body)?.[1],
      last: /href="([^"]+last=1)"/.exec(body)?.[1],
    };
  };
  const forward: (string | undefined)[] = [];
  let page = await read(thread);
  const { last } = page;
  assert.equal(page.prev, undefined);
  for (;;) {
    forward.push(...page.ids);
    if (!page.next) break;
    page = await read(page.next);
  }
  assert.deepEqual(forward, ids);
  const back: (string | undefined)[] = [];
  for (page = await read(last!); ; page = await read(page.prev)) {
    back.unshift(...page.ids);
    if (!page.prev) break;
  }
  assert.deepEqual(back, ids);
  await app.close();
});
