import assert from 'node:assert/strict';
import { signedIn } from '../../../test/browser-session.ts';
import { fillCouncil } from '../../../test/council-of-each.ts';
import { testOnBoth } from '../../../test/databases.ts';
import { startApp, WITHOUT_PRINTER } from '../../../test/start-app.ts';
import type { Database } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { findOrAddPerson } from '../sign-in/sessions.ts';
import { addMember } from '../space/members.ts';

const answer = (choice: string, version: string, rest: Record<string, string> = {}) => ({
  ...{ choice, note: '', evidence: '', evidenceDate: '', evidenceOwner: '', confidence: '' },
  ...{ dissent: '', version, back: '' },
  ...rest,
});
const kinds = (database: Database) =>
  transact(database, 'everyone', async (handle) =>
    (
      await handle
        .selectFrom('mail')
        .select(['recipient', 'kind', 'subject'])
        .where('kind', '=', 'assessment-task')
        .orderBy('id')
        .execute()
    ).map(({ recipient, subject }) => [recipient.split('@')[0], subject]),
  );

testOnBoth(
  'a question goes to a colleague, comes back, is asked again and is settled',
  async (database) => {
    const { people, params } = await fillCouncil(database, 'leeds', 'quokka');
    const { app } = await startApp(WITHOUT_PRINTER, database);
    const lead = await signedIn(app, database, people.lead!.email);
    const other = await signedIn(app, database, people.contributor!.email);
    const viewer = await signedIn(app, database, people.viewer!.email);
    const base = `/my/leeds/assessment/${params.round}`;
    const task = `${base}/tasks/value`;

    assert.equal((await other.get(task)).statusCode, 404, 'not asked yet');
    const asking = await lead.get(`${base}/agreed/q/value/ask`);
    assert.match(asking.body, /quokka contributor/);
    assert.doesNotMatch(asking.body, /quokka viewer|quokka suspended/);
    const nobody = await lead.post(`${base}/agreed/q/value/ask`, { person: 'x', question: '' });
    assert.equal(nobody.statusCode, 400);
    assert.match(nobody.body, /Choose a colleague/);
    await lead.post(`${base}/agreed/q/value/ask`, {
      person: people.contributor!.id,
      question: 'What does the audit say?',
    });
    assert.match((await other.get(`${base}/tasks`)).body, /Waits for you/);
    assert.match((await other.get(task)).body, /What does the audit say\?/);
    assert.equal((await viewer.get(task)).statusCode, 403);

    const empty = await other.post(task, answer('', '1', { note: 'typed' }));
    assert.equal(empty.statusCode, 400);
    assert.match(empty.body, />typed</, 'nothing typed is lost');
    await other.post(task, answer('3', '1', { evidence: 'Audit of May' }));
    assert.equal((await lead.get(`${task}`)).body.includes('Audit of May'), true);
    assert.equal(
      (await lead.post(`${task}/return`, { question: '', version: '2' })).statusCode,
      400,
    );
    await lead.post(`${task}/return`, { question: 'Which May?', version: '2' });
    assert.match((await other.get(task)).body, /Which May\?/);
    await other.post(task, answer('2', '3', { evidence: 'Audit of May 2026' }));
    await lead.get(task);
    const stale = await lead.post(`${task}/settle`, { version: '2' });
    assert.match(String(stale.headers.location), /done=moved/, 'somebody moved it on before');
    await lead.post(`${task}/settle`, { version: '4' });
    const agreed = await lead.get(`${base}/agreed/check`);
    assert.match(agreed.body, /Audit of May 2026/);
    assert.match((await lead.get(`${base}/log`)).body, /Took the proposal as agreed/);
    assert.deepEqual(await kinds(database), [
      ['quokka-contributor', 'You are asked: Value: Value'],
      ['quokka-lead', 'Answered: Value: Value'],
      ['quokka-contributor', 'One more question: Value: Value'],
      ['quokka-lead', 'Answered: Value: Value'],
      ['quokka-contributor', 'Agreed: Value: Value'],
    ]);
    await app.close();
  },
);

