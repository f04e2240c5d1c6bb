import pg from 'pg';
import { openDatabase } from '../src/db/connect.ts';
import { migrate } from '../src/db/migrate.ts';

const TEMPLATE = 'almanac_template';
type Address = (database: string) => string;

/** Makes the migrated database that those of the tests are copied from. */
export async function makeTemplate(url: Address): Promise<void> {
  await query(url('postgres'), `create database ${TEMPLATE}`);
  const database = openDatabase({ url: url(TEMPLATE) });
  await migrate(database);
  await database.close();
}

/** Makes an empty database with all tables. */
export const copyTemplate = (url: Address, name: string): Promise<void> =>
  query(url('postgres'), `create database ${name} template ${TEMPLATE}`);

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
