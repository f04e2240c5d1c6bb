import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { loadContent } from '../src/content/load.ts';
import type { Database } from '../src/db/connect.ts';
import type { CouncilRole } from '../src/db/tables/councils.ts';
import { transact } from '../src/db/transact.ts';
import { findOrAddPerson } from '../src/features/sign-in/sessions.ts';
import { addMember } from '../src/features/space/members.ts';
import { type Browser, signedIn } from './browser-session.ts';
import { testOnBoth } from './databases.ts';
import { copyContent, edit, SMALL_COUNTRY } from './fixtures.ts';
import { startApp, WITHOUT_PRINTER } from './start-app.ts';

const target = (id: string, statement: string) => `- id: ${id}
  name: ${id}
  statement: ${statement}
  why: People use it each day.
  measure: Count the faults each year.
  evidence: [A list of faults]
  levels: { one: Nobody looks., two: One looks., three: The town reads., four: Others use it. }
  applies: { nations: [Smallland], types: [town] }
  sources: [{ title: A count, publisher: The tests, url: "https://source.example/${id}" }]
  review: 2030-01-01
`;
const targets = (prefix: string, ids: readonly string[]) =>
  ids.map((id) => target(id, `We look after the ${prefix} ${id}.`)).join('');

const FIRST = ['water-kept', 'clear', 'whole', 'left', 'right', 'gone'];
const SECOND = ['water-kept', 'clear', 'one-part', 'other-part', 'both', 'fresh'];
const ROADS = ['roads-kept', 'r-two', 'r-three', 'r-four', 'r-five', 'r-six'];

const CHANGES = `- edition: "2"
  after: "1"
  published: 2027-01-01
  changes:
    - { change: reworded, item: water.water-kept, was: Old words., why: Plainer., meaning: same }
    - { change: reworded, item: water.clear, was: Old words., why: The bar is higher., meaning: moved }
    - { change: split, item: water.whole, was: The whole of it., why: Two jobs., into: [water.one-part, water.other-part], keeps: water.one-part }
    - { change: merged, items: [water.left, water.right], was: Left and right., why: One job., into: water.both }
    - { change: retired, item: water.gone, was: The gone one., why: All have it. }
    - { change: new, item: water.fresh, why: A new law. }
`;

const question = (id: string, outcome: string) => `- id: how-${id}
  role: mayor
  question: How many faults did you find in the ${outcome} ${id}?
  good: A number, and a list that shows each one.
  warning: Nobody has walked them.
  target: ${id}
`;

/** Targets of an outcome, each with a question that opens it up and a step that moves it. */
async function writeOutcome(folder: string, outcome: string, ids: readonly string[]) {
  const under = path.join(folder, 'outcomes', outcome);
  await writeFile(path.join(under, 'targets.yaml'), targets(outcome, ids));
  const questions = ids.map((id) => question(id, outcome)).join('');
  await writeFile(path.join(under, 'questions.yaml'), questions);
  const moves = ids.map((id) => `  - { target: ${id}, from: one, to: two }`).join('\n');
  const step = `outcomes/${outcome}/steps/01-walk-${outcome}.md`;
  await edit(folder, step, `  - { target: ${outcome}-kept, from: one, to: two }`, moves);
}

/** The content of the small country in two editions: six targets, and all five ways in which they change. */
async function twoEditions(t: Pick<TestContext, 'after'>): Promise<[string, string]> {
  const folders: string[] = [];
  for (const water of [FIRST, SECOND]) {
    const folder = await copyContent(t, SMALL_COUNTRY);
    await edit(folder, 'almanac.yaml', 'targets: 1', 'targets: 6');
    await writeOutcome(folder, 'water', water);
    await writeOutcome(folder, 'roads', ROADS);
    folders.push(folder);
  }
  const [first = '', second = ''] = folders;
  await edit(second, 'almanac.yaml', 'edition: "1"', 'edition: "2"');
  await writeFile(path.join(second, 'editions.yaml'), CHANGES);
  return [first, second];
}

async function member(database: Database, council: string, name: string, role: CouncilRole) {
  await transact(database, 'everyone', async (handle) => {
    const { id } = await findOrAddPerson(handle, `${name}@town.example`, new Date());
    await addMember(handle, council, { person: id, role, perspective: 'digital' }, new Date());
  });
}

const answer = (choice: string, version = '0') => ({
  ...{ choice, note: '', evidence: '', evidenceDate: '', evidenceOwner: '', confidence: '' },
  ...{ dissent: '', version, back: '' },
});
async function openRound(lead: Browser, council: string, name: string, start = '') {
  await lead.get(`/my/${council}/assessment/new`);
  const fields = {
    name,
    depth: 'full',
    outcomes: ['water'],
    who: 'all',
    closesOn: '2099-01-01',
    start,
  };
  const opened = await lead.post(`/my/${council}/assessment/new`, fields);
  return String(opened.headers.location).split('?')[0] ?? '';
}
async function answerEach(person: Browser, base: string, choices: Record<string, string>) {
  for (const [id, choice] of Object.entries(choices)) {
    await person.get(`${base}/q/water.${id}`);
    const saved = await person.post(`${base}/q/water.${id}`, answer(choice));
    assert.equal(saved.statusCode, 303, `${id}: ${saved.body.slice(0, 200)}`);
  }
}
const act = async (lead: Browser, base: string, what: string, fields = {}) => {
  await lead.get(base);
  return lead.post(`${base}/${what}`, fields);
};

const contexts: (() => Promise<void>)[] = [];
const t = { after: (work: () => Promise<void>) => void contexts.push(work) } as never;
test.after(async () => {
  for (const work of contexts) await work();
});