testOnBoth(
  'what is agreed can be settled and reopened with a reason; voices never open again',
  async (database) => {
    const { people, params } = await fillCouncil(database, 'leeds', 'quokka');
    const { app } = await startApp(WITHOUT_PRINTER, database);
    const lead = await signedIn(app, database, people.lead!.email);
    const other = await signedIn(app, database, people.contributor!.email);
    const base = `/my/leeds/assessment/${params.round}`;
    await lead.get(base);
    await lead.post(`${base}/settle`);
    assert.match((await lead.get(`${base}/agreed/check`)).body, /The agreed answers stand since/);
    const kept = await lead.post(`${base}/agreed/q/data`, answer('4', '1'));
    assert.match(String(kept.headers.location), /done=closed/);
    assert.doesNotMatch((await lead.get(`${base}/agreed/q/value/ask`)).body, /name="person"/);

    assert.equal((await other.get(`${base}/reopen`)).statusCode, 403);
    await lead.get(`${base}/reopen`);
    const without = await lead.post(`${base}/reopen`, { reason: ' ' });
    assert.equal(without.statusCode, 400);
    await lead.post(`${base}/reopen`, { reason: 'The audit came back.' });
    const log = await other.get(`${base}/log`);
    assert.match(log.body, /Reopened the agreed answers/);
    assert.match(log.body, /The audit came back\./);
    assert.doesNotMatch(
      JSON.stringify(await database.kysely.selectFrom('audit').select('detail').execute()),
      /audit came back/,
      'words of people stand in the round’s log only',
    );
    await lead.get(`${base}/agreed/q/data`);
    await lead.post(`${base}/agreed/q/data`, answer('4', '1'));
    assert.match((await other.get(`${base}/log`)).body, /From “Under way” to “Leading”/);
    const late = await other.post(`${base}/mine/q/data`, answer('4', '1'));
    assert.match(String(late.headers.location), /check/, 'no voice comes later');

    // Two leads answer at the same moment: the first stands, the second is kept and shown what stands.
    const second = await transact(database, 'everyone', async (handle) => {
      const { id } = await findOrAddPerson(handle, 'second@leeds.gov.uk', new Date());
      const member = { person: id, role: 'lead', perspective: null } as const;
      await addMember(handle, 'leeds', member, new Date());
      return id;
    });
    const two = await signedIn(app, database, 'second@leeds.gov.uk');
    await two.get(`${base}/agreed/q/data`);
    await lead.post(`${base}/agreed/q/data`, answer('3', '2'));
    const clash = await two.post(`${base}/agreed/q/data`, answer('1', '2', { note: 'Mine' }));
    assert.equal(clash.statusCode, 400);
    assert.match(clash.body, /it now says “In place”/);
    assert.match(clash.body, />Mine</);
    assert.match((await other.get(`${base}/log`)).body, /“Not yet”\. Mine, while “In place”/);

    // A lead who is removed can do nothing from then on, and the round goes on.
    await transact(database, 'everyone', (handle) =>
      handle.deleteFrom('member').where('person_id', '=', second).execute(),
    );
    assert.equal((await two.post(`${base}/settle`)).statusCode, 404);
    assert.equal((await two.post(`${base}/agreed/q/data`, answer('1', '3'))).statusCode, 404);
    assert.match((await lead.get(`${base}/agreed/check`)).body, /In place/);
    await app.close();
  },
);

testOnBoth(
  'a private link is brought into a round; a round may ask chosen people only',
  async (database) => {
    const { people } = await fillCouncil(database, 'leeds', 'quokka');
    const { app } = await startApp(WITHOUT_PRINTER, database);
    const lead = await signedIn(app, database, people.lead!.email);
    const other = await signedIn(app, database, people.contributor!.email);
    await lead.get('/my/leeds/assessment/new');
    const fields = {
      ...{ name: 'Spring', depth: 'quick', outcomes: ['data', 'value'], closesOn: '2099-01-01' },
      ...{ start: '', who: 'some' },
    };
    const none = await lead.post('/my/leeds/assessment/new', fields);
    assert.match(none.body, /Choose at least one group or person/);
    const asked = { ...fields, people: [people.lead!.id] };
    const opened = await lead.post('/my/leeds/assessment/new', asked);
    const base = String(opened.headers.location).split('?')[0] ?? '';
    assert.match((await other.get(base)).body, /This round asks others/);
    assert.equal((await other.get(`${base}/mine/check`)).statusCode, 404);

    await lead.get('/assessment');
    const started = await lead.post('/assessment', { depth: 'quick', place: '' });
    const link = String(started.headers.location).split('?')[0] ?? '';
    for (const [item, choice] of [
      ['data', '3'],
      ['inclusion', '1'],
    ] as const) {
      await lead.get(`${link}/q/${item}`);
      await lead.post(`${link}/q/${item}`, answer(choice, '0', { note: 'From before' }));
    }
    await lead.get(`${base}/mine/bring`);
    const wrong = await lead.post(`${base}/mine/bring`, {
      link: `http://x/assessment/${'A'.repeat(43)}`,
    });
    assert.equal(wrong.statusCode, 400);
    assert.match(wrong.body, /no answers at that link/);
    const brought = await lead.post(`${base}/mine/bring`, {
      link: `http://localhost${link}/check`,
    });
    assert.equal(brought.headers.location, `${base}/mine/check?done=brought`);
    assert.match((await lead.get(`${base}/mine/check`)).body, /1 of 2 answered[\s\S]*From before/);
    assert.match((await lead.get(link)).body, /2 of 12 answered/, 'the link keeps its own');

    const what = await lead.get(`${link}/results/what-if?inclusion=4&data=9&nothing=2`);
    assert.match(what.body, /Nothing is saved/);
    assert.match(what.body, /If this were so/);
    assert.match((await lead.get(`${link}/check`)).body, /Not yet/, 'nothing was saved');
    for (const [file, type] of [
      ['wheel.svg', /svg/],
      ['answers.csv', /csv/],
      ['answers.xlsx', /spreadsheet/],
      ['answers.json', /json/],
    ] as const)
      assert.match(String((await lead.get(`${link}/${file}`)).headers['content-type']), type);
    const schema = (await lead.get('/assessment/answers.schema.json')).json();
    assert.match(schema.$schema, /json-schema/);
    assert.match((await lead.get('/assessment/method')).body, /How answers become/);
    await app.close();
  },
);
