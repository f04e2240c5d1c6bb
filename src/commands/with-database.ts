import type { Config } from '../config.ts';
import type { Database } from '../db/connect.ts';
import { isUnreachable } from '../db/failures.ts';
import { StartError } from '../lib/errors.ts';

/**
 * Does work on the database that the settings name, and closes it.
 * @throws StartError that says what to do when it cannot be reached
 */
export async function withDatabase<T>(
  config: Config,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const { openConfigured } = await import('../compose/connections.ts');
  const database = openConfigured(config);
  try {
    return await work(database);
  } catch (error) {
    const cause = error instanceof Error && error.cause ? error.cause : error;
    if (!isUnreachable(cause)) throw error;
    throw new StartError(
      `${nameOf(config)} cannot be reached. Is it running, and is DATABASE_URL right? npm run almanac -- doctor says more.`,
    );
  } finally {
    await database.close();
  }
}

/** What to call the database in a sentence: never with its password. */
export function nameOf({ DATABASE_URL, DATA_DIR }: Config): string {
  if (!DATABASE_URL) return `The database file almanac.db in ${DATA_DIR}`;
  const { hostname, port, pathname } = new URL(DATABASE_URL);
  return `The PostgreSQL database ${pathname.slice(1)} at ${hostname}:${port || 5432}`;
}
