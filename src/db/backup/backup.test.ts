import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { emptyDatabase, testOnBoth } from '../../../test/databases.ts';
import { temporaryFolder } from '../../../test/fixtures.ts';
import { StartError } from '../../lib/errors.ts';
import { newId } from '../../lib/ids.ts';
import { queueMail } from '../../mail/outbox.ts';
import { writeAudit } from '../audit.ts';
import { type Database, type Engine, openDatabase } from '../connect.ts';
import { migrate, readStanding } from '../migrate.ts';
import { transact } from '../transact.ts';
import { checkBackup, restoreBackup } from './restore.ts';
import { inOrder, listTables } from './tables.ts';
import { writeBackup } from './write.ts';

const cleanups: (() => unknown)[] = [];
const folders = { after: (work: () => unknown) => void cleanups.push(work) } as Pick<
  TestContext,
  'after'
>;
after(async () => {
  for (const clean of cleanups) await clean();
});

const now = new Date('2026-11-24T10:00:00.000Z');
const quiet = () => undefined;

/** Text that has broken other people's backups. */
const NAMES = ['Ada', 'Zoë 🏛️', 'a\u2028b\u2029c', 'line\nfeed\r', '"\\', "O'Hara", ''];

function addPerson(database: Database, name: string, council: string): Promise<string> {
  const moment = now.toISOString();
  return transact(database, 'everyone', async (handle) => {
    const id = newId();
    await handle
      .insertInto('person')
      .values({
        id,
        email: `${id}@leeds.gov.uk`,
        name,
        created_at: moment,
        deleted_at: null,
        version: 1,
      })
      .execute();
    await handle
      .insertInto('member')
      .values({
        id: newId(),
        council,
        person_id: id,
        role: 'lead',
        perspective: null,
        suspended: 0,
        joined_at: moment,
        version: 1,
      })
      .execute();
    await writeAudit(handle, { council, person: id, action: 'member.joined' }, now);
    await queueMail(handle, { to: `${id}@x.uk`, kind: 'k', subject: name, body: name }, now);
    return id;
  });
}

/** Every row of every table, in order. */
const readAll = (database: Database) =>
  transact(database, 'everyone', async (handle) => {
    const all: Record<string, unknown> = {};
    for (const { name, key } of await listTables(handle, database.engine)) {
      const rows = await handle
        .selectFrom(name as 'person')
        .selectAll()
        .execute();
      const order = (row: Record<string, unknown>) => key.map((column) => row[column]).join();
      all[name] = rows
        .map((row) => ({ ...row }))
        .sort((one, other) => (order(one) < order(other) ? -1 : 1));
    }
    return all;
  });

/** A database without any table. */
async function bareDatabase(engine: Engine): Promise<Database | undefined> {
  if (engine === 'sqlite') return openDatabase({ file: ':memory:' });
  const database = await emptyDatabase(engine);
  return database;
}

async function fillSome(database: Database): Promise<void> {
  for (const [index, name] of NAMES.entries())
    await addPerson(database, name, index % 2 ? 'leeds' : 'york');
  await transact(database, 'everyone', (handle) =>
    handle
      .insertInto('attempt')
      .values([
        { key: 'a', span_start: '1', count: 1 },
        { key: 'a', span_start: '2', count: 2 },
        { key: 'b', span_start: '1', count: 3 },
      ])
      .execute(),
  );
}

for (const from of ['sqlite', 'postgres'] as const)
  for (const to of ['sqlite', 'postgres'] as const)
    test(`what ${from} held is on ${to} after backup and restore`, async (t) => {
      const [source, target] = [await emptyDatabase(from), await bareDatabase(to)];
      if (!source || !target) return t.skip('no PostgreSQL server is installed');
      const file = path.join(await temporaryFolder(t), 'all.backup');
      await fillSome(source);
      const lines: string[] = [];
      const rows = await writeBackup(source, file, now, (line) => lines.push(line));
      assert.equal(rows, 4 * NAMES.length + 3);
      assert.ok(lines.includes(`person: ${NAMES.length} of ${NAMES.length}`));
      assert.equal((await stat(file)).mode & 0o077, 0, 'only its owner may read it');
      await restoreBackup(target, file, await checkBackup(file), quiet);
      assert.deepEqual(await readAll(target), await readAll(source));
      assert.deepEqual(await migrate(target), [], 'the tables are up to date');
      await source.close();
      await target.close();
    });

