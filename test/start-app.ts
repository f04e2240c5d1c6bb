import os from 'node:os';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { createApp } from '../src/app.ts';
import { type Config, readConfig } from '../src/config.ts';
import { loadContent } from '../src/content/load.ts';
import type { Library } from '../src/content/published.ts';
import type { Database } from '../src/db/connect.ts';
import { buildSite, type Site } from '../src/site.ts';

/** Settings for tests: quiet, with a cache that runs share. */
export const testConfig = (settings: Record<string, string> = {}): Config =>
  readConfig({
    NODE_ENV: 'production',
    LOG_LEVEL: 'silent',
    PORT: '0',
    DATA_DIR: path.join(os.tmpdir(), 'almanac-test-data'),
    ...settings,
  });

/** A clock that a test moves by hand. */
export class Clock {
  #now: number;

  constructor(start = '2026-11-24T10:00:00.000Z') {
    this.#now = Date.parse(start);
  }

  readonly now = (): Date => new Date(this.#now);

  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }
}

const TODAY = '2026-11-23';
const contents = new Map<string, ReturnType<typeof loadContent>>();

/** What a content folder holds, read once for all the tests of a file: nothing of it ever changes. */
function contentOf(folder: string) {
  const content = contents.get(folder) ?? loadContent(folder, TODAY);
  contents.set(folder, content);
  return content;
}

/**
 * The real application in memory, without a port.
 * @param now the clock of all that is made for one person
 * @param library what councils wrote themselves
 * @param log where log lines go
 */
export async function startApp(
  settings: Record<string, string> = {},
  database?: Database,
  now?: () => Date,
  library?: Library,
  log?: { write(line: string): void },
): Promise<{ app: FastifyInstance; site: Site }> {
  const config = testConfig(settings);
  const content = library ? undefined : await contentOf(config.CONTENT_DIR);
  const site = await buildSite(config, TODAY, { database, now, library, content });
  const app = createApp(config, () => site, site.spaces?.routes, undefined, log);
  await app.ready();
  return { app, site };
}

/** Settings for tests that open every address: a browser would be started for each PDF. */
export const WITHOUT_PRINTER = { CHROMIUM_PATH: '/there/is/none' };
