import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

/** A PostgreSQL server of our own, in a temporary folder, gone after the run. */
export interface Cluster {
  /** Address of a database, for a user who is no superuser, so that row-level security holds. */
  url(database: string): string;
  /** Makes an empty database without tables. */
  create(database: string): Promise<void>;
  stop(): Promise<void>;
  /** Ends the server at once. Of a durable cluster only: one that is not loses what it has said is kept. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

const as = () => (process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {});
const idOf = (flag: string) =>
  Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }).trim());

/** Folder with the programs of the newest PostgreSQL that is installed. */
export function findPostgres(): string | undefined {
  const named = process.env.POSTGRES_BIN;
  if (named) return existsSync(path.join(named, 'initdb')) ? named : undefined;
  const found = globSync([
    '/usr/lib/postgresql/*/bin/initdb',
    '/usr/local/opt/postgresql*/bin/initdb',
    '/opt/homebrew/opt/postgresql*/bin/initdb',
  ]).sort();
  return found.length > 0 ? path.dirname(found.at(-1)!) : undefined;
}

/** On Debian as root, installs PostgreSQL when there is none. Says what it does. */
export function ensurePostgres(): string | undefined {
  if (!findPostgres() && existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.log('Installing PostgreSQL for the tests (apt-get install postgresql).');
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'postgresql'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  return findPostgres();
}

/** Makes and starts a cluster on a free port. @param durable keeps every commit on disk, as in real use; tests of rules do without */
export async function startCluster(bin: string, { durable = false } = {}): Promise<Cluster> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'almanac-postgres-'));
  const user = as();
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = path.join(folder, 'data');
  execFileSync(
    path.join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--no-sync', '--locale=C.UTF-8'],
    { stdio: 'ignore', ...user, cwd: folder },
  );
  const port = await freePort();
  const fast = durable ? [] : ['-c', 'fsync=off', '-c', 'synchronous_commit=off'];
  let server: ChildProcess | undefined;
  const url = (name: string, role = 'almanac') => `postgres://${role}@127.0.0.1:${port}/${name}`;
  const ended = () =>
    new Promise<void>((resolve) => {
      if (!server || server.exitCode !== null || server.signalCode !== null) resolve();
      else server.once('exit', () => resolve());
    });
  const start = async () => {
    server = spawn(
      path.join(bin, 'postgres'),
      ['-D', data, '-p', `${port}`, '-k', folder, '-c', 'max_connections=200', ...fast],
      { stdio: 'ignore', ...user, cwd: folder },
    );
    for (let tries = 0; ; tries += 1) {
      const client = new pg.Client(url('postgres', 'postgres'));
      client.on('error', () => undefined);
      try {
        await client.connect();
        await client.query('select 1');
        return client;
      } catch (error) {
        if (tries > 100) throw error;
        await wait(100);
      } finally {
        void client.end().catch(() => undefined);
      }
    }
  };
  await start();
  const admin = new pg.Client(url('postgres', 'postgres'));
  await admin.connect();
  await admin.query('create role almanac login createdb nosuperuser');
  await admin.end();
  const stop = async (signal: NodeJS.Signals) => {
    server?.kill(signal);
    await ended();
  };
  return {
    url,
    create: async (name) => {
      const client = new pg.Client(url('postgres'));
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
    },
    start: async () => {
      await start();
    },
    kill: async () => {
      if (!durable) throw new Error('Only a durable cluster may be killed.');
      // Each connection has a process of its own, which would live a little longer.
      const children = childrenOf(server?.pid);
      await stop('SIGKILL');
      for (const child of children) endNow(child);
      while (children.some(isAlive)) await wait(5);
    },
    stop: async () => {
      await stop('SIGQUIT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Processes that a process started; none where the system does not tell. */
function childrenOf(pid: number | undefined): number[] {
  const list = `/proc/${pid}/task/${pid}/children`;
  return existsSync(list) ? readFileSync(list, 'utf8').trim().split(' ').map(Number) : [];
}

function endNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // Who was killed and not yet fetched by its parent does nothing any more.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
