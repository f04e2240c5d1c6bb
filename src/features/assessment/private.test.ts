import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser } from '../../../test/browser-session.ts';
import { testOnBoth } from '../../../test/databases.ts';
import { startApp } from '../../../test/start-app.ts';
import { transact } from '../../db/transact.ts';
import { exportSchema } from './export.ts';
import { forgetPrivateSheets, PRIVATE_DAYS } from './sheets.ts';

const form = (choice: string, rest: Record<string, string> = {}) => ({
  choice,
  note: '',
  evidence: '',
  evidenceDate: '',
  evidenceOwner: '',
  confidence: '',
  version: '0',
  back: '',
  ...rest,
});

testOnBoth(
  'a quick look without an account, from the first question to results and deletion',
  async (database) => {
    const { app } = await startApp({}, database);
    const reader = new Browser(app);
    await reader.get('/assessment');
    const unset = await reader.post('/assessment', { place: 'leeds' });
    assert.equal(unset.statusCode, 400);
    assert.match(unset.body, /Error: Where are we/);
    assert.match(unset.body, /value="leeds" selected/);
    const started = await reader.post('/assessment', { depth: 'quick', place: 'leeds' });
    const link = String(started.headers.location).split('?')[0] ?? '';
    const overview = await reader.get(String(started.headers.location));
    assert.match(overview.body, /0 of 12 answered/);
    assert.equal(overview.headers['cache-control'], 'no-store');

    let at = /href="([^"]+\/q\/[^"]+)" role="button"/.exec(overview.body)?.[1] ?? '';
    const choices = ['1', '2', '3', '4', 'unknown', '2', 'later', '3', '4', '1', '2', '3'];
    for (const choice of choices) {
      await reader.get(at);
      const empty = await reader.post(at, form('', { note: 'Typed & kept' }));
      assert.equal(empty.statusCode, 400);
      assert.match(empty.body, /Typed &amp; kept/);
      const saved = await reader.post(at, form(choice));
      assert.equal(saved.statusCode, 303);
      at = String(saved.headers.location);
    }
    assert.match(at, /\/check#/);
    const results = await reader.get(`${link}/results`);
    assert.match(results.body, /10 of 12 outcomes have a level/);
    assert.match(results.body, /To one question the answer was/);
    assert.match(results.body, /What next/);
    assert.equal((await reader.get(`${link}/results/method`)).statusCode, 200);

    const file = exportSchema.parse((await reader.get(`${link}/answers.json`)).json());
    assert.deepEqual(
      file.answers.map(({ choice }) => choice),
      choices,
    );
    assert.match((await reader.get(`${link}/answers.csv`)).body, /not answered|Not yet/i);

    await reader.get(link);
    assert.equal((await reader.post(`${link}/delete`)).statusCode, 303);
    const gone = await reader.get(link);
    assert.equal(gone.statusCode, 404);
    assert.match(gone.body, /no answers at this address/);
    assert.deepEqual(await database.kysely.selectFrom('answer').selectAll().execute(), []);
    await app.close();
  },
);

testOnBoth(
  'two windows: the later answer is shown the earlier one, and a repeated one is no conflict',
  async (database) => {
    const { app } = await startApp({}, database);
    const reader = new Browser(app);
    await reader.get('/assessment');
    const link = String(
      (await reader.post('/assessment', { depth: 'full', place: '' })).headers.location,
    ).split('?')[0];
    const check = await reader.get(`${link}/check`);
    const question = (/href="([^"]+\/q\/[^"]+)\?back/.exec(check.body)?.[1] ?? '').replaceAll(
      '&amp;',
      '&',
    );
    await reader.get(question);
    assert.equal((await reader.post(question, form('2'))).statusCode, 303);
    assert.equal((await reader.post(question, form('2'))).statusCode, 303, 'a double click');
    const conflict = await reader.post(question, form('4', { note: 'Mine' }));
    assert.equal(conflict.statusCode, 400);
    assert.match(conflict.body, /now says “Under way”/);
    assert.match(conflict.body, />Mine</);
    assert.equal(
      (await reader.post(question, form('4', { note: 'Mine', version: '1' }))).statusCode,
      303,
    );
    const reason = await reader.post(question, form('na', { version: '2' }));
    assert.match(reason.body, /why it does not apply/);
    await app.close();
  },
);

testOnBoth('what is not asked, not known or not ours is refused', async (database) => {
  const { app } = await startApp({}, database);
  const reader = new Browser(app);
  await reader.get('/assessment');
  const link = String(
    (await reader.post('/assessment', { depth: 'quick', place: 'atlantis' })).headers.location,
  ).split('?')[0];
  await reader.get(`${link}`);
  assert.equal((await reader.get(`${link}/q/no-such-thing`)).statusCode, 404);
  assert.equal((await reader.post(`${link}/q/no-such-thing`, form('2'))).statusCode, 404);
  assert.equal((await reader.get(`/assessment/${'A'.repeat(43)}`)).statusCode, 404);
  assert.equal((await reader.get(`/assessment/${'A'.repeat(43)}/results`)).statusCode, 404);
  const wrong = new Browser(app);
  assert.equal((await wrong.post(`${link}/delete`, {}, 'x'.repeat(32))).statusCode, 403);
  assert.equal((await reader.get(`${link}`)).statusCode, 200);
  const long = await reader.post(`${link}/q/data`, form('2', { note: 'x'.repeat(2001) }));
  assert.equal(long.statusCode, 400);
  assert.match(long.body, /at most 2000 characters/);
  await app.close();
});

testOnBoth(
  'a private sheet that nobody opens is deleted, one that is opened stays',
  async (database) => {
    const { app } = await startApp({}, database);
    const reader = new Browser(app);
    await reader.get('/assessment');
    const link = String(
      (await reader.post('/assessment', { depth: 'quick', place: '' })).headers.location,
    ).split('?')[0];
    const after = (days: number) => new Date(Date.now() + days * 86_400_000);
    await transact(database, 'everyone', (handle) =>
      forgetPrivateSheets(handle, after(PRIVATE_DAYS - 1)),
    );
    assert.equal((await reader.get(`${link}`)).statusCode, 200);
    await transact(database, 'everyone', (handle) =>
      forgetPrivateSheets(handle, after(PRIVATE_DAYS + 1)),
    );
    assert.equal((await reader.get(`${link}`)).statusCode, 404);
    await app.close();
  },
);

test('the file of answers refuses what we did not write', () => {
  const good = {
    format: 'digitalisation-almanac-assessment',
    version: 1,
    depth: 'quick',
    edition: '2026',
    place: null,
    made: '',
    answers: [],
  };
  assert.ok(exportSchema.safeParse(good).success);
  assert.ok(!exportSchema.safeParse({ ...good, format: 'other' }).success);
  assert.ok(!exportSchema.safeParse({ ...good, answers: [{ item: '../x', choice: '9' }] }).success);
});
