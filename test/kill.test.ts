import assert from 'node:assert/strict';
import { test } from 'node:test';
import { temporaryFolder } from './fixtures.ts';
import { type Figures, killAgain } from './kill.ts';
import { findPostgres, startCluster } from './postgres.ts';

// The whole of it, 20 rounds of 200 writes on each database, is run by hand: node bench/kill.ts
const SHORT = { rounds: 2, writes: 40 };

function assertNothingLost(
  { lost, half, lettersLost, lettersTwice, acknowledged }: Figures,
  kills: number,
) {
  assert.ok(acknowledged > 0, 'something was written at all');
  assert.deepEqual({ lost, half, lettersLost }, { lost: 0, half: 0, lettersLost: 0 });
  // One letter may be on its way whenever something is killed.
  assert.ok(lettersTwice <= kills, `${lettersTwice} letters went twice`);
}

test('a server that is killed in the middle of writes loses nothing (sqlite)', async (t) => {
  assertNothingLost(await killAgain({ ...SHORT, folder: await temporaryFolder(t) }), SHORT.rounds);
});

test('a server and its database that are killed in the middle of writes lose nothing (postgres)', async (t) => {
  const bin = findPostgres();
  if (!bin) return t.skip('no PostgreSQL server is installed');
  const cluster = await startCluster(bin, { durable: true });
  t.after(() => cluster.stop());
  const folder = await temporaryFolder(t);
  const postgres = { cluster, url: cluster.url('almanac') };
  await cluster.create('almanac');
  assertNothingLost(
    await killAgain({ ...SHORT, folder, postgres, databaseKills: 1 }),
    SHORT.rounds + 1,
  );
});
