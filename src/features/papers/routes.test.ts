import assert from 'node:assert/strict';
import type { FastifyInstance } from 'fastify';
import JSZip from 'jszip';
import sharp from 'sharp';
import { type Browser, signedIn } from '../../../test/browser-session.ts';
import { fillCouncil } from '../../../test/council-of-each.ts';
import { testOnBoth } from '../../../test/databases.ts';
import { startApp } from '../../../test/start-app.ts';
import type { Database } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { readSpreadsheet } from '../../files/read-spreadsheet.ts';
import { writeSpreadsheet } from '../../files/spreadsheet.ts';
import { COLUMNS } from './action-sheet.ts';

const PAPERS = '/my/leeds/papers';

async function start(database: Database) {
  const { app } = await startApp({ CHROMIUM_PATH: '/none' }, database);
  const filled = await fillCouncil(database, 'leeds', 'quokka');
  const as = (role: string): Promise<Browser> =>
    signedIn(app, database, filled.people[role]!.email);
  return { app, as, params: filled.params, people: filled.people };
}

const actionOf = (database: Database, id: string) =>
  transact(database, { council: 'leeds' }, (handle) =>
    handle.selectFrom('action').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  );

/** The plan's spreadsheet as somebody takes it, its cells changed, as a file again. */
async function changed(browser: Browser, change: (rows: string[][]) => void): Promise<Buffer> {
  const { rawPayload } = await browser.get(`${PAPERS}/actions.xlsx?names=yes`);
  const { rows } = await readSpreadsheet(rawPayload);
  const body = rows.slice(1).map((row) => COLUMNS.map((_, index) => row[index] ?? ''));
  change(body);
  return writeSpreadsheet('Plan', COLUMNS, body);
}
const at = (title: string) => COLUMNS.findIndex((column) => column.title === title);

const close = async (app: FastifyInstance) => app.close();

testOnBoth(
  'a spreadsheet comes back: shown line by line, made when it is ticked',
  async (database) => {
    const { app, as, params } = await start(database);
    const lead = await as('lead');
    const file = await changed(lead, (rows) => {
      rows[0]![at('Due')] = '2027-06-30';
      rows[0]![at('Why')] = 'Because of it';
      rows.push(COLUMNS.map(({ title }) => (title === 'Action' ? 'A new action' : '')));
    });
    await lead.get(`${PAPERS}/bring`);
    const sent = await lead.send(`${PAPERS}/bring`, 'plan.xlsx', file);
    assert.equal(sent.statusCode, 303);
    const address = String(sent.headers.location);
    const page = await lead.get(address);
    for (const part of ['2027-06-30', 'Because of it', 'New action:', 'A new action'])
      assert.ok(page.body.includes(part), part);
    assert.equal(
      (await actionOf(database, params.action)).due_on,
      '2026-12-01',
      'nothing is made yet',
    );

    const colleague = await as('contributor');
    assert.equal((await colleague.get(address)).statusCode, 303, 'nobody else sees the file');

    const keys = [...page.body.matchAll(/name="take"[^>]*value="([^"]+)"/g)].map(([, key]) => key!);
    assert.equal(keys.length, 3);
    const due = keys.find((key) => key.includes('.due.'))!;
    const some = await lead.post(address, { what: 'take', take: [due] });
    assert.match(String(some.headers.location), /done=kept/);
    const now = await actionOf(database, params.action);
    assert.deepEqual([now.due_on, now.why], ['2027-06-30', '']);

    const rest = await lead.get(address);
    const left = [...rest.body.matchAll(/name="take"[^>]*value="([^"]+)"/g)].map(([, key]) => key!);
    assert.equal(left.length, 2, 'what was not ticked is still there');
    const all = await lead.post(address, { what: 'take', take: left });
    assert.match(String(all.headers.location), /papers\?done=brought/);
    assert.equal((await actionOf(database, params.action)).why, 'Because of it');
    const titles = await transact(database, { council: 'leeds' }, (handle) =>
      handle.selectFrom('action').select('title').where('council', '=', 'leeds').execute(),
    );
    assert.equal(titles.filter(({ title }) => title === 'A new action').length, 1);
    assert.equal((await lead.post(address, { what: 'take', take: left })).statusCode, 303, 'twice');
    const log = await lead.get('/my/leeds/log');
    assert.match(log.body, /Brought changes of the plan from a spreadsheet/);
    await close(app);
  },
);

