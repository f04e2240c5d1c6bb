import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import Fastify from 'fastify';
import { showsLinks } from '../src/compose/connections.ts';
import { loadContent } from '../src/content/load.ts';
import { writeAudit } from '../src/db/audit.ts';
import { transact } from '../src/db/transact.ts';
import { queueMail } from '../src/mail/outbox.ts';
import { sendDueMail } from '../src/mail/postman.ts';
import { fileTransport } from '../src/mail/transport.ts';
import { loggerOptions } from '../src/web/log.ts';
import { signedIn } from './browser-session.ts';
import { fillCouncil } from './council-of-each.ts';
import { testOnBoth } from './databases.ts';
import { startApp, testConfig } from './start-app.ts';

test('a sign-in link is shown on a page only in development, on this machine alone', () => {
  const shown = (settings: Record<string, string>) => showsLinks(testConfig(settings));
  const here = { NODE_ENV: 'development' };
  assert.equal(shown(here), true);
  assert.equal(shown({ ...here, PUBLIC_URL: 'http://localhost:3000' }), true);
  for (const settings of [
    { NODE_ENV: 'production' },
    { NODE_ENV: 'test' },
    { HOST: '0.0.0.0' },
    { HOST: '::' },
    { HOST: '192.168.1.5' },
    { PUBLIC_URL: 'https://almanac.example' },
    { PUBLIC_URL: 'http://localhost.evil.example' },
    { TRUST_PROXY: 'true' },
    { SMTP_URL: 'smtp://mail.example' },
    { NOTIFY_KEY: 'k'.repeat(73) },
  ])
    assert.equal(shown({ ...here, ...settings }), false, JSON.stringify(settings));
});

testOnBoth(
  'of a mail that went out nothing is kept that could let somebody in',
  async (database) => {
    const letter = { to: 'ada@leeds.gov.uk', kind: 'sign-in', subject: 'S', body: 'secret' };
    await transact(database, 'everyone', (handle) => queueMail(handle, letter, new Date()));
    const taken: string[] = [];
    const sent = await sendDueMail(
      database,
      async ({ body }) => void taken.push(body),
      () => new Date(),
      () => assert.fail('given up'),
    );
    assert.equal(sent, 1);
    assert.deepEqual(taken, ['secret']);
    const rows = await database.kysely.selectFrom('mail').selectAll().execute();
    assert.equal(rows[0]?.body, '');
    assert.doesNotMatch(JSON.stringify(rows), /secret/);
  },
);

testOnBoth('what a mail server says is kept and told without the address', async (database) => {
  const now = new Date();
  const letter = { to: 'ada@leeds.gov.uk', kind: 'invitation', subject: 'S', body: 'B' };
  await transact(database, 'everyone', (handle) => queueMail(handle, letter, now));
  const told: string[] = [];
  const failing = async () => {
    throw new Error('550 5.1.1 <Ada@leeds.gov.uk>: no such user, ask postmaster@leeds.gov.uk');
  };
  let at = now.getTime();
  for (let tries = 0; tries < 9; tries += 1) {
    await sendDueMail(
      database,
      failing,
      () => new Date(at),
      (kind, error) => told.push(kind, error),
    );
    at += 24 * 3_600_000;
  }
  const [row] = await database.kysely.selectFrom('mail').selectAll().execute();
  assert.ok(row?.failed_at);
  assert.equal(told[0], 'invitation');
  for (const text of [row.last_error ?? '', told[1] ?? '']) {
    assert.match(text, /no such user/);
    assert.doesNotMatch(text, /@|leeds/);
  }
});

test('a line end in a subject or an address makes no header of its own', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'almanac-eml-'));
  const send = fileTransport(folder, 'Almanac <a@almanac.example>');
  await send({
    id: 'one',
    recipient: 'ada@leeds.gov.uk\r\nBcc: all@evil.example',
    subject: 'Hello\r\nBcc: all@evil.example\r\n\r\n<h1>Body</h1>',
    body: 'Text\r\n.\r\nMAIL FROM:<x>',
    refuse: 'https://almanac.example/refuse\r\nX-Evil: 1',
  });
  const [file] = readdirSync(folder);
  const [head = '', body = ''] = readFileSync(path.join(folder, file!), 'utf8').split(/\r?\n\r?\n/);
  assert.doesNotMatch(head, /^(Bcc|X-Evil):/im);
  assert.match(head, /^Content-Type: text\/plain/im, 'never HTML');
  assert.match(body, /^Text/);
  rmSync(folder, { recursive: true });
});

test('the log leaves out what a database says of the row that it refused', async () => {
  let written = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      written += String(chunk);
      done();
    },
  });
  const app = Fastify({ logger: loggerOptions('info', stream) });
  const err = Object.assign(new Error('duplicate key\n{"level":60}'), {
    detail: 'Key (email)=(ada@leeds.gov.uk) already exists.',
    where: 'ada@leeds.gov.uk',
    parameters: ['ada@leeds.gov.uk'],
  });
  app.log.error({ err }, 'request failed');
  assert.match(written, /duplicate key/);
  assert.doesNotMatch(written, /ada@leeds/);
  assert.equal(written.trim().split('\n').length, 1, 'and one line stays one line');
  await app.close();
});

testOnBoth('a name that is a formula is text in the spreadsheet of the log', async (database) => {
  const { app } = await startApp({}, database);
  const { people } = await fillCouncil(database, 'leeds', 'quokka');
  const signs = ['=1+1', '+1', '-1', '@SUM(1)', '\t=1', '=HYPERLINK("http://evil.example")'];
  for (const name of signs)
    await transact(database, 'everyone', async (handle) => {
      await handle.updateTable('person').set({ name }).where('id', '=', people.lead!.id).execute();
      const entry = { council: 'leeds', person: people.lead!.id, action: name };
      await writeAudit(handle, entry, new Date());
    });
  const lead = await signedIn(app, database, people.lead!.email);
  for (const name of signs) {
    await transact(database, 'everyone', (handle) =>
      handle.updateTable('person').set({ name }).where('id', '=', people.lead!.id).execute(),
    );
    const { body } = await lead.get('/my/leeds/log.csv');
    const cells = (parse(body, { bom: true, relax_column_count: true }) as string[][]).flat();
    assert.ok(cells.length > 20);
    for (const cell of cells) assert.doesNotMatch(cell, /^[=+\-@\t\r]/, name);
  }
  await app.close();
});

test('no council has a domain where strangers get addresses', async () => {
  const { almanac } = await loadContent(testConfig().CONTENT_DIR, '2026-11-23');
  const shared =
    /^(?:(?:gov|org|co|nhs|ac|police|sch)\.uk|gov\.wales|llyw\.cymru|com|org|uk|wales|scot|(?:gmail|outlook|hotmail|yahoo|icloud|proton)\..*)$/;
  const sites = almanac!.councils.flatMap(({ site, domains }) =>
    site ? [site, ...domains] : domains,
  );
  assert.ok(sites.length > 300);
  assert.deepEqual(
    sites.filter((site) => shared.test(site) || !site.includes('.')),
    [],
  );
});
