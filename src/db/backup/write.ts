import { sql } from 'kysely';
import { StartError } from '../../lib/errors.ts';
import type { Database, Handle } from '../connect.ts';
import { readStanding } from '../migrate.ts';
import { type Header, type Row, type Value, writeArchive } from './archive.ts';
import { listTables, type StoredTable } from './tables.ts';

const AT_ONCE = 500;
const TOLD_EVERY = 10_000;

/**
 * Copies all rows of all tables to a file, as they were at one moment, while servers go on working.
 * @param tell gets a line about each table
 * @returns how many rows were copied
 */
export async function writeBackup(
  database: Database,
  file: string,
  now: Date,
  tell: (line: string) => void,
): Promise<number> {
  const { done, unknown } = await readStanding(database);
  if (unknown.length > 0)
    throw new StartError('The tables were made by a newer almanac. Update this one first.');
  return atOneMoment(database, async (handle) => {
    const stored = await listTables(handle, database.engine);
    const counted: Header['tables'] = [];
    for (const { name, columns } of stored)
      counted.push({ name, columns, rows: await countRows(handle, name) });
    const header = {
      made: now.toISOString(),
      from: database.engine,
      migrations: done,
      tables: counted,
    };
    await writeArchive(file, header, allRows(handle, stored, counted, tell));
    return counted.reduce((sum, { rows }) => sum + rows, 0);
  });
}

export async function countRows(handle: Handle, table: string): Promise<number> {
  const { rows } = await sql<{
    rows: number | string;
  }>`select count(*) as "rows" from ${sql.table(table)}`.execute(handle);
  return Number(rows[0]?.rows);
}

/** Gives a view of everything that stays as it is while others write, and keeps nobody from writing. */
function atOneMoment<T>(
  { engine, kysely }: Database,
  work: (handle: Handle) => Promise<T>,
): Promise<T> {
  if (engine === 'postgres')
    return kysely
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (handle) => {
        await sql`select set_config('almanac.council', '*', true), set_config('almanac.person', '', true),
          set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true)`.execute(
          handle,
        );
        return work(handle);
      });
  return kysely.connection().execute(async (connection) => {
    // Kysely's own transactions take the lock for writing, which would stop the server for as long as this takes.
    await sql`begin deferred`.execute(connection);
    try {
      return await work(connection as unknown as Handle);
    } finally {
      await sql`rollback`.execute(connection);
    }
  });
}

async function* allRows(
  handle: Handle,
  tables: readonly StoredTable[],
  counted: Header['tables'],
  tell: (line: string) => void,
): AsyncGenerator<Row> {
  for (const [index, table] of tables.entries()) {
    const all = counted[index]?.rows ?? 0;
    let copied = 0;
    for await (const row of rowsOf(handle, table)) {
      yield row;
      copied += 1;
      if (copied % TOLD_EVERY === 0 && copied < all) tell(`${table.name}: ${copied} of ${all}`);
    }
    tell(`${table.name}: ${copied} of ${all}`);
  }
}

async function* rowsOf(handle: Handle, { name, columns, key }: StoredTable): AsyncGenerator<Row> {
  const list = (names: readonly string[]) => sql.join(names.map((column) => sql.ref(column)));
  for (let last: unknown[] | undefined; ; ) {
    const after = last ? sql`where (${list(key)}) > (${sql.join(last)})` : sql``;
    const { rows } = await sql<Record<string, unknown>>`
      select ${list(columns)} from ${sql.table(name)} ${after} order by ${list(key)} limit ${sql.lit(AT_ONCE)}`.execute(
      handle,
    );
    for (const row of rows)
      yield { table: name, values: columns.map((column) => portable(row[column], name, column)) };
    const end = rows.at(-1);
    if (!end || rows.length < AT_ONCE) return;
    last = key.map((column) => end[column]);
  }
}

/** @throws Error for a type that the other database may not have: such a column must not come into being */
function portable(value: unknown, table: string, column: string): Value {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'bigint') return Number(value);
  throw new Error(
    `The column ${column} of ${table} holds a ${typeof value}, which is not portable.`,
  );
}
