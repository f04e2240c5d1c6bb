import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { emptyPostgres } from '../../test/databases.ts';
import { SMALL_COUNTRY, temporaryFolder } from '../../test/fixtures.ts';
import { openDatabase } from '../db/connect.ts';
import { transact } from '../db/transact.ts';
import { findOrAddPerson } from '../features/sign-in/sessions.ts';
import { checkChromium, checkDisk, checkNode } from './checks/place.ts';
import { COMMANDS } from './commands.ts';

const root = path.resolve(import.meta.dirname, '../..');

async function almanac(args: string[], settings: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['src/cli.ts', ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, CONTENT_DIR: SMALL_COUNTRY, ...settings },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const [status] = await once(child, 'close');
  return { status: Number(status), output };
}

const addPerson = async (folder: string, email: string) => {
  const database = openDatabase({ file: path.join(folder, 'almanac.db') });
  await transact(database, 'everyone', (handle) => findOrAddPerson(handle, email, new Date()));
  await database.close();
};

test('the help names every command, and each command explains itself', async () => {
  const all = await almanac(['--help']);
  assert.equal(all.status, 0);
  for (const { name, summary, help } of COMMANDS) {
    assert.ok(all.output.includes(summary), name);
    assert.ok(help.includes('Exit status') || name === 'serve', `${name} says its exit status`);
  }
  const one = await almanac(['restore', '--help']);
  assert.equal(one.status, 0);
  assert.match(one.output, /npm run almanac -- restore FILE/);
  assert.match(one.output, /nothing is ever overwritten/);
});

const NOT_UNDERSTOOD: [args: string[], sentence: RegExp][] = [
  [['dance'], /There is no command "dance"\.[\s\S]*make-admin EMAIL/],
  [['backup'], /backup takes FILE\.[\s\S]*one moment/],
  [['migrate', 'up'], /migrate takes nothing more\./],
  [['doctor', '--fast'], /Unknown option '--fast'[\s\S]*Looks at Node/],
];
for (const [args, sentence] of NOT_UNDERSTOOD)
  test(`a command that is not understood is answered with help: ${args.join(' ')}`, async () => {
    const { status, output } = await almanac(args);
    assert.equal(status, 2);
    assert.match(output, sentence);
    assert.doesNotMatch(output, /\n\s+at /, 'no stack trace');
  });

test('tables, an administrator, a backup to another database and a refusal, from the command line', async (t) => {
  const [folder, other] = [await temporaryFolder(t), await temporaryFolder(t)];
  const here = { DATA_DIR: folder };
  const file = path.join(folder, 'all.backup');
  const early = await almanac(['backup', file], here);
  assert.match(early.output, /has no tables yet/);
  assert.match((await almanac(['migrate'], here)).output, /Made 0001[\s\S]*is up to date\./);
  assert.match((await almanac(['migrate'], here)).output, /nothing was to do/);

  const stranger = await almanac(['make-admin', 'ada@leeds.gov.uk'], here);
  assert.equal(stranger.status, 1);
  assert.match(stranger.output, /Nobody has signed in with ada@leeds\.gov\.uk yet/);
  await addPerson(folder, 'ada@leeds.gov.uk');
  const given = await almanac(['make-admin', 'Ada@Leeds.gov.uk'], here);
  assert.match(given.output, /is administrator from now on/);
  assert.match((await almanac(['make-admin', 'ada@leeds.gov.uk'], here)).output, /already/);

  const kept = await almanac(['backup', file], here);
  assert.equal(kept.status, 0, kept.output);
  assert.match(kept.output, /person: 1 of 1\n/);
  const again = await almanac(['backup', file], here);
  assert.equal(again.status, 1);
  assert.match(again.output, /is there already/);

  const restored = await almanac(['restore', file], { DATA_DIR: other });
  assert.equal(restored.status, 0, restored.output);
  assert.match(restored.output, /It is whole: 3 rows/);
  const database = openDatabase({ file: path.join(other, 'almanac.db') });
  const rows = await database.kysely
    .selectFrom('platform_role')
    .innerJoin('person', 'person.id', 'person_id')
    .select(['email', 'role'])
    .execute();
  assert.deepEqual(
    rows.map((row) => ({ ...row })),
    [{ email: 'ada@leeds.gov.uk', role: 'administrator' }],
  );
  await database.close();
  const refused = await almanac(['restore', file], { DATA_DIR: other });
  assert.equal(refused.status, 1);
  assert.match(refused.output, /holds something already/);

  await writeFile(path.join(folder, 'bad.backup'), 'no');
  const bad = await almanac(['restore', path.join(folder, 'bad.backup')], {
    DATA_DIR: path.join(folder, 'never-made'),
  });
  assert.equal(bad.status, 1);
  assert.match(bad.output, /not a whole backup/);
  assert.ok(!existsSync(path.join(folder, 'never-made')), 'checked before anything is touched');
});

