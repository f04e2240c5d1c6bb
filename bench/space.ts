// Requests a second of a page made for one person (session, membership, one query) on each database, against the guide.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import autocannon from 'autocannon';
import { openDatabase } from '../src/db/connect.ts';
import { migrate } from '../src/db/migrate.ts';
import { transact } from '../src/db/transact.ts';
import { findOrAddPerson, startSession } from '../src/features/sign-in/sessions.ts';
import { addMember } from '../src/features/space/members.ts';
import { until } from '../test/kill.ts';
import { ensurePostgres, startCluster } from '../test/postgres.ts';

const root = path.resolve(import.meta.dirname, '..');
const GUIDE = '/outcomes/inclusion';
const COUNCIL = 'leeds';
const ROUNDS = 5;
const MEMBERS = 20;

interface Peer {
  name: string;
  url: string;
  cookie: string;
}

/** Starts a server with a space of some members. @returns its peers to measure, and how to stop it */
async function startPeers(name: string, port: number, folder: string, databaseUrl?: string) {
  const file = path.join(folder, 'almanac.db');
  const database = openDatabase(databaseUrl ? { url: databaseUrl } : { file });
  await migrate(database);
  const now = new Date();
  const secret = await transact(database, 'everyone', async (handle) => {
    let last = '';
    for (let count = 0; count < MEMBERS; count += 1) {
      const { id } = await findOrAddPerson(handle, `p${count}@leeds.gov.uk`, now);
      await addMember(handle, COUNCIL, { person: id, role: 'lead', perspective: null }, now);
      last = await startSession(handle, id, undefined, now);
    }
    return last;
  });
  await database.close();
  const child = spawn(process.execPath, ['src/server.ts'], {
    cwd: root,
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      LOG_LEVEL: 'silent',
      PORT: String(port),
      DATA_DIR: folder,
      ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
    },
  });
  const site = `http://127.0.0.1:${port}`;
  await until(async () => (await fetch(`${site}/readyz`)).status === 200);
  await new Promise((resolve) => setTimeout(resolve, 4000)); // until every page is compressed
  const peers: Peer[] = [
    { name: `guide page, ${name} beside it`, url: `${site}${GUIDE}`, cookie: '' },
    // The list of rounds is one query; the first page of a space is several.
    ...[
      ['own page with one query', '/assessment'],
      ['first page of a space', ''],
    ].map(([page, room]) => ({
      name: `${page}, ${name}`,
      url: `${site}/my/${COUNCIL}${room}`,
      cookie: `almanac-session=${secret}; almanac-browser=${secret}`,
    })),
  ];
  return {
    peers,
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** Prints requests a second, the median of some rounds, interleaved so that all see the same machine. */
export async function measureSpace(): Promise<void> {
  const folders = [0, 1].map(() => mkdtemp(path.join(os.tmpdir(), 'almanac-bench-')));
  const [sqliteFolder = '', postgresFolder = ''] = await Promise.all(folders);
  const servers = [await startPeers('SQLite', 3916, sqliteFolder)];
  const bin = ensurePostgres();
  const cluster = bin ? await startCluster(bin, { durable: true }) : undefined;
  if (cluster) {
    await cluster.create('almanac');
    servers.push(await startPeers('PostgreSQL', 3917, postgresFolder, cluster.url('almanac')));
  } else console.log('No PostgreSQL is installed: left out.');
  const rates = new Map<string, { requests: number; p99: number }[]>();
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const { name, url, cookie } of servers.flatMap(({ peers }) => peers)) {
      const { requests, latency, non2xx } = await autocannon({
        url,
        connections: 32,
        duration: 3,
        headers: { 'accept-encoding': 'br', ...(cookie ? { cookie } : {}) },
      });
      if (non2xx > 0) throw new Error(`${name}: ${non2xx} answers were not 200`);
      if (round > 0)
        rates.set(name, [
          ...(rates.get(name) ?? []),
          { requests: requests.average, p99: latency.p99 },
        ]);
    }
  for (const { stop } of servers) await stop();
  await cluster?.stop();
  for (const folder of [sqliteFolder, postgresFolder]) await rm(folder, { recursive: true });
  const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
  let guide = 0;
  for (const [name, values] of rates) {
    const rate = median(values.map(({ requests }) => requests));
    if (name.startsWith('guide')) guide = rate;
    console.log(
      `requests a second, ${name}: ${rate.toFixed(0)} (${(rate / guide).toFixed(2)} of the guide page), p99 ${median(values.map(({ p99 }) => p99))} ms with 32 at once`,
    );
  }
}

if (import.meta.main) await measureSpace();
