import { type InsertObject, sql } from 'kysely';
import { StartError } from '../../lib/errors.ts';
import type { Database, Handle } from '../connect.ts';
import { isUnreachable } from '../failures.ts';
import { migrate, readStanding } from '../migrate.ts';
import type { Tables } from '../tables.ts';
import { transact } from '../transact.ts';
import { type Header, type Row, readArchive, type Value } from './archive.ts';
import { listTables } from './tables.ts';
import { countRows } from './write.ts';

/** What a server writes by itself on an empty database: it does not count as holding anything. */
const BY_ITSELF = 'job';
const AT_ONCE = 200;
const TOLD_EVERY = 10_000;

type Tell = (line: string) => void;

/** Reads a whole backup and touches nothing. @throws StartError when it is damaged */
export async function checkBackup(file: string): Promise<Header> {
  let header: Header | undefined;
  for await (const _row of readArchive(file, (found) => {
    header = found;
  }));
  return header!;
}

/**
 * Puts a backup into an empty database: all of it, or nothing. An older backup is brought up to date after that.
 * @param header as `checkBackup` gave it
 * @throws StartError when the database holds anything, or is newer than the backup
 */
export async function restoreBackup(
  database: Database,
  file: string,
  header: Header,
  tell: Tell,
): Promise<void> {
  const { done, missing } = await readStanding(database);
  const known = [...done, ...missing];
  if (header.migrations.some((name, index) => known[index] !== name))
    throw new StartError('The backup was made by a newer almanac. Update this one first.');
  if (done.length > 0)
    await transact(database, 'everyone', (handle) => mustBeEmpty(database, handle));
  if (done.length > header.migrations.length)
    throw new StartError(
      'The tables here are newer than the backup. Give a database without tables: it is brought up to date after the backup is in.',
    );
  await migrate(database, header.migrations.at(-1));
  await transact(database, 'everyone', (handle) => fill(database, handle, file, header, tell));
  await migrate(database);
}

async function mustBeEmpty(database: Database, handle: Handle): Promise<void> {
  for (const { name } of await listTables(handle, database.engine)) {
    const rows = name === BY_ITSELF ? 0 : await countRows(handle, name);
    if (rows > 0)
      throw new StartError(
        `The database holds something already (${rows} rows of ${name}), and nothing is ever overwritten. Give an empty one.`,
      );
  }
}

async function fill(
  database: Database,
  handle: Handle,
  file: string,
  header: Header,
  tell: Tell,
): Promise<void> {
  const tables = await listTables(handle, database.engine);
  const lacking = header.tables.find(
    ({ name, columns }) =>
      !columns.every((column) =>
        tables.find((each) => each.name === name)?.columns.includes(column),
      ),
  );
  if (lacking)
    throw new StartError(`The backup has a table ${lacking.name} that does not fit the one here.`);
  if (database.engine === 'postgres') {
    const names = sql.join(tables.map(({ name }) => sql.table(name)));
    await sql`select set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true)`.execute(
      handle,
    );
    await sql`lock table ${names} in access exclusive mode`.execute(handle);
  }
  await mustBeEmpty(database, handle);
  await handle.deleteFrom(BY_ITSELF).execute();
  for await (const { table, rows, count } of inBatches(file)) {
    const { columns, rows: all } = header.tables.find(({ name }) => name === table)!;
    const objects = rows.map((values) =>
      Object.fromEntries(columns.map((column, index) => [column, values[index]])),
    );
    try {
      await handle
        .insertInto(table as keyof Tables)
        .values(objects as InsertObject<Tables, keyof Tables>[])
        .execute();
    } catch (error) {
      if (isUnreachable(error)) throw error;
      throw new StartError(
        `Some rows of ${table} were refused, so nothing was restored: ${(error as Error).message}`,
      );
    }
    if (count === all || count % TOLD_EVERY < rows.length) tell(`${table}: ${count} of ${all}`);
  }
  for (const { name, rows } of header.tables)
    if ((await countRows(handle, name)) !== rows)
      throw new StartError(`Not all rows of ${name} came in, so nothing was restored.`);
}

interface Batch {
  table: string;
  rows: Value[][];
  /** Rows of the table so far. */
  count: number;
}

async function* inBatches(file: string): AsyncGenerator<Batch> {
  let batch: Batch | undefined;
  for await (const { table, values } of readArchive(file) as AsyncIterable<Row>) {
    if (batch && (batch.table !== table || batch.rows.length >= AT_ONCE)) {
      yield batch;
      batch = { table, rows: [], count: batch.table === table ? batch.count : 0 };
    }
    batch ??= { table, rows: [], count: 0 };
    batch.rows.push(values);
    batch.count += 1;
  }
  if (batch) yield batch;
}
