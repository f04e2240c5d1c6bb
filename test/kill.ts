import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { SMTPServer } from 'smtp-server';
import { type Database, openDatabase } from '../src/db/connect.ts';
import { migrate } from '../src/db/migrate.ts';
import { transact } from '../src/db/transact.ts';
import { findOrAddPerson, startSession } from '../src/features/sign-in/sessions.ts';
import { addMember } from '../src/features/space/members.ts';
import { sendDueMail } from '../src/mail/postman.ts';
import { smtpTransport } from '../src/mail/transport.ts';
import { csrfOf } from '../src/web/visits/cookies.ts';
import { SMALL_COUNTRY } from './fixtures.ts';
import type { Cluster } from './postgres.ts';

const root = path.resolve(import.meta.dirname, '..');
const COUNCIL = 'oldtown';
/** Each may invite 50 people a day. */
const LEADS = 8;
const AT_ONCE = 4;

export interface Figures {
  rounds: number;
  /** Writes that the server said it had done. */
  acknowledged: number;
  /** Writes under way when something was killed: they may be there or not, but whole. */
  open: number;
  /** Acknowledged, and not there afterwards. */
  lost: number;
  /** Rows that lack the others of their transaction. */
  half: number;
  letters: number;
  lettersLost: number;
  lettersTwice: number;
}

export interface Plan {
  rounds: number;
  writes: number;
  folder: string;
  /** A durable cluster and the address of an empty database in it; SQLite without. */
  postgres?: { cluster: Cluster; url: string };
  /** Rounds in which the database server is killed first, and comes back while the almanac runs. */
  databaseKills?: number;
  say?: (line: string) => void;
}

/**
 * Kills a real server while people write, again and again, and counts what is left. Each write is an invitation: rows in
 * three tables, one of them a letter, in one transaction.
 */
export async function killAgain(plan: Plan): Promise<Figures> {
  const { rounds, writes, folder, postgres, databaseKills = 0, say = () => undefined } = plan;
  const open = () =>
    openDatabase(postgres ? { url: postgres.url } : { file: path.join(folder, 'almanac.db') });
  const mail = await startMail();
  const leads = await prepare(open());
  const acknowledged = new Set<string>();
  let uncertain = 0;
  for (let round = 0; round < rounds; round += 1) {
    const server = await startServer(folder, mail.url, postgres?.url);
    const after = Math.floor(Math.random() * writes);
    const write = writer(server.address, leads, round, writes);
    const killing = (async () => {
      while (write.done() < after && !write.over()) await wait(1);
      await wait(Math.random() * 20);
      if (postgres && round < databaseKills) {
        await postgres.cluster.kill();
        await wait(200);
        await postgres.cluster.start();
        await until(async () => (await fetch(`${server.address}/readyz`)).status === 200);
        const more = await write.one(`back-${round}@b.uk`);
        if (!more) throw new Error('The server did not go on after its database came back.');
      }
      server.child.kill('SIGKILL');
      await once(server.child, 'exit');
    })();
    const ends = await Promise.allSettled([write.all(acknowledged), killing]);
    server.child.kill('SIGKILL');
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    if (ends[0].status === 'fulfilled') uncertain += ends[0].value;
    const database = open();
    const { lost, half } = await look(database, acknowledged);
    say(`round ${round + 1}: killed after ${after} writes; lost ${lost}, half ${half}`);
    await transact(database, 'everyone', (handle) => handle.deleteFrom('attempt').execute());
    await database.close();
  }
  const database = open();
  const { lost, half, invited } = await look(database, acknowledged);
  // Letters that a killed server had taken are due again after a while: the clock is moved on.
  const later = () => new Date(Date.now() + 3_600_000);
  const transport = smtpTransport(mail.url, 'Almanac <a@example.org>');
  while ((await sendDueMail(database, transport, later, () => undefined)) > 0);
  await database.close();
  await mail.stop();
  const sent = new Set(mail.recipients);
  return {
    rounds,
    acknowledged: acknowledged.size,
    open: uncertain,
    lost,
    half,
    letters: invited.length,
    lettersLost: invited.filter((email) => !sent.has(email)).length,
    lettersTwice: mail.recipients.length - sent.size,
  };
}

