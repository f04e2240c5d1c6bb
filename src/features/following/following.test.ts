import assert from 'node:assert/strict';
import { test } from 'node:test';
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
import { newsSources } from '../../compose/talk-news.ts';
import { digestText, sendDigests } from './digest.ts';
import { sortInbox } from './inbox.ts';

const DAY = 24 * 3_600_000;
const about = { site: 'https://almanac.example', title: 'Almanac' };

testOnBoth('follow, a digest after a week, none twice, none refused', async (database) => {
  const clock = new Clock();
  const { app } = await startApp({}, database, clock.now);
  const as = (email: string, rest: object) =>
    person(app, database, { email, ...rest }, clock.now());
  const ada = await as('ada@leeds.gov.uk', { council: 'leeds' });
  const mo = await as('mo@york.gov.uk', { council: 'york', name: 'Mo Rahman' });
  const out = await as('out@elsewhere.example', { name: 'Out Sider' });
  const seed = await ask(mo, question('Seed?'), '/outcomes/inclusion');
  await trust(database, mo, seed.split('/').at(-1)!, clock.now());

  for (const who of [ada, out])
    for (const what of ['/outcomes/data', '/councils/york']) {
      await who.browser.get(`/follow?what=${what}`);
      assert.equal((await who.browser.post('/follow', { what })).statusCode, 303);
      await who.browser.post('/follow', { what });
    }
  const list = await ada.browser.get('/my/following');
  assert.match(list.body, /City of York Council/);
  assert.equal(list.body.match(/name="what"/g)?.length, 2, 'twice is once');

  const news = [
    { id: 'a', date: '2026-11-26', title: 'Data was mended', text: 'x', href: '/outcomes/data' },
    { id: 'b', date: '2026-11-26', title: 'Value was mended', text: 'x', href: '/outcomes/value' },
    { id: 'c', date: '2026-11-26', title: 'New for all', text: 'x', href: '/offline' },
  ];
  const send = () => sendDigests({ database, sources: newsSources(news), ...about }, clock.now());
  clock.pass(1000);
  const step = '/outcomes/data/steps/score-with-thirty-people';
  await ask(mo, question('An open question?'), step);
  await ask(mo, question('For councils?', { audience: 'councils' }));
  assert.equal(await send(), 0, 'a week has not passed');
  clock.pass(7 * DAY + 1);
  assert.equal(await send(), 3, 'who asked hears of what is new for all');
  assert.equal(await send(), 0, 'nobody hears twice');
  const letterTo = async (email: string) =>
    (
      await database.kysely
        .selectFrom('mail')
        .select(['body', 'refuse', 'subject'])
        .where('kind', '=', 'weekly-digest')
        .where('recipient', '=', email)
        .orderBy('id', 'desc')
        .execute()
    )[0];
  const own = await letterTo('ada@leeds.gov.uk');
  assert.match(
    own?.body ?? '',
    /New questions\n- An open question\?\n {2}https:\/\/almanac\.example\/talk/,
  );
  assert.match(own?.body ?? '', /For councils\?/);
  assert.match(own?.body ?? '', /Data was mended/);
  assert.match(own?.body ?? '', /New for all/);
  assert.doesNotMatch(own?.body ?? '', /Value was mended/);
  assert.ok(own?.refuse);
  const outside = await letterTo('out@elsewhere.example');
  assert.match(outside?.body ?? '', /An open question/);
  assert.doesNotMatch(outside?.body ?? '', /For councils/);

  await signInAgain(app, database, [ada, mo, out], clock.now());
  await ask(mo, question('Another week?'));
  await ada.browser.get('/account');
  await ada.browser.post('/account/notices', { kinds: ['moderation'] });
  await out.browser.get('/my/following');
  for (const what of ['/outcomes/data', '/councils/york'])
    await out.browser.post('/follow/stop', { what });
  clock.pass(7 * DAY + 1);
  assert.equal(await send(), 0, 'one refused it, one follows nothing');
  await app.close();
});

testOnBoth('the inbox: what waits, answers, being named, decisions', async (database) => {
  const clock = new Clock();
  const { app } = await startApp({}, database, clock.now);
  const as = (email: string, rest: object) =>
    person(app, database, { email, ...rest }, clock.now());
  const ada = await as('ada@leeds.gov.uk', { council: 'leeds' });
  const mo = await as('mo@york.gov.uk', { council: 'york', name: 'Mo Rahman' });
  const ed = await as('ed@almanac.example', { editor: true });
  assert.match((await ada.browser.get('/my/inbox')).body, /Nobody waits for you/);
  const thread = await ask(ada, question('Who keeps your data?'));
  assert.match((await ed.browser.get('/my/inbox')).body, /One thing waits for an editor/);
  await decide(ed, thread.replace('/q/', '/posts/'), { act: 'show' });
  await trust(database, mo, thread.split('/').at(-1)!, clock.now());
  const post = await answer(mo, thread, 'We do. @Ada Byron, how many have you?');
  const full = (await ada.browser.get('/my/inbox')).body;
  assert.match(full, /An answer to “Who keeps your data/);
  assert.match(full, /Somebody speaks to you in/);
  assert.match(full, /About what you wrote: let through/);
  assert.match(full, /New\./);
  clock.pass(1000);
  await ada.browser.post('/my/inbox/read');
  assert.doesNotMatch((await ada.browser.get('/my/inbox')).body, /<strong>New\./);
  assert.doesNotMatch((await mo.browser.get('/my/inbox')).body, /Who keeps your data/);
  // A hidden answer leaves the inbox of whoever it was for.
  const fields = { act: 'hide', rule: 'unkind', words: 'No.' };
  assert.equal((await decide(ed, post, fields)).statusCode, 303);
  const left = (await ada.browser.get('/my/inbox')).body;
  assert.doesNotMatch(left, /speaks to you/);
  assert.equal(left.match(/An answer to/g)?.length, 2, 'those of before');
  await app.close();
});

test('a digest tells each thing once, under its heading, and not without end', () => {
  const line = (count: number) => ({
    ...{ section: count % 2 ? 'New answers' : 'New questions', text: `T${count}` },
    ...{ href: `/talk/q/${count}`, at: '2026-11-24' },
  });
  const lines = Array.from({ length: 40 }, (_, count) => line(count));
  const text = digestText([...lines, ...lines], about);
  assert.equal(text.match(/^- T/gm)?.length, 30);
  assert.match(text, /And 10 more/);
  assert.equal(text.match(/^New answers$/gm)?.length, 1);
});

test('what waits longest stands first, and only news can be new', () => {
  const item = (at: string, waits: boolean) => ({ text: at, href: at, at, waits, name: 'x' });
  const { waiting, news, unread } = sortInbox(
    [item('2026-02', true), item('2026-01', true), item('2026-01', false), item('2026-03', false)],
    '2026-02',
  );
  assert.deepEqual(
    waiting.map(({ at }) => at),
    ['2026-01', '2026-02'],
  );
  assert.deepEqual(
    news.map(({ at, isNew }) => [at, isNew]),
    [
      ['2026-03', true],
      ['2026-01', false],
    ],
  );
  assert.ok(unread && waiting.every(({ isNew }) => !isNew));
});