testOnBoth(
  'a council goes on from one edition to the next, and what was asked before still reads',
  async (database) => {
    const [first, second] = await twoEditions(t);
    const settings = (folder: string) => ({ ...WITHOUT_PRINTER, CONTENT_DIR: folder });
    await member(database, 'oldtown', 'lead', 'lead');
    const one = await startApp(settings(first), database);
    let lead = await signedIn(one.app, database, 'lead@town.example');

    const closed = await openRound(lead, 'oldtown', 'Before');
    await answerEach(lead, `${closed}/mine`, { 'water-kept': '2' });
    await act(lead, closed, 'close');
    const agreed = { 'water-kept': '2', clear: '3', whole: '4', left: '3', right: '1', gone: '2' };
    await answerEach(lead, `${closed}/agreed`, agreed);
    await act(lead, closed, 'settle');
    const open = await openRound(lead, 'oldtown', 'Meanwhile', 'last');
    await answerEach(lead, `${open}/mine`, { ...agreed, gone: '1' });
    assert.match((await lead.get(open)).body, /6 of 6 answered/);
    const kept = (await lead.get(`${open}/mine/answers.json`)).rawPayload;
    await one.app.close();

    const two = await startApp(settings(second), database);
    lead = await signedIn(two.app, database, 'lead@town.example');
    const mine = await lead.get(`${open}/mine/check`);
    assert.match(mine.body, /4 of 6 answered/, 'only what is new is asked');
    assert.match(mine.body, /worded anew/);
    assert.match(mine.body, /put together from several/);
    assert.doesNotMatch(mine.body, /water gone/);
    assert.match((await lead.get(`${open}/mine/q/water.clear`)).body, /carried over/);
    await answerEach(lead, `${open}/mine`, { 'other-part': '2', fresh: '1' });
    assert.match((await lead.get(open)).body, /6 of 6 answered/);

    const old = await lead.get(`${closed}/results`);
    assert.match(
      old.body,
      /We look after the water gone\./,
      'a closed round reads as it was asked',
    );
    assert.doesNotMatch(old.body, /water fresh/);

    await act(lead, open, 'close');
    assert.match((await lead.get(`${open}/agreed/check`)).body, /4 of 6 answered/);
    await lead.get(`${open}/agreed/q/water.both`);
    await lead.post(`${open}/agreed/q/water.both`, answer('3', '1'));
    const results = (await lead.get(`${open}/results`)).body;
    assert.match(results, /Since “Before”, one target has moved up/);
    assert.match(results, /None of the one move are|the question itself changed/);
    assert.match(results, /merged with another in edition 2: One job/);
    assert.match(results, /no longer asked: “The gone one\.”/);
    const trend = (await lead.get('/my/oldtown/assessment/trend')).body;
    assert.match(trend, /≠/);
    assert.match(trend, /Edition 1/);

    // A file that was kept under the old set is taken under the new one.
    await lead.get('/assessment');
    const link = String(
      (await lead.post('/assessment', { depth: 'full', place: 'oldtown' })).headers.location,
    ).split('?')[0];
    await lead.get(`${link}/bring`);
    const brought = await lead.send(`${link}/bring`, 'a.json', kept);
    assert.equal(brought.statusCode, 303, brought.body.slice(0, 300));
    assert.match((await lead.get(`${link}/check`)).body, /4 of 12 answered/);

    // The council ends: what it agreed goes to the one that follows.
    await member(database, 'newtown', 'next', 'lead');
    const next = await signedIn(two.app, database, 'next@town.example');
    assert.match((await next.get('/my/newtown/assessment/before')).body, /names Old Town before/);
    assert.match(
      (
        await act(lead, `${open}/hand-over`.replace('/hand-over', ''), 'hand-over', {
          successor: 'newtown',
        })
      ).body,
      /First let the agreed answers stand/,
    );
    await act(lead, open, 'settle');
    for (const again of [1, 2]) {
      await lead.get(`${open}/hand-over`);
      const handed = await lead.post(`${open}/hand-over`, { successor: 'newtown' });
      assert.equal(handed.statusCode, 303, `${again}`);
    }
    const before = (await next.get('/my/newtown/assessment/before')).body;
    assert.match(before, /Old Town/);
    assert.match(before, /“Meanwhile”, edition 2/);
    assert.equal((await next.get(`${open}/results`)).statusCode, 404, 'a copy, not the place');
    const started = await openRound(next, 'newtown', 'First', 'before');
    await act(next, started, 'close');
    const begun = (await next.get(`${started}/agreed/check`)).body;
    assert.match(begun, /4 of 6 answered/);
    assert.match(begun, /Old Town: /, 'each answer says where it comes from');
    assert.match((await next.get(`${started}/results`)).body, /What the councils before agreed/);
    assert.equal((await lead.get(`${open}/results`)).statusCode, 200, 'still theirs to read');
    await two.app.close();
  },
);

test('the build refuses an id that ended and is used again, and an edition that is not this one', async (context) => {
  const [, second] = await twoEditions(context);
  await writeFile(
    path.join(second, 'editions.yaml'),
    CHANGES.replace('item: water.gone', 'item: water.fresh')
      .replace('into: water.both', 'into: water.nowhere')
      .replace('edition: "2"', 'edition: "9"'),
  );
  const { problems } = await loadContent(second, '2026-11-24');
  const told = problems.map(({ found, expected }) => `${found}: ${expected}`).join('\n');
  assert.match(told, /water\.fresh.*: an id that no question uses any more/);
  assert.match(told, /water\.nowhere.*: a question that is asked/);
  assert.match(told, /9.*: the edition of almanac\.yaml, 2/);
});
