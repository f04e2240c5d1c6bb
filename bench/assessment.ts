// What the assessment costs: an answer, results, the close of a round with many voices, and the answers of all councils.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import autocannon from 'autocannon';
import { sql } from 'kysely';
import type { Almanac } from '../src/content/almanac.ts';
import { loadContent } from '../src/content/load.ts';
import { type Database, openDatabase } from '../src/db/connect.ts';
import { migrate } from '../src/db/migrate.ts';
import { transact } from '../src/db/transact.ts';
import { readAnswers } from '../src/features/assessment/answers.ts';
import { carryRound } from '../src/features/assessment/carry.ts';
import {
  closeRound,
  findAgreedSheet,
  findRound,
  openRound,
  readVoices,
} from '../src/features/assessment/rounds.ts';
import { freezeItems } from '../src/features/assessment/rules/frozen.ts';
import { itemsOfRound } from '../src/features/assessment/rules/round-items.ts';
import { findOrAddPerson, startSession } from '../src/features/sign-in/sessions.ts';
import { addMember } from '../src/features/space/members.ts';
import { until } from '../test/kill.ts';
import { ensurePostgres, startCluster } from '../test/postgres.ts';
import { sayWords } from './words-read.ts';

const root = path.resolve(import.meta.dirname, '..');
const COUNCILS = 400;
const ROUNDS = 5;
const VOICES = 20;
const READS = 300;

const share = (times: number[], part: number): string =>
  (times.sort((a, b) => a - b)[Math.floor(times.length * part)] ?? 0).toFixed(1);

/** Rows for all councils, made in the database itself: 2.4 million answers. */
async function fill({ kysely }: Database, almanac: Almanac): Promise<number> {
  const outcomes = JSON.stringify(almanac.outcomes.map(({ slug }) => slug));
  const items = almanac.outcomes.flatMap(({ slug, targets }) =>
    targets.map(({ id }) => `${slug}.${id}`),
  );
  await sql`select set_config('almanac.council', '*', false)`.execute(kysely);
  await transact({ kysely, engine: 'postgres' } as Database, 'everyone', async (handle) => {
    await sql`set local statement_timeout = 0`.execute(handle);
    await sql`insert into round (id, council, name, depth, outcomes, edition, closes_on, opened_at, closed_at, version)
      select 'r-' || c || '-' || r, 'council-' || c, 'Round ' || r, 'full', ${outcomes}, '2026', '2026-10-01',
        '2026-0' || r || '-01', '2026-10-02', 1
      from generate_series(1, ${COUNCILS}::int) c, generate_series(1, ${ROUNDS}::int) r`.execute(
      handle,
    );
    await sql`insert into person (id, email, name, created_at, version)
      select 'p-' || v, 'p' || v || '@bench.example', '', '2026-01-01', 1 from generate_series(1, ${VOICES}::int) v`.execute(
      handle,
    );
    // Voice 0 is the sheet of what was agreed.
    await sql`insert into sheet (id, kind, council, round_id, person_id, perspective, depth, edition, created_at, seen_at)
      select 's-' || round.id || '-' || v, case v when 0 then 'agreed' else 'voice' end, round.council, round.id,
        case v when 0 then null else 'p-' || v end, (array['councillor','digital','service','leadership'])[1 + v % 4],
        'full', '2026', '2026-01-01', '2026-01-01'
      from round, generate_series(0, ${VOICES}::int) v where round.council like 'council-%'`.execute(
      handle,
    );
    await sql`insert into answer (sheet_id, item, council, choice, note, evidence, evidence_date, evidence_owner, confidence, answered_at, version)
      select sheet.id, item, sheet.council, (1 + floor(random() * 4))::int::text, '', '', '', '', '', '2026-09-01', 1
      from sheet, unnest(${items}::text[]) item where sheet.council like 'council-%'`.execute(
      handle,
    );
  });
  await sql`analyze`.execute(kysely);
  const { rows } = await sql<{ count: string }>`select count(*) from answer`.execute(kysely);
  return Number(rows[0]?.count);
}