test('doctor is content in development, and says what production lacks', async (t) => {
  const here = { DATA_DIR: await temporaryFolder(t) };
  await almanac(['migrate'], here);
  const fine = await almanac(['doctor'], here);
  assert.equal(fine.status, 0, fine.output);
  assert.match(fine.output, /The tables are up to date\.[\s\S]*\n0 wrong/);
  const production = await almanac(['doctor'], { ...here, NODE_ENV: 'production' });
  assert.equal(production.status, 1);
  assert.match(production.output, /WRONG {4}PUBLIC_URL is not set[\s\S]*What to do: Set it/);
  assert.match(production.output, /WRONG {4}Mail is written as files/);
  const bad = await almanac(['doctor'], { PORT: 'x', NOTIFY_KEY: 'short' });
  assert.equal(bad.status, 1);
  assert.match(bad.output, /WRONG {4}PORT is "x"/);
});

test('doctor names a database and a mail server that do not answer, without their passwords', async (t) => {
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const address = closed.address();
  const port = typeof address === 'object' ? address?.port : 0;
  closed.close();
  const { status, output } = await almanac(['doctor'], {
    DATA_DIR: await temporaryFolder(t),
    DATABASE_URL: `postgres://almanac:hush-hush@127.0.0.1:${port}/almanac`,
    SMTP_URL: `smtp://almanac:hush-hush@127.0.0.1:${port}`,
  });
  assert.equal(status, 1);
  assert.match(
    output,
    /WRONG {4}The PostgreSQL database almanac at 127\.0\.0\.1:\d+ cannot be used/,
  );
  assert.match(output, /WRONG {4}The mail server 127\.0\.0\.1 cannot be used/);
  assert.match(output, /WARNING {2}Mail would come from/);
  assert.doesNotMatch(output, /hush-hush/);
});

test('doctor warns of a PostgreSQL user for whom the wall does not stand', async (t) => {
  const url = await emptyPostgres();
  if (!url) return t.skip('no PostgreSQL server is installed');
  const here = { DATA_DIR: await temporaryFolder(t) };
  const user = await almanac(['doctor'], { ...here, DATABASE_URL: url });
  assert.match(user.output, /well {5}The user of the database is held to row-level security\./);
  const root = url.replace('//almanac@', '//postgres@');
  const superuser = await almanac(['doctor'], { ...here, DATABASE_URL: root });
  assert.match(superuser.output, /WARNING {2}The user of the database is a superuser/);
  assert.match(superuser.output, /What to do: Make a user without these rights/);
});

test('doctor measures Node, room on the disk and Chromium', async (t) => {
  assert.equal(checkNode('22.1.0').state, 'wrong');
  assert.equal(checkNode('24.0.0').state, 'well');
  const disk = { DATA_DIR: await temporaryFolder(t) };
  assert.equal((await checkDisk(disk, async () => 5e7)).state, 'wrong');
  assert.equal((await checkDisk(disk, async () => 5e8)).state, 'warning');
  assert.equal((await checkDisk(disk, async () => 5e9)).state, 'well');
  const file = path.join(disk.DATA_DIR, 'a-file');
  await writeFile(file, '');
  assert.match((await checkDisk({ DATA_DIR: path.join(file, 'x') })).what, /cannot be written to/);
  assert.equal((await checkChromium('/nowhere')).state, 'wrong');
});
