import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { type Migration, Migrator } from 'kysely/migration';
import { StartError } from '../lib/errors.ts';
import type { Database } from './connect.ts';
import { isUnreachable } from './failures.ts';

const folder = path.join(import.meta.dirname, 'migrations');

/**
 * Brings the tables up to date. Several servers may call it at once: PostgreSQL lets one in at a time.
 * @returns the names of the migrations that were made now
 * @throws the driver's error when the database cannot be reached; StartError that names the migration that failed
 */
export async function migrate(database: Database): Promise<string[]> {
  const migrator = new Migrator({
    db: database.kysely,
    provider: { getMigrations: readMigrations },
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error && isUnreachable(error)) throw error;
  const failed = results.find(({ status }) => status === 'Error');
  if (error)
    throw new StartError(
      `The database could not be brought up to date${failed ? ` (${failed.migrationName})` : ''}: ${error instanceof Error ? error.message : String(error)}`,
    );
  return results.map(({ migrationName }) => migrationName);
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
