import assert from 'node:assert/strict';
import type { FastifyInstance } from 'fastify';
import type { Database } from '../src/db/connect.ts';
import { transact } from '../src/db/transact.ts';
import { readLibrary } from '../src/features/sharing/library.ts';
import { followUp } from '../src/features/sharing/questions.ts';
import { findOrAddPerson } from '../src/features/sign-in/sessions.ts';
import { addMember } from '../src/features/space/members.ts';
import { namePerson } from '../src/features/space/people.ts';
import type { Site } from '../src/site.ts';
import { type Browser, signedIn } from './browser-session.ts';
import { testOnBoth } from './databases.ts';
import { Clock, startApp } from './start-app.ts';
import { photograph, savePart, writeUp } from './write-up.ts';

const COUNCILS = {
  councils: ['leeds', 'york', 'bradford'].map((slug) => ({
    ...{ slug, name: `${slug[0]?.toUpperCase()}${slug.slice(1)} Council`, short: slug, also: [] },
  })),
} as never;

/** The application with the library as it stands, as a server has it after it looked. */
async function anew(
  database: Database,
  clock: Clock,
): Promise<{ app: FastifyInstance; site: Site }> {
  const library = await transact(database, 'everyone', (handle) =>
    readLibrary(handle, COUNCILS, clock.now()),
  );
  return startApp({ PUBLIC_URL: 'https://almanac.example' }, database, clock.now, library);
}

async function member(
  database: Database,
  clock: Clock,
  email: string,
  council?: string,
  editor = false,
): Promise<string> {
  return transact(database, 'everyone', async (handle) => {
    const { id } = await findOrAddPerson(handle, email, clock.now());
    await namePerson(handle, id, email.split('@')[0]!);
    if (council)
      await addMember(
        handle,
        council,
        { person: id, role: 'contributor', perspective: null },
        clock.now(),
      );
    if (editor)
      await handle
        .insertInto('platform_role')
        .values({ person_id: id, role: 'editor', given_at: clock.now().toISOString() })
        .execute();
    return id;
  });
}

const as = async (app: FastifyInstance, database: Database, email: string, clock: Clock) => {
  const browser = await signedIn(app, database, email, clock.now());
  // Behind https the cookie has the name that browsers guard.
  browser.cookies.set('__Host-almanac-session', browser.cookies.get('almanac-session')!);
  return browser;
};

const CRITERIA = ['true', 'sourced', 'clear', 'useful', 'no-personal-data', 'no-advertising'];

async function decide(editor: Browser, base: string, fields: Record<string, string | string[]>) {
  const address = base.replace('/share/', '/admin/examples/');
  const page = await editor.get(address);
  const number = /name="number" value="(\d+)"/.exec(page.body)?.[1] ?? '0';
  return editor.post(address, { number, criteria: CRITERIA, ...fields });
}

async function send(author: Browser, base: string, extra: Record<string, string> = {}) {
  await author.get(`${base}/send`);
  return author.post(`${base}/send`, { sure: 'yes', ...extra });
}

const subjects = async (database: Database, email: string) =>
  (
    await database.kysely
      .selectFrom('mail')
      .select('subject')
      .where('recipient', '=', email)
      .orderBy('id')
      .execute()
  ).map(({ subject }) => subject);

