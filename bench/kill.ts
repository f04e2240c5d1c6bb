// Kills servers in the middle of writes, 20 times on each database, and tells what was lost: node bench/kill.ts [rounds] [writes]
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Figures, killAgain } from '../test/kill.ts';
import { ensurePostgres, startCluster } from '../test/postgres.ts';

const [rounds = 20, writes = 200] = process.argv.slice(2).map(Number);
const DATABASE_KILLS = 5;

function tell(engine: string, figures: Figures, seconds: number): void {
  console.log(`${engine}: ${JSON.stringify(figures)} in ${seconds.toFixed(0)} s`);
  if (figures.lost + figures.half + figures.lettersLost > 0) process.exitCode = 1;
}

async function measure(engine: string, work: (folder: string) => Promise<Figures>): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-kill-'));
  const start = performance.now();
  const figures = await work(folder);
  tell(engine, figures, (performance.now() - start) / 1000);
  await rm(folder, { recursive: true, force: true });
}

await measure('SQLite', (folder) => killAgain({ rounds, writes, folder, say: console.log }));
const bin = ensurePostgres();
if (!bin) console.log('No PostgreSQL is installed: left out.');
else {
  const cluster = await startCluster(bin, { durable: true });
  await cluster.create('almanac');
  const postgres = { cluster, url: cluster.url('almanac') };
  const databaseKills = Math.min(DATABASE_KILLS, rounds);
  await measure('PostgreSQL', (folder) =>
    killAgain({ rounds, writes, folder, postgres, databaseKills, say: console.log }),
  );
  await cluster.stop();
}
