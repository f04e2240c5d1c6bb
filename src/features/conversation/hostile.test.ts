import assert from 'node:assert/strict';
import { Browser } from '../../../test/browser-session.ts';
import { testOnBoth } from '../../../test/databases.ts';
import { Clock, startApp } from '../../../test/start-app.ts';
import { answer, ask, person, question, trust } from '../../../test/talk-people.ts';

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "{{ constructor.constructor('return process')() }}",
  '{% include "layout.njk" %}',
  '[x](javascript:alert(1))',
  'https://example.org/"onmouseover="alert(1)',
  "https://example.org/'><script>alert(1)</script>",
  'javascript:alert(1) data:text/html,<b>x</b>',
  '\u202Egnp.exe\u202C and \u2066isolated\u2069',
  '\u0000\u0007\uFEFFnull and bell',
  'e\u0301'.repeat(50),
  `Z${'\u0300'.repeat(400)}algo`,
  '👩‍💻🏴󠁧󠁢󠁥󠁮󠁧󠁿 שלום مرحبا 漢字',
  "'; drop table post; --",
];

testOnBoth('hostile words are shown as words', async (database) => {
  const clock = new Clock();
  const { app } = await startApp({}, database, clock.now);
  const ada = await person(
    app,
    database,
    { email: 'a@leeds.gov.uk', council: 'leeds' },
    clock.now(),
  );
  const thread = await ask(ada, question('Plain?'));
  const id = thread.split('/').at(-1)!;
  await trust(database, ada, id, clock.now());
  await database.kysely.updateTable('post').set({ state: 'shown' }).execute();
  for (const text of HOSTILE) {
    await answer(ada, thread, `${text} .`);
    await database.kysely.updateTable('post').set({ state: 'shown' }).execute();
    clock.pass(11 * 60_000);
  }
  const { body, statusCode } = await new Browser(app).get(thread);
  assert.equal(statusCode, 200);
  const main = body.slice(body.indexOf('<main'), body.indexOf('</main>'));
  assert.doesNotMatch(main, /<script|<img|<b>x|onmouseover="|onerror=alert\(1\)>/);
  assert.doesNotMatch(main, /href="(?!https?:|\/|#|\?)/i);
  assert.doesNotMatch(main, /[\u202A-\u202E\u2066-\u2069]/);
  assert.match(main, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
  assert.match(main, /constructor\.constructor/);
  assert.match(main, /drop table post/);
  for (const link of main.matchAll(/<a [^>]*rel="nofollow ugc[^>]*>/g))
    assert.match(
      link[0],
      /href="https:\/\/example\.org\/[^"<>]*" rel="nofollow ugc noopener external"/,
    );
  const feed = await new Browser(app).get('/talk/outcomes/data/feed.xml');
  assert.doesNotMatch(feed.body, /<script/);
  await app.close();
});

testOnBoth('a hundred thousand letters, mixed alphabets and made-up fields', async (database) => {
  const clock = new Clock();
  const { app } = await startApp({}, database, clock.now);
  const as = (email: string, rest: object) =>
    person(app, database, { email, ...rest }, clock.now());
  const ada = await as('a@leeds.gov.uk', { council: 'leeds' });
  const path = '/talk/outcomes/data/ask';
  await ada.browser.get(path);
  const long = await ada.browser.post(path, question('Long?', { body: 'words '.repeat(17_000) }));
  assert.equal(long.statusCode, 400);
  assert.match(long.body, /at most 5000 characters/);
  assert.ok(long.body.length > 100_000, 'nothing typed is lost');
  const huge = await ada.browser.post(path, question('x'.repeat(3_000_000)));
  assert.equal(huge.statusCode, 413);
  const wrong = [
    question('', { body: 'No title' }),
    question('Audience?', { audience: 'nobody' }),
    question('\u200b\u202e'),
  ];
  for (const fields of wrong) {
    const answer = await ada.browser.post(path, fields);
    assert.equal(answer.statusCode, 400, JSON.stringify(fields));
    assert.match(answer.body, /<title>Error: /);
  }
  const fake = await as('fake@leeds.gov.uk', { council: 'leeds', name: 'Аda Byron' });
  await trust(database, fake, (await ask(ada, question('First?'))).split('/').at(-1)!, clock.now());
  await ask(fake, question('Who is this?'));
  await ask(fake, question('Look here', { body: 'https://leеds.gov.uk/pay' }));
  const held = await database.kysely
    .selectFrom('post')
    .select('doubt')
    .where('person_id', '=', fake.id)
    .where('state', '=', 'held')
    .orderBy('id')
    .execute();
  assert.deepEqual(
    held.map(({ doubt }) => doubt),
    ['name', 'name'],
  );
  for (const address of [
    ...['/talk/q/%00', '/talk/q/..%2f..', '/talk/posts/none', '/talk/outcomes/none'],
    ...[
      '/talk/outcomes/data/steps/none',
      '/talk/practice/none',
      '/follow?what=https://evil.example',
    ],
    ...['/follow?what=/my/leeds', `/talk/q/${'x'.repeat(400)}`],
  ])
    assert.equal((await ada.browser.get(address)).statusCode, 404, address);
  const odd = await ada.browser.get('/talk?before=%27%22%3C&before=2');
  assert.equal(odd.statusCode, 200);
  await app.close();
});
