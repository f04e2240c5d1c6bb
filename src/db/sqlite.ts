import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { SqliteAdapter, SqliteDialect } from 'kysely';
import { StartError } from '../lib/errors.ts';

const KEPT_STATEMENTS = 400;

/**
 * Kysely's dialect on the SQLite that is built into Node.
 * @param file path of the database, or `:memory:`
 */
export function sqliteDialect(file: string): SqliteDialect {
  const database = new DatabaseSync(file);
  // FULL: an acknowledged write is on the disk, also when the power fails.
  database.exec(
    'pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 5000;',
  );
  return new Dialect({ database: toKysely(database) });
}

/** SQLite rolls back changes of tables as well, which Kysely's own adapter does not count on. */
class Dialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new (class extends SqliteAdapter {
      override get supportsTransactionalDdl(): boolean {
        return true;
      }
    })();
  }
}

function toKysely(database: DatabaseSync) {
  const statements = new Map<string, StatementSync>();
  const statementOf = (sql: string) => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    if (statements.size >= KEPT_STATEMENTS) statements.clear();
    statements.set(sql, statement);
    return statement;
  };
  return {
    close: () => database.close(),
    prepare(sql: string) {
      // A transaction takes the write lock when it begins, so that it can never fail half way for want of it.
      const statement = statementOf(sql === 'begin' ? 'begin immediate' : sql);
      const given = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: (parameters: readonly unknown[]) => statement.all(...given(parameters)),
        run: (parameters: readonly unknown[]) => statement.run(...given(parameters)),
        iterate: (parameters: readonly unknown[]) => statement.iterate(...given(parameters)),
      };
    },
  };
}

/**
 * Takes the one place of a server on a data folder. The lock is the operating system's: it goes when the process ends,
 * however it ends. Commands may work on the database beside the server.
 * @returns gives the place up
 * @throws StartError when another server has it
 */
export function takeServerPlace(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const lock = new DatabaseSync(path.join(folder, 'server.lock'));
  try {
    lock.exec('pragma busy_timeout = 0; begin exclusive');
  } catch {
    lock.close();
    throw new StartError(
      `Another server already works on the data folder ${folder}. Stop it first, or give this one a folder of its own: DATA_DIR=other npm start`,
    );
  }
  return () => lock.close();
}
