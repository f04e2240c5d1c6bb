import { HTML, type PageStore } from '../../web/pages.ts';

// A reader's own guide differs little from everyone's and would double the size; the worker sends on to everyone's.
const OF_ONE_ROLE = /^\/for\/[^/]+\//;
const SEARCH_FILE = /^\/search\/[a-z0-9-]+\.js$/;

/**
 * Everything that a reader may keep: address → body.
 * @param write gives the body of a page as it is kept, from its address and what the site sends
 */
export function listKept(
  pages: PageStore,
  write: (address: string, html: string) => string,
): ReadonlyMap<string, string> {
  const kept = new Map<string, string>();
  for (const address of pages.paths) {
    if (OF_ONE_ROLE.test(address)) continue;
    if (SEARCH_FILE.test(address)) kept.set(address, pages.read(address)!.text);
    else if (pages.typeOf(address) === HTML) {
      kept.set(address, write(address, pages.read(address)!.text));
    }
  }
  return kept;
}