testOnBoth(
  'a field that both sides changed shows both, unticked, and nothing is lost',
  async (database) => {
    const { app, as, params } = await start(database);
    const lead = await as('lead');
    const file = await changed(lead, (rows) => {
      rows[0]![at('Status note')] = 'From the file';
    });
    const { version } = await actionOf(database, params.action);
    await transact(database, { council: 'leeds' }, (handle) =>
      handle
        .updateTable('action')
        .set({ status_note: 'From a colleague', version: version + 1 })
        .where('id', '=', params.action)
        .execute(),
    );
    await lead.get(`${PAPERS}/bring`);
    const sent = await lead.send(`${PAPERS}/bring`, 'plan.xlsx', file);
    const page = await lead.get(String(sent.headers.location));
    assert.ok(page.body.includes('From the file') && page.body.includes('From a colleague'));
    const [, key] = /name="take"[^>]*value="([^"]+)"/.exec(page.body)!;
    // Between looking and pressing, the colleague goes on.
    await transact(database, { council: 'leeds' }, (handle) =>
      handle
        .updateTable('action')
        .set({ status_note: 'And again', version: version + 2 })
        .where('id', '=', params.action)
        .execute(),
    );
    const late = await lead.post(String(sent.headers.location), { what: 'take', take: [key!] });
    assert.match(String(late.headers.location), /done=some/);
    assert.equal((await actionOf(database, params.action)).status_note, 'And again');
    await close(app);
  },
);

testOnBoth(
  'what is no such spreadsheet is told on the same page; a bad cell by its place',
  async (database) => {
    const { app, as } = await start(database);
    const lead = await as('lead');
    await lead.get(`${PAPERS}/bring`);
    const bad = await changed(lead, (rows) => {
      rows[0]![at('Due')] = 'soon';
    });
    for (const [data, why] of [
      [Buffer.from('no'), /not a spreadsheet/],
      [bad, /Sheet “Plan”, row 2, column G \(Due\)/],
    ] as const) {
      const { statusCode, body } = await lead.send(`${PAPERS}/bring`, 'a.xlsx', data);
      assert.equal(statusCode, 400);
      assert.match(body, /<title>Error: /);
      assert.match(body, why);
    }
    assert.equal((await (await as('viewer')).get(`${PAPERS}/bring`)).statusCode, 403);
    await close(app);
  },
);

testOnBoth(
  'a lead gives the crest; it is made anew, stands on papers, and can be taken away',
  async (database) => {
    const { app, as } = await start(database);
    const lead = await as('lead');
    const page = await lead.get(`${PAPERS}/face`);
    const version = /name="version" value="(\d+)"/.exec(page.body)?.[1] ?? '0';
    const crest = await sharp({
      create: { width: 1200, height: 400, channels: 4, background: '#0a6' },
    })
      .withMetadata({ exif: { IFD0: { Copyright: 'secret place' } } })
      .png()
      .toBuffer();
    const fields = { name: 'Dinas Leeds', version };
    assert.equal((await lead.send(`${PAPERS}/face`, 'a.png', crest, fields)).statusCode, 303);
    const { rawPayload, headers } = await lead.get(`${PAPERS}/crest`);
    assert.equal(headers['content-type'], 'image/png');
    const { width } = await sharp(rawPayload).metadata();
    assert.equal(width, 800);
    assert.ok(!rawPayload.includes('secret place'));
    const zip = await JSZip.loadAsync((await lead.get(`${PAPERS}/scrutiny.docx`)).rawPayload);
    const document = await zip.file('word/document.xml')!.async('string');
    assert.match(document, /descr="Crest of Dinas Leeds"/);

    assert.match(
      (await lead.send(`${PAPERS}/face`, 'a.png', crest, fields)).body,
      /A colleague changed/,
    );
    await lead.get(`${PAPERS}/face`);
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>');
    const next = { ...fields, version: String(Number(version) + 1) };
    const refused = await lead.send(`${PAPERS}/face`, 'a.svg', svg, next);
    assert.equal(refused.statusCode, 400);
    assert.match(refused.body, /Dinas Leeds/, 'what was typed is kept');
    assert.equal((await lead.post(`${PAPERS}/face`, { ...next, remove: 'yes' })).statusCode, 303);
    assert.equal((await lead.get(`${PAPERS}/crest`)).statusCode, 404);
    assert.equal((await (await as('contributor')).get(`${PAPERS}/face`)).statusCode, 403);
    await close(app);
  },
);