testOnBoth('from a draft with a picture to the library, and back out of it', async (database) => {
  const clock = new Clock();
  await member(database, clock, 'ada@leeds.gov.uk', 'leeds');
  await member(database, clock, 'eve@almanac.example', undefined, true);
  const { app } = await anew(database, clock);
  const ada = await as(app, database, 'ada@leeds.gov.uk', clock);
  const eve = await as(app, database, 'eve@almanac.example', clock);
  const base = await writeUp(ada, { for: 'leeds', body: '', action: '' });
  await ada.get(`${base}/pictures`);
  const added = await ada.send(`${base}/pictures`, 'desk.jpg', await photograph(), {
    alt: 'The desk with three screens',
    caption: 'The desk',
  });
  assert.equal(added.statusCode, 303, added.body.slice(0, 200));
  const shot = /src="(\/share\/[^"]+\/pictures\/[^"]+)"/.exec(
    (await ada.get(`${base}/pictures`)).body,
  )![1]!;
  const own = await ada.get(shot);
  assert.equal(own.headers['cache-control'], 'no-store');
  assert.doesNotMatch(own.rawPayload.toString('latin1'), /secret-place/);
  const address = `/pictures/${shot.split('/').at(-1)}.jpg`;
  assert.equal((await app.inject(address)).statusCode, 404, 'private before it is published');
  const preview = await ada.get(`${base}/preview`);
  assert.match(preview.body, /Reading age/);
  assert.match(preview.body, /<li>We cut three of them\.<\/li>/);

  assert.equal((await send(ada, base)).statusCode, 303);
  assert.equal((await ada.get(`${base}/problem`)).statusCode, 303, 'nobody changes what is read');
  assert.match((await eve.get('/admin/examples')).body, /A shared desk for planning letters/);
  const returned = await decide(eve, base, {
    verdict: 'returned',
    'say-wrong': 'What did the month cost?',
  });
  assert.match(String(returned.headers.location), /done=returned/);
  assert.match((await ada.get(base)).body, /What did the month cost\?/);
  assert.match((await ada.get(`${base}/wrong`)).body, /What did the month cost\?/);
  await savePart(ada, base, 'wrong', {
    text: 'We forgot the post. It waited for a month, and 40 people rang.',
  });
  await send(ada, base);
  assert.match((await ada.get(`${base}/versions/2`)).body, /<ins>.*40 people rang/s);
  clock.pass(3 * 86_400_000);
  // A session does not last three days without use.
  const later = await as(app, database, 'eve@almanac.example', clock);
  assert.match((await later.get('/admin/examples')).body, /3 days/);
  const published = await decide(later, base, { verdict: 'approved' });
  assert.match(String(published.headers.location), /done=published/);
  assert.deepEqual(
    (await subjects(database, 'ada@leeds.gov.uk')).map((subject) => subject.split('” ')[1]),
    ['came back with comments', 'is published'],
  );
  assert.equal((await subjects(database, 'eve@almanac.example')).length, 2);

  assert.match(String((await send(ada, base)).statusCode), /401|403/, 'nor hers');
  const { app: next, site } = await anew(database, clock);
  const slug = '/practice/a-shared-desk-for-planning-letters';
  const page = (await next.inject(slug)).body;
  assert.match(page, /Written by Leeds Council, checked by an editor on 27 November 2026/);
  assert.match(page, /How it was measured: Counted by the desk/);
  assert.match(page, /alt="The desk with three screens"/);
  const picture = await next.inject(address);
  assert.equal(picture.headers['content-type'], 'image/jpeg');
  assert.match(String(picture.headers['cache-control']), /public, max-age=\d{6}/);
  assert.match(String(picture.headers['content-security-policy']), /default-src 'none'/);
  for (const where of [
    '/practice?by=council',
    '/outcomes/services',
    '/councils/york',
    '/sitemap.xml',
    '/feed.xml',
  ])
    assert.match((await next.inject(where)).body, /a-shared-desk-for-planning-letters/, where);
  assert.match((await next.inject('/search?q=shared+desk+planning+letters')).body, /a-shared-desk/);
  assert.ok(site.pages.find(slug));

  const author = await as(next, database, 'ada@leeds.gov.uk', clock);
  await author.get(base);
  const why = 'The figures turned out to be of another desk.';
  assert.equal((await author.post(`${base}/withdraw`, { why })).statusCode, 303);
  const { app: last } = await anew(database, clock);
  const gone = await last.inject(slug);
  assert.equal(gone.statusCode, 410);
  assert.match(gone.body, /figures turned out to be of another desk/);
  assert.equal((await last.inject(address)).statusCode, 404);
  for (const each of [app, next, last]) await each.close();
});

