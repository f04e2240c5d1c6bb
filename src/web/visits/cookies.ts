import type { CookieSerializeOptions } from '@fastify/cookie';
import { hashOf } from '../../lib/ids.ts';

/** Names and rules of the two cookies: one of the session, one that ties a form or a sign-in to this browser. */
export function cookieRules(https: boolean) {
  // The prefix makes browsers refuse the cookie from another host or without https.
  const prefix = https ? '__Host-' : '';
  const options: CookieSerializeOptions = {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: https,
  };
  return { session: `${prefix}almanac-session`, browser: `${prefix}almanac-browser`, options };
}

/** The hidden field of every form: made from the session, or from the browser's own secret before sign-in. */
export const csrfOf = (secret: string): string => hashOf(`form:${secret}`).slice(0, 32);

/** A secret as we make them, or nothing: whatever else stands in a cookie is not looked up. */
export const secretIn = (cookie: string | undefined): string | undefined =>
  cookie && /^[\w-]{43}$/.test(cookie) ? cookie : undefined;