testOnBoth('the tables come in an order in which rows can be added', async (database) => {
  const names = await transact(database, 'everyone', async (handle) =>
    (await listTables(handle, database.engine)).map(({ name }) => name),
  );
  assert.ok(names.indexOf('person') < names.indexOf('member'));
  assert.ok(names.indexOf('person') < names.indexOf('mail_refused'));
  assert.ok(!names.includes('kysely_migration'));
});

test('tables in a circle are told, and one that points to itself is not', () => {
  const circle = [
    { table: 'a', needs: 'b' },
    { table: 'b', needs: 'a' },
  ];
  assert.throws(() => inOrder(['a', 'b'], circle), /circle: a, b/);
  assert.deepEqual(inOrder(['b', 'a'], [{ table: 'a', needs: 'a' }]), ['a', 'b']);
});

testOnBoth('a database that holds anything is refused, and stays as it was', async (database) => {
  const file = await sample();
  const header = await checkBackup(file);
  await addPerson(database, 'Here before', 'leeds');
  const before = await readAll(database);
  await assert.rejects(restoreBackup(database, file, header, quiet), /holds something already/);
  assert.deepEqual(await readAll(database), before);
});

testOnBoth('a backup with a row that cannot be leaves nothing behind', async (database) => {
  const file = await sample();
  // Members of a person who is not there, late in the file; with a checksum that fits.
  const rejected = await rewrite(file, (lines) =>
    lines.map((line) => line.replace(/^(\["member","[^"]+","[^"]+",)"[^"]+"/, '$1"nobody"')),
  );
  const header = await checkBackup(rejected);
  await assert.rejects(
    restoreBackup(database, rejected, header, quiet),
    /rows of member were refused, so nothing was restored/,
  );
  for (const rows of Object.values(await readAll(database))) assert.deepEqual(rows, []);
  await restoreBackup(database, file, await checkBackup(file), quiet);
  const { person } = await readAll(database);
  assert.equal((person as unknown[]).length, NAMES.length, 'the right one comes in after that');
});

testOnBoth('a backup holds one moment, while others go on writing', async (database) => {
  const folder = await temporaryFolder(folders);
  const file = path.join(folder, 'moment.backup');
  const place = path.join(folder, 'live.db');
  const live = database.engine === 'sqlite' ? openDatabase({ file: place }) : database;
  const writer = database.engine === 'sqlite' ? openDatabase({ file: place }) : database;
  await migrate(live);
  for (let count = 0; count < 600; count += 1) await addPerson(live, `P${count}`, 'leeds');
  let more = 0;
  await writeBackup(live, file, now, (line) => {
    // The people are copied; the members are still to come.
    if (line.startsWith('person: 600')) more = 1;
    if (more === 1) pending.push(addPerson(writer, 'Late', 'leeds').then(() => (more += 1)));
  });
  await Promise.all(pending.splice(0));
  assert.ok(more > 1, 'a write went through meanwhile');
  const header = await checkBackup(file);
  const rows = Object.fromEntries(header.tables.map((table) => [table.name, table.rows]));
  assert.deepEqual([rows.person, rows.member, rows.audit, rows.mail], [600, 600, 600, 600]);
  if (live !== database) await live.close();
  if (writer !== database) await writer.close();
});
const pending: Promise<unknown>[] = [];

test('a database with fewer tables is brought up to the backup, and then up to date', async () => {
  const file = await sample();
  const database = openDatabase({ file: ':memory:' });
  const [first] = (await readStanding(database)).missing;
  await migrate(database, first);
  await restoreBackup(database, file, await checkBackup(file), quiet);
  assert.deepEqual((await readStanding(database)).missing, []);
  await database.close();
});

const DAMAGES: [what: string, damage: (bytes: Buffer) => Buffer, sentence: RegExp][] = [
  ['cut off', (bytes) => bytes.subarray(0, bytes.length - 40), /unexpected end of file/],
  ['a flipped byte', (bytes) => flip(bytes), /not a whole backup/],
  ['not gzip', () => Buffer.from('hello'), /incorrect header/],
  ['empty', () => gzipSync(''), /it is empty/],
  ['another file', () => gzipSync('{"a":1}\n'), /not the header/],
  ['without its end', (bytes) => edit(bytes, (lines) => lines.slice(0, -1)), /its end is missing/],
  [
    'changed',
    (bytes) => edit(bytes, (lines) => lines.map((l) => l.replace('Ada', 'Eve'))),
    /checksum/,
  ],
  ['without a row', (bytes) => edit(bytes, (lines) => lines.toSpliced(3, 1)), /checksum/],
  [
    'newer',
    (bytes) =>
      edit(bytes, (lines) => lines.map((l) => l.replace('"almanacBackup":1', '"almanacBackup":2'))),
    /newer almanac/,
  ],
];
for (const [what, damage, sentence] of DAMAGES)
  test(`a damaged backup is told before anything is written: ${what}`, async (t) => {
    const file = path.join(await temporaryFolder(t), 'damaged.backup');
    await writeFile(file, damage(await readFile(await sample())));
    await assert.rejects(checkBackup(file), (error: unknown) => {
      assert.ok(error instanceof StartError);
      assert.match(error.message, sentence);
      return true;
    });
  });

test('a backup of a newer almanac is refused, and a file that is not there is told', async (t) => {
  const database = openDatabase({ file: ':memory:' });
  const file = await rewrite(await sample(), (lines) => [
    lines[0]!.replace('"migrations":[', '"migrations":["0000-of-tomorrow",'),
    ...lines.slice(1),
  ]);
  const header = await checkBackup(file);
  await assert.rejects(restoreBackup(database, file, header, quiet), /newer almanac/);
  assert.deepEqual((await readStanding(database)).done, [], 'nothing was made');
  await database.close();
  const nowhere = path.join(await temporaryFolder(t), 'none');
  await assert.rejects(checkBackup(nowhere), /There is no file/);
});

test('a backup that fails leaves no file', async (t) => {
  const database = await emptyDatabase('sqlite');
  assert.ok(database);
  const file = path.join(await temporaryFolder(t), 'x.backup');
  await addPerson(database, 'Ada', 'leeds');
  const fails = writeBackup(database, file, now, () => {
    throw new Error('disk full');
  });
  await assert.rejects(fails, /disk full/);
  assert.ok(!existsSync(file) && !existsSync(`${file}.partial`));
  await database.close();
});

let made: Promise<string> | undefined;
/** One whole backup, for all tests that need one. */
function sample(): Promise<string> {
  made ??= (async () => {
    const database = await emptyDatabase('sqlite');
    assert.ok(database);
    await fillSome(database);
    const file = path.join(await temporaryFolder(folders), 'sample.backup');
    await writeBackup(database, file, now, quiet);
    await database.close();
    return file;
  })();
  return made;
}

function flip(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const middle = Math.floor(copy.length / 2);
  copy[middle] = (copy[middle] ?? 0) ^ 0xff;
  return copy;
}

function edit(bytes: Buffer, change: (lines: string[]) => string[]): Buffer {
  const lines = gunzipSync(bytes).toString('utf8').trimEnd().split('\n');
  return gzipSync(`${change(lines).join('\n')}\n`);
}

/** A backup with other rows and a checksum that fits them. */
async function rewrite(file: string, change: (lines: string[]) => string[]): Promise<string> {
  const bytes = edit(await readFile(file), (lines) => {
    const changed = change(lines.slice(0, -1));
    const sha256 = createHash('sha256')
      .update(`${changed.join('\n')}\n`)
      .digest('hex');
    return [...changed, JSON.stringify({ sha256 })];
  });
  const other = path.join(await temporaryFolder(folders), 'rewritten.backup');
  await writeFile(other, bytes);
  return other;
}