testOnBoth('an author never publishes, a supplier needs two editors', async (database) => {
  const clock = new Clock();
  for (const name of ['eve', 'odo', 'sam'])
    await member(database, clock, `${name}@almanac.example`, undefined, true);
  const { app } = await anew(database, clock);
  const [eve, odo, sam] = await Promise.all(
    ['eve', 'odo', 'sam'].map((name) => as(app, database, `${name}@almanac.example`, clock)),
  );
  const base = await writeUp(sam!, { for: 'supplier', body: 'Acme Ltd', action: '' });
  await send(sam!, base);
  assert.match((await eve!.get('/admin/examples')).body, /a supplier/);
  const self = await decide(sam!, base, { verdict: 'approved' });
  assert.match(String(self.headers.location), /done=own/);
  const first = await decide(eve!, base, { verdict: 'approved' });
  assert.match(String(first.headers.location), /done=second/);
  const twice = await decide(eve!, base, { verdict: 'approved' });
  assert.match(String(twice.headers.location), /done=stale/);
  const unticked = await decide(odo!, base, { verdict: 'approved', criteria: ['true'] });
  assert.equal(unticked.statusCode, 400);
  const second = await decide(odo!, base, { verdict: 'approved' });
  assert.match(String(second.headers.location), /done=published/);
  const { app: next } = await anew(database, clock);
  const { body } = await next.inject('/practice/a-shared-desk-for-planning-letters');
  assert.match(body, /<strong>Written by a supplier<\/strong>: Acme Ltd, checked by two editors/);
  assert.match((await next.inject('/practice')).body, /Written by a supplier/);
  for (const each of [app, next]) await each.close();
});

testOnBoth('two who save the same part lose nothing', async (database) => {
  const clock = new Clock();
  await member(database, clock, 'ada@leeds.gov.uk', 'leeds');
  await member(database, clock, 'yves@york.gov.uk', 'york');
  const { app } = await anew(database, clock);
  const ada = await as(app, database, 'ada@leeds.gov.uk', clock);
  const yves = await as(app, database, 'yves@york.gov.uk', clock);
  const base = await writeUp(ada, { for: 'leeds', body: '', action: '' });
  assert.equal((await yves.get(base)).statusCode, 404, 'not his to know');
  await ada.get(`${base}/authors`);
  for (const email of ['yves@york.gov.uk', 'nobody@york.gov.uk'])
    assert.match(
      String((await ada.post(`${base}/authors`, { email })).headers.location),
      /done=asked/,
      'the same answer, whether or not somebody has the address',
    );
  assert.equal((await subjects(database, 'yves@york.gov.uk')).length, 1);
  assert.equal((await subjects(database, 'nobody@york.gov.uk')).length, 0);
  const asked = /action="(\/share\/invited\/[^"]+)"/.exec((await yves.get('/share')).body)![1]!;
  await ada.get('/share');
  await ada.post(asked, { answer: 'yes', council: 'leeds' });
  assert.equal((await yves.get(base)).statusCode, 404, 'only who was asked can say yes');
  await yves.get('/share');
  await yves.post(asked, { answer: 'yes', council: 'york' });
  assert.equal((await yves.get(base)).statusCode, 200);

  const version = /name="version" value="(\d+)"/.exec((await ada.get(`${base}/problem`)).body)![1]!;
  await savePart(yves, base, 'problem', { text: 'What Yves wrote.' });
  const late = await ada.post(`${base}/problem`, { text: 'What Ada wrote.', version, go: 'next' });
  assert.equal(late.statusCode, 400);
  assert.match(late.body, /What Ada wrote\./, 'nothing typed is lost');
  assert.match(late.body, /What Yves wrote\./, 'nor what stands there');
  const fresh = /name="version" value="(\d+)"/.exec(late.body)![1]!;
  const again = await ada.post(`${base}/problem`, {
    text: 'What both wrote.',
    version: fresh,
    go: 'next',
  });
  assert.equal(again.statusCode, 303);
  const long = await ada.post(`${base}/problem`, {
    text: 'x'.repeat(100_000),
    version: '9',
    go: '',
  });
  assert.equal(long.statusCode, 400);
  assert.match(long.body, /Use at most 3,000 characters/);
  assert.ok(long.body.includes('x'.repeat(100_000)));
  // He leaves York: what he joined as is over, and so is his way in.
  await transact(database, 'everyone', (handle) =>
    handle.deleteFrom('member').where('council', '=', 'york').execute(),
  );
  assert.equal((await yves.get(base)).statusCode, 404);
  await app.close();
});

