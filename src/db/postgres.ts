import { PostgresDialect } from 'kysely';
import pg from 'pg';

/** Milliseconds: nobody waits longer than this for a page that the database cannot give. */
const CONNECT = 3_000;
const STATEMENT = 15_000;

/**
 * Kysely's dialect on PostgreSQL.
 * @param url `postgres://user:password@host:port/database`
 * @param most connections that this process may hold
 */
export function postgresDialect(url: string, most = 10): PostgresDialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: most,
    connectionTimeoutMillis: CONNECT,
    statement_timeout: STATEMENT,
    idle_in_transaction_session_timeout: STATEMENT,
    application_name: 'almanac',
  });
  // A server that restarts breaks idle connections; unheard, that would end the process. The next query connects anew.
  pool.on('error', () => undefined);
  // The pool hears idle connections only. One that breaks between two queries of a transaction tells nobody else; the
  // next query on it fails, and that is heard.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new PostgresDialect({ pool });
}
