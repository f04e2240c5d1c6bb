import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { StartError } from './lib/errors.ts';

const root = path.resolve(import.meta.dirname, '..');
const folder = (fallback: string) =>
  z
    .string()
    .min(1)
    .default(fallback)
    .transform((value) => path.resolve(root, value));

/** One organisation whose people may sign in with it. */
const provider = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'small letters, digits and hyphens'),
  name: z.string().min(2).max(60),
  issuer: z.url().refine(isSafeIssuer, 'https, or http on this machine'),
  client: z.string().min(1),
  secret: z.string().min(1).optional(),
  domains: z.array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a domain')).default([]),
  only: z.boolean().default(false),
  parameters: z.record(z.string(), z.string()).default({}),
});

function isSafeIssuer(issuer: string): boolean {
  const { protocol, hostname } = new URL(issuer);
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && here);
}

/** A setting that is a list in JSON. */
const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('invalid JSON');
    return z.NEVER;
  }
});

const schema = z.object({
  /** `production` stops the watch for changed files and prints terse logs. */
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  /** Address to listen on; `0.0.0.0` for every network. */
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Port to listen on; 0 lets the system choose. */
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  /** The address by which readers reach the site, without a path; https turns on strict transport security. */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  /** Where the program may write: caches, the embedded database, and mail when none can be sent. */
  DATA_DIR: folder('data'),
  /** PostgreSQL server to keep people's work in: `postgres://user:password@host:port/database`. Without it, a file in DATA_DIR. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** Mail server: `smtps://user:password@host:port`. Without it and NOTIFY_KEY, mail is written as files to DATA_DIR. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** API key of GOV.UK Notify, and the template of a mail with the fields `subject` and `body`. */
  NOTIFY_KEY: z.string().min(73).optional(),
  NOTIFY_TEMPLATE: z.uuid().optional(),
  /** Sender of all mail. */
  MAIL_FROM: z.string().min(3).default('Digitalisation Almanac <almanac@localhost>'),
  /** Other organisations that people may sign in with (OpenID Connect), as a list in JSON; docs/running.md says how. */
  SIGN_IN_PROVIDERS: json
    .pipe(
      z
        .array(provider)
        .max(20)
        .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'an id used twice')
        .refine(
          (all) => all.every(({ only, domains }) => !only || domains.length > 0),
          '"only" without "domains"',
        ),
    )
    .optional(),
  /** Chromium for PDFs, where it is not in one of the usual places. */
  CHROMIUM_PATH: z.string().min(1).optional(),
  /** Whether the made-up council of the content can be looked at. */
  SHOW_EXAMPLE: z.stringbool().default(true),
  /** Whether one proxy of ours stands in front, so that its word on a reader's network address is taken. */
  TRUST_PROXY: z.stringbool().default(false),
  /** Who may read `/metrics`: the word after `Bearer`. In production without it there are no metrics to read. */
  METRICS_TOKEN: z.string().min(16).optional(),
  /** The content folder to serve. */
  CONTENT_DIR: folder('content'),
  /** Least severe line that is logged: `info` in production, else `warn`, unless set. */
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
});

export type Config = z.infer<typeof schema>;

/** Settings that hold a secret: never printed, and read from a file where `<name>_FILE` names one. */
const SECRETS = [
  ...['DATABASE_URL', 'SMTP_URL', 'NOTIFY_KEY', 'METRICS_TOKEN', 'SIGN_IN_PROVIDERS'],
] as const satisfies (keyof Config)[];

/** Names of all settings, in the order of their description. */
export const SETTINGS: readonly string[] = Object.keys(schema.shape);

/**
 * Reads the settings from an environment, once.
 * @throws StartError that names every bad value in a sentence
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const level = environment.NODE_ENV === 'production' ? { LOG_LEVEL: 'info' } : {};
  const set = Object.entries(environment).filter(([, value]) => value !== '');
  const given: Record<string, string | undefined> = {
    ...level,
    ...readSecrets(environment),
    ...Object.fromEntries(set),
  };
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const sentences = result.error.issues.map(({ path: [name, ...place], message }) => {
    const said = message.replace(/^Invalid /, 'invalid ');
    const known = (SECRETS as readonly unknown[]).includes(name);
    const where = place.length > 0 ? ` (${place.join('.')})` : '';
    return known
      ? `${String(name)}${where} cannot be used: ${said}.`
      : `${String(name)} is "${given[String(name)]}": ${said}.`;
  });
  throw new StartError(sentences.join('\n'));
}

/** Secrets from files, as Docker and key vaults put them beside a program. */
function readSecrets(environment: Record<string, string | undefined>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of SECRETS) {
    const file = environment[`${name}_FILE`];
    if (!file || environment[name]) continue;
    try {
      found[name] = readFileSync(file, 'utf8').trim();
    } catch {
      throw new StartError(`${name}_FILE names ${file}, which cannot be read.`);
    }
  }
  return found;
}
