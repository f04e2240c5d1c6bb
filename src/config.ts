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

/** Names of all settings, in the order of their description. */
export const SETTINGS: readonly string[] = Object.keys(schema.shape);

/**
 * Reads the settings from an environment, once.
 * @throws StartError that names every bad value in a sentence
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const level = environment.NODE_ENV === 'production' ? { LOG_LEVEL: 'info' } : {};
  const set = Object.entries(environment).filter(([, value]) => value !== '');
  const given: Record<string, string | undefined> = { ...level, ...Object.fromEntries(set) };
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const sentences = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return `${name} is "${given[name]}": ${issue.message.replace(/^Invalid /, 'invalid ')}.`;
  });
  throw new StartError(sentences.join('\n'));
}
