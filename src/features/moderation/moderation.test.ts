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
import { forgetNetworks } from '../conversation/posts.ts';
import { forgetOldModeration, remindEditors } from './person.ts';

const DAY = 24 * 3_600_000;

async function fill(database: Parameters<typeof person>[1]) {
  const clock = new Clock();
  const { app } = await startApp({}, database, clock.now);
  const as = (email: string, rest: object) =>
    person(app, database, { email, ...rest }, clock.now());
  const ada = await as('ada@leeds.gov.uk', { council: 'leeds' });
  const mo = await as('mo@york.gov.uk', { council: 'york', name: 'Mo Rahman' });
  const ed = await as('ed@almanac.example', {
    editor: true,
    council: 'bath-and-north-east-somerset',
  });
  const eve = await as('eve@almanac.example', { editor: true });
  const thread = await ask(ed, question('Who keeps your data?'));
  await trust(database, ada, thread.split('/').at(-1)!, clock.now());
  await trust(database, mo, thread.split('/').at(-1)!, clock.now());
  return { clock, app, as, ada, mo, ed, eve, thread, stranger: new Browser(app) };
}

testOnBoth('report, hidden, appeal, shown again: by another editor', async (database) => {
  const { app, ada, ed, eve, thread, stranger, mo } = await fill(database);
  const post = await answer(ada, thread, 'Quokka words that offend.');
  const form = await stranger.get(`/report?about=${post}`);
  assert.match(form.body, /Answer to: Who keeps your data/);
  const empty = await stranger.post('/report', { about: post, words: 'kept' });
  assert.equal(empty.statusCode, 400);
  assert.match(empty.body, /<title>Error: /);
  assert.match(empty.body, /kept/);
  const sent = await stranger.post('/report', { about: post, rule: 'unkind', words: 'Look.' });
  assert.equal(sent.statusCode, 303);

  const without = await decide(ed, post, { act: 'hide' });
  assert.equal(without.statusCode, 400);
  assert.match(without.body, /Choose the rule/);
  const why = { act: 'hide', rule: 'unkind', words: 'Say it of the thing.' };
  const hidden = await decide(ed, post, why);
  assert.equal(hidden.statusCode, 303);
  assert.doesNotMatch((await stranger.get(thread)).body, /Quokka/);
  assert.equal((await stranger.get(post)).statusCode, 404);
  assert.equal((await stranger.get(`/report?about=${post}`)).statusCode, 404);
  const own = await ada.browser.get(`${thread}?last=1`);
  assert.match(own.body, /Quokka/);
  assert.match(own.body, /Say it of the thing/);
  const appeal = /href="(\/appeal\/[\w-]+)"/.exec(own.body)![1]!;
  assert.equal((await mo.browser.get(appeal)).statusCode, 404, 'only its author');
  await ada.browser.get(appeal);
  assert.equal((await ada.browser.post(appeal, { words: '' })).statusCode, 400);
  await ada.browser.post(appeal, { words: 'It was about a thing.' });
  await ada.browser.post(appeal, { words: 'Again.' });
  const open = await transact(database, 'everyone', (handle) =>
    handle.selectFrom('concern').select('id').where('source', '=', 'appeal').execute(),
  );
  assert.equal(open.length, 1, 'one appeal');

  const same = await decide(ed, post, { act: 'restore' });
  assert.equal(same.statusCode, 400);
  assert.match(same.body, /another editor has to look/);
  assert.equal((await decide(eve, post, { act: 'restore' })).statusCode, 303);
  assert.match((await stranger.get(`${thread}?last=1`)).body, /Quokka/);

  const log = await stranger.get('/talk/log');
  assert.match(log.body, /Hidden/);
  assert.match(log.body, /Shown again/);
  assert.doesNotMatch(log.body, /Ada|Say it of the thing|Quokka|\/talk\/posts/);
  const whole = await ed.browser.get('/admin/reports/log');
  assert.match(whole.body, /Ada Byron/);
  assert.match(whole.body, /Say it of the thing/);
  const letters = await database.kysely
    .selectFrom('mail')
    .select(['subject', 'body'])
    .where('kind', '=', 'moderation')
    .orderBy('id')
    .execute();
  assert.deepEqual(
    letters.map(({ subject }) => subject),
    ['Your post was hidden', 'Your post is shown again'],
  );
  assert.match(letters[0]!.body, /\/appeal\//);
  await app.close();
});

testOnBoth(
  'nobody judges their own words, and a page that changed is looked at again',
  async (database) => {
    const { app, ed, eve, thread, stranger, ada } = await fill(database);
    const about = thread.replace('/q/', '/posts/');
    const report = async (rule: string) => {
      await stranger.get(`/report?about=${about}`);
      await stranger.post('/report', { about, rule, words: 'x' });
    };
    await report('untrue');
    const own = await decide(ed, about, { act: 'dismiss' });
    assert.match(own.body, /You wrote this yourself/);
    await eve.browser.get(`/admin/reports/case?about=${about}`);
    await report('advert');
    const fields = { about, act: 'dismiss', rule: '', words: '', days: '7' };
    const stale = await eve.browser.post('/admin/reports/case', { ...fields, seen: '1-0' });
    assert.equal(stale.statusCode, 400);
    assert.match(stale.body, /Look at it again/);
    assert.equal((await decide(eve, about, { act: 'lock' })).statusCode, 303);
    await ada.browser.get(thread);
    const closed = await ada.browser.post(thread, { body: 'Too late', from: '', sure: '' });
    assert.equal(closed.statusCode, 400);
    assert.match(closed.body, /closed this conversation/);
    await app.close();
  },
);

testOnBoth(
  'who may not write may not by another form of the address; a network only holds',
  async (database) => {
    const { app, as, clock, ada, ed, thread } = await fill(database);
    const post = await answer(ada, thread, 'Spam one.');
    await ada.browser.get(`/report?about=${post}`);
    const banned = await decide(ed, post, {
      act: 'ban',
      rule: 'advert',
      words: 'Enough.',
      days: '30',
    });
    assert.equal(banned.statusCode, 303);
    const again = await as('a.d.a+two@leeds.gov.uk', { council: 'leeds', name: 'Ada Two' });
    for (const who of [ada, again]) {
      await who.browser.get(thread);
      const tried = await who.browser.post(thread, { body: 'More.', from: '', sure: '' });
      assert.equal(tried.statusCode, 400);
      assert.match(tried.body, /You cannot write here until 24 December 2026/);
    }
    // From the same network: a new author is held with a note; one who is known writes as before.
    const fresh = await as('new@leeds.gov.uk', { council: 'leeds', name: 'New One' });
    await ask(fresh, question('From the same network?'));
    const rows = await database.kysely
      .selectFrom('post')
      .select(['doubt', 'state', 'network'])
      .execute();
    assert.ok(rows.some(({ doubt, state }) => doubt === 'network' && state === 'held'));
    assert.ok(rows.every(({ network }) => !network.includes('127.0.0.1')));

    const forget = (days: number) => {
      const now = new Date(clock.now().getTime() + days * DAY);
      return transact(database, 'everyone', async (handle) => {
        await forgetOldModeration(handle, now);
        await forgetNetworks(handle, new Date(now.getTime() - 14 * DAY).toISOString());
      });
    };
    await forget(15);
    const left = await database.kysely.selectFrom('post').select('network').execute();
    assert.ok(left.every(({ network }) => network === ''));
    assert.equal((await database.kysely.selectFrom('ban').selectAll().execute()).length, 1);
    await forget(31);
    assert.equal((await database.kysely.selectFrom('ban').selectAll().execute()).length, 0);
    assert.equal((await database.kysely.selectFrom('ban_network').selectAll().execute()).length, 0);
    clock.pass(31 * DAY);
    await signInAgain(app, database, [again], clock.now());
    await again.browser.get(thread);
    const free = await again.browser.post(thread, { body: 'Sorry.', from: '', sure: '' });
    assert.equal(free.statusCode, 303);
    await app.close();
  },
);

testOnBoth('any page of the almanac can be reported, and no other address', async (database) => {
  const { app, stranger, ed } = await fill(database);
  for (const about of ['/outcomes/data', '/practice/adur-worthing-low-code', '/privacy']) {
    const page = await stranger.get(`/report?about=${encodeURIComponent(about)}`);
    assert.equal(page.statusCode, 200, about);
    const fields = { about, rule: 'wrong', words: 'Old figure.' };
    assert.equal((await stranger.post('/report', fields)).statusCode, 303);
  }
  for (const about of [
    'https://evil.example/',
    '//evil.example',
    '/my/leeds',
    '/no/such',
    '\\evil',
  ])
    assert.equal(
      (await stranger.get(`/report?about=${encodeURIComponent(about)}`)).statusCode,
      404,
      about,
    );
  const bare = await stranger.post('/report', {
    about: '/outcomes/data',
    rule: 'wrong',
    words: '',
  });
  assert.match(bare.body, /Say what is not right/);
  const queue = await ed.browser.get('/admin/reports');
  assert.match(queue.body, /Old figure/);
  assert.equal((await decide(ed, '/outcomes/data', { act: 'dismiss' })).statusCode, 303);
  await app.close();
});

testOnBoth('editors are reminded of what waits for a day, and not before', async (database) => {
  const { app, clock, stranger } = await fill(database);
  await stranger.get('/report?about=/outcomes/data');
  await stranger.post('/report', { about: '/outcomes/data', rule: 'wrong', words: 'Old.' });
  const remind = (days: number) =>
    transact(database, 'everyone', (handle) =>
      remindEditors(
        handle,
        { site: 'https://almanac.example', title: 'Almanac' },
        [{ id: 'x', email: null }],
        new Date(clock.now().getTime() + days * DAY),
      ),
    );
  assert.equal(await remind(0.9), 0);
  assert.equal(await remind(1.1), 1);
  await app.close();
});
