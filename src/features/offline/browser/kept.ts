/// <reference lib="dom" />
import { GUIDE_FILE, KEPT, type OfflineSettings } from '../settings.ts';

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '': 'text/html; charset=utf-8',
};

/** One name for all spellings of a page's address: no query, no anchor, no `index.html`, no slash at the end. */
export function keyOf(address: string): string {
  const { origin, pathname } = new URL(address);
  return origin + pathname.replace(/(?:\/index\.html|\/+)$/, '');
}

/** The address of something of the site, such as `/outcomes`, wherever on its host the site stands. */
export const placeOf = (path: string, scope: string): string => new URL(`.${path}`, scope).href;

/**
 * Fetches the whole guide and puts it into the cache of this version.
 * @param tell hears how many of how many pages are in
 * @throws when something could not be fetched or stored: then the cache is taken away, so that no half guide is left
 */
export async function keepGuide(
  settings: OfflineSettings,
  scope: string,
  tell: (done: number, of: number) => void = () => undefined,
): Promise<void> {
  const name = KEPT + settings.version;
  const cache = await caches.open(name);
  try {
    const assets = settings.assets.map((path) => placeOf(path, scope));
    const [guide] = await Promise.all([
      fetchGuide(placeOf(GUIDE_FILE, scope)),
      cache.addAll(assets),
    ]);
    const pages = Object.entries(guide);
    for (const [index, [path, body]] of pages.entries()) {
      const type = TYPES[/\.[a-z]+$/.exec(path)?.[0] ?? ''] ?? 'text/plain';
      const headers = {
        'content-type': type,
        ...(settings.policy ? { 'content-security-policy': settings.policy } : {}),
      };
      await cache.put(keyOf(placeOf(path, scope)), new Response(body, { headers }));
      if (index % 50 === 0) tell(index, pages.length);
    }
    tell(pages.length, pages.length);
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
}

async function fetchGuide(address: string): Promise<Record<string, string>> {
  // The browser's own store would keep a second copy, and could hand out that of the version before.
  const answer = await fetch(address, { cache: 'no-store' });
  if (!answer.ok || !answer.body) throw new Error(`The guide answered ${answer.status}`);
  const unpacked = answer.body.pipeThrough(new DecompressionStream('gzip'));
  return (await new Response(unpacked).json()) as Record<string, string>;
}

/** The caches that hold the guide, of this version and of others. */
export const listKept = async (): Promise<string[]> =>
  (await caches.keys()).filter((name) => name.startsWith(KEPT));
