import { watch } from 'node:fs';
import type { Config } from '../config.ts';
import type { Almanac } from '../content/almanac.ts';
import { loadContent } from '../content/load.ts';
import { EMPTY_LIBRARY, type Library } from '../content/published.ts';
import type { Database } from '../db/connect.ts';
import { transact } from '../db/transact.ts';
import { readLibrary, readStamp } from '../features/sharing/library.ts';
import { isoDate } from '../lib/dates.ts';
import { StartError } from '../lib/errors.ts';
import { buildSite, type Site, TEMPLATE_FOLDERS } from '../site.ts';

/** How often a server looks whether the public library changed, and for how long the first look may hold up the start. */
const LOOK_EVERY = 15_000;
const FIRST_LOOK = 3_000;

export interface CurrentSite {
  site(): Site | Promise<Site>;
  first: Site;
  stop(): void;
}

/**
 * The site of this moment. In production it is made once, and again when the public library changed: the new one is
 * complete before it takes the place of the old, so no reader waits. Elsewhere it is also made at the next request after
 * a file changed. Without its database the guide is served as it is.
 * @param tell hears of what went wrong while readers had the site before
 * @param every milliseconds between two looks
 */
export async function openSite(
  config: Config,
  database: Database,
  tell: (error: unknown) => void,
  every = LOOK_EVERY,
): Promise<CurrentSite> {
  const production = config.NODE_ENV === 'production';
  let councils: Almanac['councils'] | undefined;
  const readAll = async (): Promise<Library> => {
    // Most servers start with nothing published: then the content need not be read twice.
    if ((await transact(database, 'everyone', readStamp)) === EMPTY_LIBRARY.stamp)
      return EMPTY_LIBRARY;
    const { almanac } = councils ? {} : await loadContent(config.CONTENT_DIR, isoDate(new Date()));
    councils ??= almanac?.councils ?? [];
    const known = { councils };
    return transact(database, 'everyone', (handle) => readLibrary(handle, known, new Date()));
  };
  const build = async (library: Library) => {
    const built = await buildSite(config, isoDate(new Date()), { database, library });
    // In production a template that breaks must stop the start; in development the first page must come soon.
    if (production && library === begun) built.pages.renderAll();
    return built;
  };
  let library: Library = await within(FIRST_LOOK, readAll()).catch(() => EMPTY_LIBRARY);
  const begun = library;
  const first = await build(library);
  // A page that cannot be made is a fault for whoever asks for it, not the end of the server.
  setImmediate(() => {
    first.pages.prepareAll().catch(tell);
  });
  let now: Promise<Site> = Promise.resolve(first);
  let stopped = false;

  const look = async () => {
    const stamp = await transact(database, 'everyone', readStamp);
    if (stamp === library.stamp) return;
    const next = await readAll();
    const built = await build(next);
    await built.pages.prepareAll();
    library = next;
    now = Promise.resolve(built);
  };
  let timer = setTimeout(round, every);
  timer.unref();
  async function round(): Promise<void> {
    // The database may be away: what stands now goes on being served.
    await look().catch(tell);
    if (stopped) return;
    timer = setTimeout(round, every);
    timer.unref();
  }
  const stop = () => {
    stopped = true;
    clearTimeout(timer);
  };
  if (production) return { site: () => now, first, stop };

  let changed = false;
  for (const folder of [config.CONTENT_DIR, ...TEMPLATE_FOLDERS]) {
    watch(folder, { recursive: true }, () => {
      changed = true;
    }).unref();
  }
  const site = () => {
    if (changed) {
      changed = false;
      const before = now;
      now = build(library).catch((error: unknown) => {
        console.error(error instanceof StartError ? error.message : error);
        return before;
      });
    }
    return now;
  };
  return { site, first, stop };
}

/** @throws Error when the work takes longer than so many milliseconds */
function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('It took too long.')), milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
