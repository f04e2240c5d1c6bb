const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  // PostgreSQL: starting, stopping, too many connections, cannot connect.
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08000',
  '08001',
  '08003',
  '08006',
  // Stopped as a whole, by an administrator or for want of room.
  '53100',
  '53200',
  '25006',
]);

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/** SQLite: busy, locked, cannot be read or written, full, cannot be opened. */
const SQLITE_UNREACHABLE = new Set([5, 6, 10, 13, 14]);

/** Whether the database could not be reached, so that the same may work in a minute. */
export function isUnreachable(error: unknown): boolean {
  const code = codeOf(error);
  if (UNREACHABLE.has(code)) return true;
  if (code === 'ERR_SQLITE_ERROR')
    // The low byte is the kind of the failure; the others say more about it.
    return SQLITE_UNREACHABLE.has(Number((error as { errcode?: unknown }).errcode) & 0xff);
  return (
    error instanceof Error &&
    /Connection terminated|is not queryable|Client was closed|timeout exceeded when trying to connect/.test(
      error.message,
    )
  );
}

/** Whether a table is not there yet: another server is bringing the database up to date, or will. */
export const isNotMadeYet = (error: unknown): boolean =>
  codeOf(error) === '42P01' ||
  (codeOf(error) === 'ERR_SQLITE_ERROR' && /no such table/.test(String(error)));

/** Whether a row was refused because one like it is there already. */
export const isTaken = (error: unknown): boolean =>
  codeOf(error) === '23505' ||
  (codeOf(error) === 'ERR_SQLITE_ERROR' && /UNIQUE constraint/.test(String(error)));
