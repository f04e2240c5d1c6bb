import assert from 'node:assert/strict';
import { Browser, signedIn } from '../../../../test/browser-session.ts';
import { fillCouncil } from '../../../../test/council-of-each.ts';
import { testOnBoth } from '../../../../test/databases.ts';
import { startApp } from '../../../../test/start-app.ts';
import { readSpreadsheet } from '../../../files/read-spreadsheet.ts';
import { writeSpreadsheet } from '../../../files/spreadsheet.ts';
import { exportSchema } from '../export.ts';
import { TITLES } from './answer-sheet.ts';

const columns = TITLES.map((title) => ({ title, width: 10 }));

testOnBoth(
  'the paper route: take the spreadsheet, fill it in, bring it back; bad cells are told by place',
  async (database) => {
    const { app } = await startApp({}, database);
    const reader = new Browser(app);
    await reader.get('/assessment');
    const link = String(
      (await reader.post('/assessment', { depth: 'quick', place: '' })).headers.location,
    ).split('?')[0];
    const taken = await reader.get(`${link}/answers.xlsx`);
    const { rows } = await readSpreadsheet(taken.rawPayload);
    assert.deepEqual(rows[0], TITLES);
    assert.equal(rows.length, 13);
    const [, ...body] = rows;
    const at = TITLES.indexOf('Answer');
    const filled = (answers: string[]) =>
      writeSpreadsheet(
        'Answers',
        columns,
        body.map((row, index) =>
          TITLES.map((_, column) => (column === at ? (answers[index] ?? '') : (row[column] ?? ''))),
        ),
      );

    await reader.get(`${link}/bring`);
    const bad = await reader.send(
      `${link}/bring`,
      'a.xlsx',
      await filled(['9', 'Leading', 'perhaps']),
    );
    assert.equal(bad.statusCode, 400);
    assert.match(bad.body, /Sheet “Answers”, cell H2: “9” is none of/);
    assert.match(bad.body, /cell H4/);
    assert.match(
      (await reader.get(String(link))).body,
      /0 of 12 answered/,
      'nothing is taken while a cell is wrong',
    );

    await reader.get(`${link}/bring`);
    const good = await reader.send(
      `${link}/bring`,
      'a.xlsx',
      await filled(['1', 'Leading', 'I don\u2019t know', '3']),
    );
    assert.equal(good.headers.location, `${link}/check?done=brought`);
    assert.match((await reader.get(String(link))).body, /4 of 12 answered/);

    await reader.get(`${link}/bring`);
    const changed = await reader.send(`${link}/bring`, 'a.xlsx', await filled(['2', 'Leading']));
    assert.equal(changed.statusCode, 200);
    assert.match(changed.body, /These answers would change/);
    await reader.send(`${link}/bring`, 'a.xlsx', await filled(['2', 'Leading']), { sure: 'yes' });
    const kept = exportSchema.parse((await reader.get(`${link}/answers.json`)).json());
    assert.deepEqual(
      kept.answers.map(({ choice }) => choice),
      ['2', '4', 'unknown', '3'],
    );

    const other = new Browser(app);
    await other.get('/assessment');
    const second = String(
      (await other.post('/assessment', { depth: 'quick', place: '' })).headers.location,
    ).split('?')[0];
    await other.get(`${second}/bring`);
    await other.send(`${second}/bring`, 'a.json', Buffer.from(JSON.stringify(kept)));
    const again = exportSchema.parse((await other.get(`${second}/answers.json`)).json());
    assert.deepEqual(again.answers, kept.answers, 'what is taken away comes back the same');

    const unsaid = { ...kept, answers: [{ ...kept.answers[0]!, choice: 'na', note: '' }] };
    const refused = await other.send(
      `${second}/bring`,
      'a.json',
      Buffer.from(JSON.stringify(unsaid)),
    );
    assert.equal(refused.statusCode, 400);
    assert.match(refused.body, /say in its note why it does not apply/);
    await app.close();
  },
);

testOnBoth('hostile files are refused and change nothing', async (database) => {
  const { app } = await startApp({}, database);
  const reader = new Browser(app);
  await reader.get('/assessment');
  const link = String(
    (await reader.post('/assessment', { depth: 'quick', place: '' })).headers.location,
  ).split('?')[0];
  await reader.get(`${link}/bring`);
  const send = (data: Buffer) => reader.send(`${link}/bring`, '../../etc/passwd', data);
  assert.match((await send(Buffer.from('<html>'))).body, /neither a spreadsheet/);
  assert.match((await send(Buffer.from('{"format":"x"}'))).body, /not as we write it/);
  assert.match((await send(Buffer.alloc(0))).body, /Choose a file/);
  assert.equal((await send(Buffer.alloc(2_500_000, 'x'))).statusCode, 413);
  const csrf = reader.csrf;
  reader.csrf = 'x'.repeat(32);
  assert.equal((await send(Buffer.from('{}'))).statusCode, 400);
  reader.csrf = csrf;
  const elsewhere = await reader.send(`${link}/delete`, 'a.xlsx', Buffer.from('x'));
  assert.equal(elsewhere.statusCode, 415, 'no other route takes files');
  assert.deepEqual(await database.kysely.selectFrom('answer').selectAll().execute(), []);
  await app.close();
});

testOnBoth('a file of who may not be here is not taken in', async (database) => {
  const { app } = await startApp({}, database);
  const { params } = await fillCouncil(database, 'leeds', 'quokka');
  const at = `/my/leeds/assessment/${params.round}/mine/bring`;
  const stranger = new Browser(app);
  // Larger than any file may be: who reads it answers 413.
  const large = Buffer.alloc(2_500_000, 'x');
  assert.equal((await stranger.send(at, 'a.xlsx', large)).statusCode, 401);
  const other = await signedIn(app, database, 'eve@evil.example');
  assert.equal((await other.send(at, 'a.xlsx', large)).statusCode, 404);
  const member = await signedIn(app, database, 'quokka-contributor@quokka.example');
  assert.equal((await member.send(at, 'a.xlsx', large)).statusCode, 413);
  await app.close();
});