async function readResults(database: Database): Promise<number> {
  const council = `council-${1 + Math.floor(Math.random() * COUNCILS)}`;
  const round = `r-${council.slice(8)}-${1 + Math.floor(Math.random() * ROUNDS)}`;
  return transact(database, { council }, async (handle) => {
    const start = performance.now();
    await findRound(handle, council, round);
    const sheet = await findAgreedSheet(handle, council, round);
    await readAnswers(handle, sheet!);
    await readVoices(handle, council, round);
    return performance.now() - start;
  });
}

async function measureAll(database: Database, almanac: Almanac): Promise<void> {
  const start = performance.now();
  const count = await fill(database, almanac);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(`answers of ${COUNCILS} councils loaded: ${count} in ${seconds} s`);
  const times: number[] = [];
  for (let read = 0; read < READS; read += 1) times.push(await readResults(database));
  console.log(
    `results of one council among them, database and driver: median ${share(times, 0.5)} ms, p99 ${share(times, 0.99)} ms`,
  );
  const spent: number[] = [];
  for (let read = 0; read < 100; read += 1) {
    const id = `r-${1 + Math.floor(Math.random() * COUNCILS)}-3`;
    await transact(database, 'everyone', async (handle) => {
      const { rows } = await sql<{ 'QUERY PLAN': string }>`explain (analyze, timing off)
        select item, choice, perspective from sheet join answer on answer.sheet_id = sheet.id
        where round_id = ${id} and kind = 'voice'`.execute(handle);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      if (/Seq Scan on answer/.test(plan)) throw new Error(`answers are read one by one:\n${plan}`);
      spent.push(Number(/Execution Time: ([\d.]+)/.exec(plan)?.[1]));
    });
  }
  console.log(
    `the voices of one round by EXPLAIN ANALYZE: median ${share(spent, 0.5)} ms, p99 ${share(spent, 0.99)} ms (promised: 20 ms)`,
  );
}

/** The close of a round that 500 people answered. */
async function measureClose(database: Database, almanac: Almanac): Promise<void> {
  const now = new Date();
  const id = await transact(database, { council: 'leeds' }, async (handle) => {
    const outcomes = almanac.outcomes.map(({ slug }) => slug);
    const about = { name: 'Large', depth: 'full', edition: almanac.about.edition } as const;
    const round = { ...about, outcomes, closesOn: '2099-01-01', before: null };
    return openRound(handle, 'leeds', round, now);
  });
  await transact(database, 'everyone', async (handle) => {
    await sql`insert into person (id, email, name, created_at, version)
      select 'q-' || v, 'q' || v || '@bench.example', '', '2026-01-01', 1 from generate_series(1, 500) v`.execute(
      handle,
    );
    await sql`insert into sheet (id, kind, council, round_id, person_id, perspective, depth, edition, created_at, seen_at)
      select 'large-' || v, 'voice', 'leeds', ${id}, 'q-' || v, 'digital', 'full', ${almanac.about.edition}, '2026-01-01', '2026-01-01'
      from generate_series(1, 500) v`.execute(handle);
    await sql`insert into answer (sheet_id, item, council, choice, note, evidence, evidence_date, evidence_owner, confidence, answered_at, version)
      select 'large-' || v, item, 'leeds', '2', '', '', '', '', '', '2026-01-01', 1
      from generate_series(1, 500) v, unnest(${almanac.outcomes.flatMap(({ slug, targets }) => targets.map((each) => `${slug}.${each.id}`))}::text[]) item`.execute(
      handle,
    );
  });
  const start = performance.now();
  await transact(database, { council: 'leeds' }, async (handle) => {
    const round = (await findRound(handle, 'leeds', id))!;
    await carryRound(handle, 'leeds', id, almanac);
    await closeRound(handle, 'leeds', id, freezeItems(itemsOfRound(almanac, round)), now);
  });
  const closed = performance.now();
  await transact(database, { council: 'leeds' }, (handle) => readVoices(handle, 'leeds', id));
  console.log(
    `close of a round with 500 voices: ${(closed - start).toFixed(0)} ms; its 30,000 answers read: ${(performance.now() - closed).toFixed(0)} ms`,
  );
}

