import type { Hit } from './search.ts';

/** What is offered while a reader types. */
export interface Suggestion {
  title: string;
  href: string;
  kind: string;
  within: string;
}

/** More than this cannot be taken in at a glance, or by ear. */
const MOST = 8;

/** The best hits as suggestions, at most eight, each address once. */
export function toSuggestions(hits: readonly Hit[]): Suggestion[] {
  const seen = new Set<string>();
  return hits
    .filter(({ href }) => !seen.has(href) && seen.add(href))
    .slice(0, MOST)
    .map(({ title, href, kind, within }) => ({ title, href, kind, within }));
}
