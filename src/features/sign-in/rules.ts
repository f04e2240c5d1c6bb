import type { Limit } from '../../db/attempts.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long a link or a code works, in milliseconds. */
export const LINK_LIFE = 15 * MINUTE;
/** Wrong codes after which a request to sign in is over. */
export const MOST_CODES = 5;
/** A session ends when nothing was opened for this long. */
export const IDLE = 12 * HOUR;
/** And after this long in any case. */
export const LONGEST = 7 * 24 * HOUR;
/** How exactly the last use of a session is kept: fewer writes, and less of a trail. */
export const SEEN_EVERY = 5 * MINUTE;

export const BY_ADDRESS: Limit = { name: 'sign-in by address', most: 30, span: 15 * MINUTE };
export const BY_EMAIL: Limit = { name: 'sign-in by email', most: 5, span: 15 * MINUTE };
export const PROVIDER_BY_ADDRESS: Limit = {
  name: 'sign-in by provider by address',
  most: 60,
  span: 15 * MINUTE,
};
export const CODES_BY_ADDRESS: Limit = { name: 'code by address', most: 30, span: 15 * MINUTE };
/**
 * Codes typed for one email address in a day. Who asks for another's mail again and again could otherwise guess for
 * ever: with ten a day it takes on average more than a century. The link still works when the codes of a day are used up.
 */
export const CODES_BY_EMAIL: Limit = { name: 'code by email', most: 10, span: 24 * HOUR };

/** Whether a request to sign in can still be used. */
export const isOpen = (
  { created_at, used_at, tries }: { created_at: string; used_at: string | null; tries: number },
  now: Date,
): boolean =>
  used_at === null && tries < MOST_CODES && now.getTime() - Date.parse(created_at) < LINK_LIFE;

/** Whether a session still holds. */
export const isAlive = (
  { created_at, seen_at }: { created_at: string; seen_at: string },
  now: Date,
): boolean =>
  now.getTime() - Date.parse(seen_at) < IDLE && now.getTime() - Date.parse(created_at) < LONGEST;