/** Requests a second of a page of results and of saving an answer, by a private link, over the whole application. */
async function measureRequests(url: string): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-bench-'));
  const database = openDatabase({ url });
  const secret = await transact(database, 'everyone', async (handle) => {
    const { id } = await findOrAddPerson(handle, 'bench@leeds.gov.uk', new Date());
    await addMember(handle, 'leeds', { person: id, role: 'lead', perspective: null }, new Date());
    return startSession(handle, id, undefined, new Date());
  });
  const child = spawn(process.execPath, ['src/server.ts'], {
    cwd: root,
    stdio: 'ignore',
    env: {
      ...{ PATH: process.env.PATH, NODE_ENV: 'production', LOG_LEVEL: 'silent', PORT: '3919' },
      ...{ DATA_DIR: folder, DATABASE_URL: url },
    },
  });
  const site = 'http://127.0.0.1:3919';
  await until(async () => (await fetch(`${site}/readyz`)).status === 200);
  await new Promise((resolve) => setTimeout(resolve, 4000)); // until every page is compressed
  const cookie = `almanac-session=${secret}; almanac-browser=${secret}`;
  const headers = { cookie, 'sec-fetch-site': 'same-origin' };
  const { rows } = await sql<{ id: string }>`select id from round where council = 'leeds'`.execute(
    database.kysely,
  );
  const found = await transact(database, 'everyone', (handle) =>
    sql<{ id: string }>`select id from round where council = 'leeds'`.execute(handle),
  );
  const round = found.rows[0]?.id ?? rows[0]?.id;
  const results = `${site}/my/leeds/assessment/${round}/results`;
  const agreed = `${site}/my/leeds/assessment/${round}/agreed/q/data.maturity`;
  const page = await (await fetch(agreed, { headers })).text();
  const csrf = /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const fields = { csrf, version: '0', choice: '2', note: '', evidence: '', evidenceDate: '' };
  const body = new URLSearchParams({
    ...fields,
    evidenceOwner: '',
    confidence: '',
    dissent: '',
    back: '',
  });
  for (const [name, options] of [
    ['results page of a council with 500 voices', { url: results }],
    [
      'save an answer',
      {
        url: agreed,
        method: 'POST' as const,
        body: body.toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
    ],
  ] as const) {
    const more = 'headers' in options ? options.headers : {};
    const { requests, latency, statusCodeStats } = await autocannon({
      ...options,
      connections: 8,
      duration: 5,
      headers: { ...headers, ...more },
    } as autocannon.Options);
    console.log(
      `${name}: ${requests.average.toFixed(0)} requests a second, p99 ${latency.p99} ms with 8 at once (${Object.keys(statusCodeStats ?? {}).join(', ')})`,
    );
  }
  child.kill('SIGTERM');
  await once(child, 'exit');
  await database.close();
  await rm(folder, { recursive: true });
}

/** Prints all of it. */
export async function measureAssessment(): Promise<void> {
  const { almanac } = await loadContent(path.join(root, 'content'), '2026-11-23');
  if (!almanac) throw new Error('The content has errors.');
  sayWords(almanac);
  const bin = ensurePostgres();
  if (!bin) return console.log('No PostgreSQL is installed: the rest is left out.');
  const cluster = await startCluster(bin, { durable: true });
  await cluster.create('almanac');
  const database = openDatabase({ url: cluster.url('almanac') });
  await migrate(database);
  await measureClose(database, almanac);
  await measureRequests(cluster.url('almanac'));
  await measureAll(database, almanac);
  await database.close();
  await cluster.stop();
}

if (import.meta.main) await measureAssessment();