/** Makes the tables and the people who write. @returns the secrets of their sessions */
async function prepare(database: Database): Promise<string[]> {
  await migrate(database);
  const now = new Date();
  const secrets = await transact(database, 'everyone', async (handle) => {
    const made: string[] = [];
    for (let count = 0; count < LEADS; count += 1) {
      const { id } = await findOrAddPerson(handle, `lead${count}@oldtown.example`, now);
      await addMember(handle, COUNCIL, { person: id, role: 'lead', perspective: null }, now);
      made.push(await startSession(handle, id, undefined, now));
    }
    return made;
  });
  await database.close();
  return secrets;
}

function writer(address: string, leads: readonly string[], round: number, writes: number) {
  let [next, done, running] = [0, 0, AT_ONCE];
  const send = async (email: string, lead: string): Promise<boolean> => {
    const response = await fetch(`${address}/my/${COUNCIL}/invite`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        cookie: `almanac-session=${lead}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ csrf: csrfOf(lead), email, role: 'viewer' }).toString(),
    });
    await response.arrayBuffer();
    if (response.status === 303) return true;
    if (response.status === 503) return false;
    throw new Error(`An invitation was answered with ${response.status}.`);
  };
  const one = async (acknowledged: Set<string>): Promise<number> => {
    let uncertain = 0;
    while (next < writes && running > 0) {
      const email = `r${round}-${next}@b.uk`;
      const lead = leads[next % leads.length] ?? '';
      next += 1;
      try {
        if (await send(email, lead)) {
          acknowledged.add(email);
          done += 1;
        } else {
          uncertain += 1;
          await wait(5);
        }
      } catch (error) {
        // No answer: the server is gone, and nobody knows about this write.
        if (!(error instanceof TypeError)) {
          running = 0;
          throw error;
        }
        uncertain += 1;
        break;
      }
    }
    running -= 1;
    return uncertain;
  };
  return {
    done: () => done,
    over: () => running <= 0,
    one: (email: string) => send(email, leads[0] ?? ''),
    all: async (acknowledged: Set<string>) => {
      const counts = await Promise.all(Array.from({ length: AT_ONCE }, () => one(acknowledged)));
      return counts.reduce((sum, count) => sum + count, 0);
    },
  };
}

/** Counts what is not there, and what is there in part. */
async function look(database: Database, acknowledged: ReadonlySet<string>) {
  return transact(database, 'everyone', async (handle) => {
    const invitations = await handle.selectFrom('invitation').select('email').execute();
    const letters = await handle.selectFrom('mail').select('recipient').execute();
    const log = await handle
      .selectFrom('audit')
      .select('id')
      .where('action', '=', 'member.invited')
      .execute();
    if (database.engine === 'sqlite') {
      const { rows } = await sql<{ quick_check: string }>`pragma quick_check`.execute(handle);
      if (rows[0]?.quick_check !== 'ok') throw new Error('The database file is damaged.');
    }
    const invited = invitations.map(({ email }) => email).sort();
    const written = new Set(invited);
    const recipients = letters.map(({ recipient }) => recipient).sort();
    const unlike = invited.filter((email, index) => recipients[index] !== email).length;
    return {
      invited,
      lost: [...acknowledged].filter((email) => !written.has(email)).length,
      half:
        unlike +
        Math.abs(recipients.length - invited.length) +
        Math.abs(log.length - invited.length),
    };
  });
}

async function startServer(folder: string, smtp: string, url: string | undefined) {
  const port = await freePort();
  const child: ChildProcess = spawn(process.execPath, ['src/server.ts'], {
    cwd: root,
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      LOG_LEVEL: 'silent',
      PORT: String(port),
      CONTENT_DIR: SMALL_COUNTRY,
      DATA_DIR: folder,
      SMTP_URL: smtp,
      ...(url ? { DATABASE_URL: url } : {}),
    },
  });
  const address = `http://127.0.0.1:${port}`;
  await until(async () => (await fetch(`${address}/readyz`)).status === 200);
  return { child, address };
}

async function startMail() {
  const recipients: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, { envelope }, done) => {
      stream.resume();
      stream.on('end', () => {
        recipients.push(...envelope.rcptTo.map(({ address }) => address));
        done();
      });
    },
  });
  // A killed server leaves its connection open in the middle.
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as { port: number };
  return {
    url: `smtp://127.0.0.1:${port}`,
    recipients,
    stop: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

/** Waits until something holds; what fails is tried again. @throws Error after a minute */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (await holds().catch(() => false)) return;
    await wait(50);
  }
  throw new Error('It did not come about within a minute.');
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
