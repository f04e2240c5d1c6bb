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
]);

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/** Whether the database could not be reached, so that the same may work in a minute. */
export function isUnreachable(error: unknown): boolean {
  if (UNREACHABLE.has(codeOf(error))) return true;
  return (
    error instanceof Error &&
    /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
  );
}

/** Whether a row was refused because one like it is there already. */
export const isTaken = (error: unknown): boolean =>
  codeOf(error) === '23505' ||
  (codeOf(error) === 'ERR_SQLITE_ERROR' && /UNIQUE constraint/.test(String(error)));
