import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyPostgres, testOnBoth } from '../../test/databases.ts';
import { listJobs } from '../compose/timed-work.ts';
import { openDatabase } from '../db/connect.ts';
import { transact } from '../db/transact.ts';
import { queueMail } from '../mail/outbox.ts';
import { type Job, listJobTimes, runDueJobs } from './jobs.ts';

const MINUTE = 60_000;
const start = Date.parse('2026-11-24T10:00:00.000Z');
const at = (minutes: number) => new Date(start + minutes * MINUTE);
const quiet = () => undefined;

function hourly(run: Job['run'] = async () => undefined): { job: Job; runs: string[] } {
  const runs: string[] = [];
  const job: Job = {
    name: 'hourly',
    every: 60 * MINUTE,
    run: async (now) => {
      runs.push(now.toISOString().slice(11, 16));
      await run(now);
    },
  };
  return { job, runs };
}

testOnBoth('a job runs at once, then at its times, and not in between', async (database) => {
  const { job, runs } = hourly();
  for (const minute of [0, 1, 59, 60, 61, 119, 300, 301])
    await runDueJobs(database, [job], at(minute), quiet);
  assert.deepEqual(runs, ['10:00', '11:00', '15:00'], 'what was missed is done once');
  const [next] = await listJobTimes(database);
  assert.equal(next?.due.toISOString(), at(360).toISOString());
});

testOnBoth(
  'a job that fails is told, holds up no other, and comes again at its time',
  async (database) => {
    const { job, runs } = hourly(() => Promise.reject(new Error('oh')));
    const other = { ...hourly().job, name: 'other' };
    const told: string[] = [];
    const report = (name: string, error: unknown) => told.push(`${name}: ${String(error)}`);
    assert.deepEqual(await runDueJobs(database, [job, other], at(0), report), ['other']);
    await runDueJobs(database, [job], at(5), report);
    await runDueJobs(database, [job], at(60), report);
    assert.deepEqual(runs, ['10:00', '11:00']);
    assert.deepEqual(told, ['hourly: Error: oh', 'hourly: Error: oh']);
  },
);

testOnBoth(
  'a job of a server that died is taken by another after ten minutes',
  async (database) => {
    let die: () => void = quiet;
    const dead = hourly(
      () =>
        new Promise((_resolve, reject) => {
          die = () => reject(new Error('killed'));
        }),
    );
    const dying = runDueJobs(database, [dead.job], at(0), quiet);
    while (dead.runs.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const { job, runs } = hourly();
    await runDueJobs(database, [job], at(9), quiet);
    assert.deepEqual(runs, []);
    await runDueJobs(database, [job], at(10), quiet);
    assert.deepEqual(runs, ['10:10']);
    die();
    await dying;
  },
);

test('two servers on one PostgreSQL run a job once between them', async (t) => {
  const url = await emptyPostgres();
  if (!url) return t.skip('no PostgreSQL server is installed');
  const databases = [openDatabase({ url }), openDatabase({ url })];
  const { job, runs } = hourly();
  for (let hour = 0; hour < 20; hour += 1)
    await Promise.all(
      databases.map((database) => runDueJobs(database, [job], at(60 * hour), quiet)),
    );
  assert.equal(runs.length, 20);
  assert.equal(new Set(runs).size, 20);
  await Promise.all(databases.map((database) => database.close()));
});

testOnBoth('what is over is forgotten by the job that the server runs', async (database) => {
  const DAY = 24 * 60;
  const add = (sent: Date | null, failed: Date | null) =>
    transact(database, 'everyone', async (handle) => {
      await queueMail(handle, { to: 'a@b.uk', kind: 'k', subject: '', body: '' }, at(0));
      await handle
        .updateTable('mail')
        .set({ sent_at: sent?.toISOString() ?? null, failed_at: failed?.toISOString() ?? null })
        .where('sent_at', 'is', null)
        .where('failed_at', 'is', null)
        .execute();
    });
  await add(at(0), null);
  await add(null, at(0));
  await add(at(20 * DAY), null);
  await transact(database, 'everyone', (handle) =>
    queueMail(handle, { to: 'waits@b.uk', kind: 'k', subject: '', body: '' }, at(0)),
  );
  await runDueJobs(
    database,
    listJobs(database, { site: 'https://almanac.example', title: 'Almanac' }),
    at(31 * DAY),
    (_name, error) => {
      throw error;
    },
  );
  const left = await database.kysely.selectFrom('mail').select('recipient').execute();
  assert.deepEqual(left.map(({ recipient }) => recipient).sort(), ['a@b.uk', 'waits@b.uk']);
});