testOnBoth('what may be about a person is shown before it is sent', async (database) => {
  const clock = new Clock();
  await member(database, clock, 'ada@leeds.gov.uk', 'leeds');
  const { app } = await anew(database, clock);
  const ada = await as(app, database, 'ada@leeds.gov.uk', clock);
  const base = await writeUp(
    ada,
    { for: 'leeds', body: '', action: '' },
    { contact: { role: 'Jo, 0113 496 0000' } },
  );
  const page = await ada.get(`${base}/send`);
  assert.match(page.body, /A phone number in .*Whom to ask.*0113 496 0000/s);
  assert.equal((await send(ada, base)).statusCode, 400);
  assert.equal((await send(ada, base, { looked: 'yes' })).statusCode, 303);
  await app.close();
});

testOnBoth(
  'a card lives: councils say what they made of it, authors are asked',
  async (database) => {
    const clock = new Clock();
    const { app: empty } = await anew(database, clock);
    await empty.close();
    await member(database, clock, 'ada@leeds.gov.uk', 'leeds');
    await member(database, clock, 'yves@york.gov.uk', 'york');
    await member(database, clock, 'eve@almanac.example', undefined, true);
    const { app } = await anew(database, clock);
    const ada = await as(app, database, 'ada@leeds.gov.uk', clock);
    const eve = await as(app, database, 'eve@almanac.example', clock);
    const base = await writeUp(ada, { for: 'leeds', body: '', action: '' });
    await send(ada, base);
    await decide(eve, base, { verdict: 'approved' });
    const slug = '/practice/a-shared-desk-for-planning-letters';
    const { app: second } = await anew(database, clock);
    const yves = await as(second, database, 'yves@york.gov.uk', clock);
    await yves.get(`${slug}/ours`);
    const bare = await yves.post(`${slug}/ours`, { council: 'york', kinds: ['done'] });
    assert.equal(bare.statusCode, 400, 'one line on what was different');
    const foreign = await yves.post(`${slug}/ours`, { council: 'leeds', kinds: ['helped'] });
    assert.equal(foreign.statusCode, 400, 'only for a council of one’s own');
    const said = { council: 'york', kinds: ['done'], done: 'We did it with two desks.' };
    assert.equal((await yves.post(`${slug}/ours`, said)).statusCode, 303);
    assert.equal((await yves.post(`${slug}/ours`, said)).statusCode, 303, 'twice is once');
    const third = await anew(database, clock);
    const page = (await third.app.inject(slug)).body;
    assert.match(page, /Did this too.*York Council<\/a>: “We did it with two desks\.”/s);
    assert.equal(page.match(/two desks/g)?.length, 1);
    assert.doesNotMatch(page, /yves/i, 'of the council, never of the person');

    // A reader reports a problem; an editor takes the line off and says so.
    const reader = await as(third.app, database, 'eve@almanac.example', clock);
    await reader.get(`${slug}/problem`);
    const told = { kind: 'wrong', says: 'York has only one desk, see its report.' };
    for (let time = 0; time < 10; time += 1)
      assert.equal((await reader.post(`${slug}/problem`, told)).statusCode, 303);
    assert.equal((await reader.post(`${slug}/problem`, told)).statusCode, 400, 'a burst ends');
    const report = /href="(\/admin\/examples\/problems\/[^"]+)"/.exec(
      (await reader.get('/admin/examples')).body,
    )![1]!;
    const line = /value="(echo:[^"]+)"/.exec((await reader.get(report)).body)![1]!;
    const closed = { decision: 'corrected', note: 'A line of York was taken off.', hide: [line] };
    assert.match(String((await reader.post(report, closed)).headers.location), /done=decided/);
    const fourth = await anew(database, clock);
    const after = (await fourth.app.inject(slug)).body;
    assert.doesNotMatch(after, /two desks/);
    assert.match(after, /Corrections.*A line of York was taken off/s);

    // Half a year, a year, a month, another year.
    const about = { site: 'https://almanac.example', title: 'Almanac' };
    const run = () =>
      transact(database, 'everyone', (handle) => followUp(handle, about, clock.now()));
    const days = (count: number) => clock.pass(count * 86_400_000);
    days(100);
    assert.equal(await run(), 0);
    days(84);
    assert.equal(await run(), 1);
    assert.equal(await run(), 0, 'twice does no harm');
    days(185);
    assert.equal(await run(), 1);
    days(31);
    assert.equal(await run(), 0);
    const old = await anew(database, clock);
    assert.match((await old.app.inject(slug)).body, /Not confirmed since 24 November 2026/);
    assert.match((await old.app.inject('/practice')).body, /a-shared-desk/);
    days(366);
    await run();
    const aside = await anew(database, clock);
    assert.doesNotMatch(
      (await aside.app.inject('/practice')).body,
      /href="\/practice\/a-shared-desk/,
    );
    assert.match((await aside.app.inject('/practice?confirmed=aside')).body, /a-shared-desk/);
    assert.equal((await aside.app.inject(slug)).statusCode, 200, 'still at its address');
    const author = await as(aside.app, database, 'ada@leeds.gov.uk', clock);
    await author.get(`${base}/follow-up`);
    const answer = { still: 'running', says: 'Now one day for all letters.' };
    assert.equal((await author.post(`${base}/follow-up`, answer)).statusCode, 303);
    const back = await anew(database, clock);
    assert.match((await back.app.inject(slug)).body, /Still running\.<\/strong> “Now one day/);
    assert.match((await back.app.inject('/practice')).body, /href="\/practice\/a-shared-desk/);
    for (const each of [app, second, third.app, fourth.app, old.app, aside.app, back.app])
      await each.close();
  },
);

