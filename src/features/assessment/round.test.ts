import assert from 'node:assert/strict';
import { type Browser, signedIn } from '../../../test/browser-session.ts';
import { testOnBoth } from '../../../test/databases.ts';
import { startApp } from '../../../test/start-app.ts';
import { transact } from '../../db/transact.ts';

const form = (choice: string, rest: Record<string, string> = {}) => ({
  choice,
  note: '',
  evidence: '',
  evidenceDate: '',
  evidenceOwner: '',
  confidence: '',
  dissent: '',
  version: '0',
  back: '',
  ...rest,
});

/** Opens every question of the address in turn and answers with the choices. */
async function answerAll(person: Browser, base: string, choices: readonly string[]): Promise<void> {
  const check = await person.get(`${base}/check`);
  const all = [...check.body.matchAll(/href="([^"]+\/q\/[^"?]+)\?back/g)].map(
    ([, href = '']) => href,
  );
  assert.equal(all.length, 12);
  for (const [index, href] of all.entries()) {
    await person.get(href);
    const saved = await person.post(href, form(choices[index % choices.length] ?? '1'));
    assert.equal(saved.statusCode, 303);
  }
}

testOnBoth(
  'a round from opening to results: five voices, closed, shown by group, agreed',
  async (database) => {
    const { app } = await startApp({}, database);
    const people: Browser[] = [];
    const groups = ['digital', 'councillor', 'councillor', 'councillor', 'partner'];
    for (const [index, perspective] of groups.entries()) {
      const person = await signedIn(app, database, `p${index}@leeds.gov.uk`);
      await person.get('/join/leeds');
      await person.post('/join/leeds', { name: `Person ${index}`, perspective, message: '' });
      people.push(person);
    }
    const [lead, one, two] = people as [Browser, Browser, Browser];
    await transact(database, 'everyone', (handle) =>
      handle
        .updateTable('member')
        .set({ role: 'contributor' })
        .where('role', '=', 'viewer')
        .execute(),
    );

    await lead.get('/my/leeds/assessment/new');
    const past = await lead.post('/my/leeds/assessment/new', {
      name: '',
      depth: 'quick',
      outcomes: [],
      closesOn: '2020-01-01',
      start: '',
      who: 'all',
    });
    assert.equal(past.statusCode, 400);
    assert.match(past.body, /still to come/);
    const outcomes = [
      ...past.body.matchAll(/name="outcomes" type="checkbox" value="([^"]+)"/g),
    ].map(([, slug = '']) => slug);
    const fields = {
      name: 'Autumn 2026',
      depth: 'quick',
      outcomes,
      closesOn: '2099-01-01',
      start: '',
      who: 'all',
    };
    const opened = await lead.post('/my/leeds/assessment/new', fields);
    const base = String(opened.headers.location).split('?')[0] ?? '';
    assert.equal(
      String((await lead.post('/my/leeds/assessment/new', fields)).headers.location).split('?')[0],
      base,
    );
    assert.equal((await one.get('/my/leeds/assessment/new')).statusCode, 403);

    const given = [
      ['1', '2'],
      ['1', '3'],
      ['2', '3'],
      ['2', '4'],
      ['3', '1'],
    ];
    for (const [index, person] of people.entries()) {
      assert.match((await person.get(base)).body, /0 of 12 answered/);
      await answerAll(person, `${base}/mine`, given[index] ?? []);
    }
    assert.match((await lead.get(base)).body, /5 people have begun/);
    assert.equal((await lead.get(`${base}/voices`)).statusCode, 404, 'nothing before it is closed');
    assert.equal((await lead.get(`${base}/agreed/check`)).statusCode, 404);
    assert.equal((await lead.get(`${base}/results`)).statusCode, 404);

    assert.equal((await one.post(`${base}/close`)).statusCode, 403);
    await lead.get(base);
    assert.equal((await lead.post(`${base}/close`)).statusCode, 303);
    const late = await two.get(`${base}/mine/check`);
    assert.match(late.body, /closed, so answers cannot be changed/);
    const question = /<li id="([^"]+)">/.exec(late.body)?.[1] ?? '';
    const refused = await two.post(`${base}/mine/q/${question}`, form('4', { version: '1' }));
    assert.match(String(refused.headers.location), /check/);
    const kept = await transact(database, 'everyone', (handle) =>
      handle.selectFrom('audit').select('action').orderBy('id').execute(),
    );
    assert.ok(kept.some(({ action }) => action === 'round.closed'));

    const voices = await one.get(`${base}/voices`);
    assert.equal(voices.statusCode, 200);
    assert.match(
      voices.body,
      /Digital and data, Partners and Councillors<span class="small">, 5 people/,
      'one partner and one digital officer never stand alone',
    );
    assert.doesNotMatch(
      voices.body,
      /<th scope="row">Partners</,
      'one partner is never shown alone',
    );
    assert.doesNotMatch(voices.body, /Person [02-9]/);

    assert.equal((await one.get(`${base}/agreed/check`)).statusCode, 403);
    await answerAll(lead, `${base}/agreed`, ['2']);
    const results = await one.get(`${base}/results`);
    assert.equal(results.statusCode, 200);
    assert.match(results.body, /All 12 outcomes have a level/);
    assert.match((await one.get(`${base}/answers.csv`)).body, /Under way/);

    const stranger = await signedIn(app, database, 'x@york.gov.uk');
    for (const path of ['', '/voices', '/results', '/mine/check', '/answers.json'])
      assert.equal((await stranger.get(base + path)).statusCode, 404, path);

    await lead.get('/my/leeds/assessment/new');
    const next = await lead.post('/my/leeds/assessment/new', {
      ...fields,
      name: 'Spring 2027',
      start: 'last',
    });
    const second = String(next.headers.location).split('?')[0] ?? '';
    await lead.get(second);
    await lead.post(`${second}/close`);
    const agreed = await lead.get(`${second}/agreed/check`);
    assert.match(agreed.body, /12 of 12 answered/);
    const first = /href="([^"]+\/q\/[^"?]+)\?back/.exec(agreed.body)?.[1] ?? '';
    await lead.get(first);
    await lead.post(first, form('3', { version: '1' }));
    const moved = await one.get(`${second}/results`);
    assert.match(
      moved.body,
      /Since “Autumn 2026”, one target has moved up and no targets have moved down. 11 stand/,
    );
    await app.close();
  },
);