testOnBoth(
  'the business case keeps what is typed, shows its arithmetic, and loses nothing to a colleague',
  async (database) => {
    const { app, as, params } = await start(database);
    const at = `/my/leeds/plan/actions/${params.action}/case`;
    const one = await as('contributor');
    const empty = await one.get(at);
    assert.match(empty.body, /To be written by/);
    await one.get(`${at}/edit`);
    const wrong = await one.post(`${at}/edit`, {
      version: '0',
      cost1: 'many',
      options: 'Do nothing',
    });
    assert.equal(wrong.statusCode, 400);
    assert.match(wrong.body, /<title>Error: .*/);
    assert.ok(wrong.body.includes('value="many"') && wrong.body.includes('Do nothing'));
    const typed = {
      ...{ version: '0', firstYear: '2027', rate: '3.5', options: 'Do nothing was looked at' },
      ...{
        cost1: '£100,000',
        benefit2: '30,000',
        benefit3: '30000',
        benefit4: '30000',
        benefit5: '30000',
      },
      ...{ worseCost: '20', worseBenefit: '10', betterCost: '5', betterBenefit: '10' },
    };
    assert.equal((await one.post(`${at}/edit`, { ...typed, firstYear: '' })).statusCode, 400);
    assert.equal((await one.post(`${at}/edit`, typed)).statusCode, 303);
    const note = (await one.get(at)).body;
    for (const part of [
      '£10,192',
      '2027–28',
      '0.9662',
      '£28,986',
      'Pessimistic',
      'Optimistic',
      'Costs 20% higher, benefits 10% lower',
    ])
      assert.ok(note.includes(part), part);
    assert.match(note, /social time preference rate/);
    const other = await as('lead');
    await other.get(`${at}/edit`);
    const late = await other.post(`${at}/edit`, { ...typed, options: 'Mine' });
    assert.equal(late.statusCode, 400);
    assert.ok(late.body.includes('A colleague changed this case') && late.body.includes('Mine'));
    const zip = await JSZip.loadAsync((await one.get(`${at}.docx`)).rawPayload);
    assert.match(await zip.file('word/document.xml')!.async('string'), /£10,192/);
    assert.equal((await (await as('viewer')).get(`${at}/edit`)).statusCode, 403);
    await close(app);
  },
);

testOnBoth(
  'the choice stands in the address; a bad one is told with what was typed',
  async (database) => {
    const { app, as } = await start(database);
    const viewer = await as('viewer');
    const bad = await viewer.get(
      `${PAPERS}/committee.docx?chosen=yes&sections=purpose&on=2026-13-45&meeting=Cabinet`,
    );
    assert.equal(bad.statusCode, 400);
    assert.match(bad.body, /<title>Error: /);
    assert.match(bad.body, /value="Cabinet"/);
    assert.equal(
      (await viewer.get(`${PAPERS}/committee?chosen=yes`)).statusCode,
      400,
      'no section',
    );
    const page = await viewer.get(
      `${PAPERS}/committee?chosen=yes&sections=purpose&meeting=Cabinet`,
    );
    assert.match(page.body, /Cabinet/);
    assert.doesNotMatch(page.body, /Where we are/);
    const csv = await viewer.get(`${PAPERS}/actions.csv`);
    assert.match(csv.body, /quokka action/);
    assert.match(csv.body, /Council only, no names/);
    const json = (await viewer.get(`${PAPERS}/actions.json?names=yes`)).json();
    assert.equal(json.actions[0].title, 'quokka action');
    assert.match(json.about['Who may have it'], /with names/);
    const pdf = await viewer.get(`${PAPERS}/committee.pdf`);
    assert.equal(pdf.statusCode, 303, 'without Chromium the page is shown instead');
    await close(app);
  },
);

testOnBoth('groups under three are in no paper', async (database) => {
  // Two people of one group answered, one way and no other: nothing of it may be told.
  const { app, as } = await start(database);
  const viewer = await as('viewer');
  const page = await viewer.get(`${PAPERS}/committee`);
  assert.doesNotMatch(page.body, /Where groups see it differently|Digital and data:/);
  await close(app);
});
