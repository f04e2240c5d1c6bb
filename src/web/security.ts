import type { FastifyInstance } from 'fastify';
import { KnownError } from '../lib/errors.ts';

/** What a page may load and where it may send: nothing but its own site. */
export const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Fields in one form: more than any page of ours has, few enough to be shown again. */
const MOST_FIELDS = 1000;

const HEADERS = {
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** The security headers. @param behindTls whether readers come by https: then browsers use nothing else for a year */
export const securityHeaders = (behindTls: boolean): Record<string, string> =>
  behindTls
    ? { ...HEADERS, 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
    : HEADERS;

/** Puts the security headers on every answer; a page may set a stricter one of its own. */
export function addSecurityHeaders(
  app: FastifyInstance,
  headers: Readonly<Record<string, string>>,
): void {
  app.addHook('onSend', (_request, reply, payload, done) => {
    for (const [name, value] of Object.entries(headers))
      if (!reply.hasHeader(name)) reply.header(name, value);
    done(null, payload);
  });
}

/** Takes forms as browsers send them, of at most a megabyte and a thousand fields; anything else is answered 415. */
export function acceptForms(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      const text = String(body);
      const fields = text.split('&', MOST_FIELDS + 1).length;
      if (fields > MOST_FIELDS) done(new KnownError(413, 'A form had too many fields.'), undefined);
      else done(null, new URLSearchParams(text));
    },
  );
}
