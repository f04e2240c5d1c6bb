import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Kysely, type Transaction } from 'kysely';
import { postgresDialect } from './postgres.ts';
import { sqliteDialect } from './sqlite.ts';
import type { Tables } from './tables.ts';

export type Engine = 'sqlite' | 'postgres';

/** What a store function works with: a transaction. */
export type Handle = Transaction<Tables>;

export interface Database {
  engine: Engine;
  kysely: Kysely<Tables>;
  close(): Promise<void>;
}

/**
 * Opens the database without touching it: a PostgreSQL server may be down and come back.
 * @param place `DATABASE_URL` of a PostgreSQL server, or the file of the embedded database (`:memory:` in tests)
 */
export function openDatabase(place: { url: string } | { file: string }): Database {
  const engine: Engine = 'url' in place ? 'postgres' : 'sqlite';
  if ('file' in place && place.file !== ':memory:')
    mkdirSync(path.dirname(place.file), { recursive: true });
  const dialect = 'url' in place ? postgresDialect(place.url) : sqliteDialect(place.file);
  const kysely = new Kysely<Tables>({ dialect });
  return { engine, kysely, close: () => kysely.destroy() };
}
