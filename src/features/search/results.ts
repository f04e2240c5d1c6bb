import type { Kind } from './kinds.ts';
import { groupHits, type Hit, type Search } from './search.ts';

const IN_GROUP = 6;
const ON_PAGE = 60;

export interface Results {
  typed: string;
  count: number;
  /** Where all kinds are shown, when only one is. */
  all: string | undefined;
  groups: { kind: Kind; name: string; count: number; more: string | undefined; hits: Hit[] }[];
}

/**
 * What a page of results shows, the same on the server and in the browser.
 * @param kind the only kind to show; any other text shows all
 * @param path the page's own address, to which the query is put
 */
export function toResults(
  search: Search | undefined,
  { typed: given, kind: asked }: { typed: string; kind: string },
  path: string,
): Results {
  const typed = given.replaceAll(/\p{C}/gu, ' ').trim();
  const all = groupHits(search && typed ? search(typed) : []);
  const only = all.find(({ kind }) => kind === asked);
  const groups = only ? [only] : all;
  const address = (kind?: string) =>
    `${path}?${new URLSearchParams({ q: typed, ...(kind ? { kind } : {}) })}`;
  return {
    typed,
    count: groups.reduce((sum, { hits }) => sum + hits.length, 0),
    all: only ? address() : undefined,
    groups: groups.map(({ kind, name, hits }) => ({
      kind,
      name,
      count: hits.length,
      more: !only && hits.length > IN_GROUP ? address(kind) : undefined,
      hits: hits.slice(0, only ? ON_PAGE : IN_GROUP),
    })),
  };
}
