import { sql } from 'kysely';
import { UnavailableError } from '../lib/errors.ts';
import type { Database, Handle } from './connect.ts';
import { isNotMadeYet, isUnreachable } from './failures.ts';

/**
 * Whose rows a transaction may see. PostgreSQL holds every query to it (row-level security), as a second wall behind the
 * store functions: a query that forgot its council finds nothing.
 */
export type Scope = { council: string } | { person: string } | 'everyone';

/**
 * Does work in one transaction: all of it is kept, or none.
 * @param work gets the handle that all its queries must use
 * @throws UnavailableError when the database cannot be reached or has no tables yet; else what the work throws
 */
export async function transact<T>(
  database: Database,
  scope: Scope,
  work: (handle: Handle) => Promise<T>,
): Promise<T> {
  try {
    return await database.kysely.transaction().execute(async (handle) => {
      if (database.engine === 'postgres') await setScope(handle, scope);
      return work(handle);
    });
  } catch (error) {
    if (isUnreachable(error) || isNotMadeYet(error)) throw new UnavailableError(error);
    throw error;
  }
}

async function setScope(handle: Handle, scope: Scope): Promise<void> {
  const council = scope === 'everyone' ? '*' : 'council' in scope ? scope.council : '';
  const person = scope !== 'everyone' && 'person' in scope ? scope.person : '';
  await sql`select set_config('almanac.council', ${council}, true), set_config('almanac.person', ${person}, true)`.execute(
    handle,
  );
}
