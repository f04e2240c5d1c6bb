import { hashOf } from '../lib/ids.ts';
import type { Handle } from './connect.ts';

export interface Limit {
  /** What is limited, such as `sign-in by address`. */
  name: string;
  most: number;
  /** Milliseconds. */
  span: number;
}

/**
 * Counts a try and tells whether it is one too many. Counted in the database, so that all servers count together; what
 * is counted (an address, an email) is kept as a hash, for the length of the span.
 */
export async function isOverLimit(
  handle: Handle,
  { name, most, span }: Limit,
  what: string,
  now: Date,
): Promise<boolean> {
  const start = new Date(Math.floor(now.getTime() / span) * span).toISOString();
  const row = await handle
    .insertInto('attempt')
    .values({ key: hashOf(`${name}:${what}`), span_start: start, count: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['key', 'span_start'])
        .doUpdateSet((update) => ({ count: update('attempt.count', '+', 1) })),
    )
    .returning('count')
    .executeTakeFirstOrThrow();
  return Number(row.count) > most;
}

/**
 * What a limit by network address counts: with IPv6 the first half, since one household or attacker has all of the rest.
 */
export function networkOf(ip: string): string {
  if (!ip.includes(':') || /^::ffff:[\d.]+$/i.test(ip)) return ip.replace(/^::ffff:/i, '');
  const [start = '', end] = ip.split('::');
  const [before, after] = [start, end ?? ''].map((part) => (part ? part.split(':') : []));
  const gap = end === undefined ? 0 : 8 - before!.length - after!.length;
  const groups = [...before!, ...Array<string>(Math.max(gap, 0)).fill('0'), ...after!];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

/** Forgets counts of spans that are over. @param before ISO moment */
export async function forgetAttempts(handle: Handle, before: string): Promise<void> {
  await handle.deleteFrom('attempt').where('span_start', '<', before).execute();
}
