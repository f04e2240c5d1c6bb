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
  /** Where the program may write: caches now, the database later. */
  DATA_DIR: folder('data'),
  /** The content folder to serve. */
  CONTENT_DIR: folder('content'),
  /** Least severe line that is logged: `info` in production, else `warn`, unless set. */
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
});

export type Config = z.infer<typeof schema>;

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
