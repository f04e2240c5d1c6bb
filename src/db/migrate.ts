import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { StartError } from '../lib/errors.ts';
import type { Database } from './connect.ts';
import { isUnreachable } from './failures.ts';

const folder = path.join(import.meta.dirname, 'migrations');

const migratorOf = ({ kysely }: Database) =>
  new Migrator({ db: kysely, provider: { getMigrations: readMigrations } });

/**
 * Brings the tables up to date. Several servers may call it at once: PostgreSQL lets one in at a time.
 * @param last name of the migration to stop after; all of them when left out
 * @returns the names of the migrations that were made now
 * @throws the driver's error when the database cannot be reached; StartError that names the migration that failed
 */
export async function migrate(database: Database, last?: string): Promise<string[]> {
  const migrator = migratorOf(database);
  const { error, results = [] } = last
    ? await migrator.migrateTo(last)
    : await migrator.migrateToLatest();
  if (error && isUnreachable(error)) throw error;
  const failed = results.find(({ status }) => status === 'Error');
  if (error)
    throw new StartError(
      `The database could not be brought up to date${failed ? ` (${failed.migrationName})` : ''}: ${error instanceof Error ? error.message : String(error)}`,
    );
  return results.map(({ migrationName }) => migrationName);
}

/** What was done to the tables, and what this version of the almanac wants. Names of migrations, in order. */
export interface Standing {
  done: string[];
  missing: string[];
  /** Done by a newer almanac: this one does not know them. */
  unknown: string[];
}

/** Looks at the tables and changes nothing. @throws the driver's error when the database cannot be reached */
export async function readStanding(database: Database): Promise<Standing> {
  const all = await migratorOf(database).getMigrations();
  const names = (wanted: boolean) =>
    all.filter(({ executedAt }) => Boolean(executedAt) === wanted).map(({ name }) => name);
  const done = names(true);
  const { rows } =
    done.length > 0
      ? await sql<{ name: string }>`select name from kysely_migration order by name`.execute(
          database.kysely,
        )
      : { rows: [] };
  const unknown = rows.map(({ name }) => name).filter((name) => !done.includes(name));
  return { done, missing: names(false), unknown };
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.*\.ts$/.test(name)).sort();
  const pairs = names.map(
    async (name): Promise<[string, Migration]> => [
      name.replace(/\.ts$/, ''),
      (await import(path.join(folder, name))) as Migration,
    ],
  );
  return Object.fromEntries(await Promise.all(pairs));
}