testOnBoth('who goes takes their name along, and leaves what is published', async (database) => {
  const clock = new Clock();
  await member(database, clock, 'ada@leeds.gov.uk', 'leeds');
  await member(database, clock, 'eve@almanac.example', undefined, true);
  const { app } = await anew(database, clock);
  const ada = await as(app, database, 'ada@leeds.gov.uk', clock);
  const eve = await as(app, database, 'eve@almanac.example', clock);
  const base = await writeUp(ada, { for: 'leeds', body: '', action: '' });
  const mine = await writeUp(ada, { for: 'partner', body: 'A charity', action: '' });
  await send(ada, base);
  await decide(eve, base, { verdict: 'approved' });
  const { sharing } = JSON.parse((await ada.get('/account/data.json')).body);
  assert.equal(sharing.examples.length, 2);
  assert.match(JSON.stringify(sharing.parts), /We forgot the letters/);
  await ada.get('/account/delete');
  assert.equal((await ada.post('/account/delete', { sure: 'yes' })).statusCode, 303);
  const left = await transact(database, 'everyone', (handle) =>
    handle.selectFrom('writeup').select('id').execute(),
  );
  assert.deepEqual(
    left.map(({ id }) => `/share/${id}`),
    [base],
    'a draft of hers alone is gone',
  );
  assert.notEqual(mine, base);
  const { app: next } = await anew(database, clock);
  const { body } = await next.inject('/practice/a-shared-desk-for-planning-letters');
  assert.match(body, /Written by Leeds Council/);
  for (const each of [app, next]) await each.close();
});
