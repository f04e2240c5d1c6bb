import path from 'node:path';
import type { Almanac } from '../../content/almanac.ts';
import { home, page } from '../../web/page-view.ts';
import type { PageSource } from '../../web/pages.ts';
import type { Templates } from '../../web/templates.ts';
import { buildIndex } from './build-index.ts';
import { listDocuments } from './documents.ts';
import { KINDS } from './kinds.ts';
import { groupHits, LONGEST_QUERY, openSearch, type Search } from './search.ts';
import { findSentence, firstSentence } from './sentence.ts';
import { toSuggestions } from './suggest.ts';

const PATH = '/search';
const SUGGEST = '/search/suggest';
const IN_GROUP = 6;
const ON_PAGE = 60;

const browser = path.join(import.meta.dirname, 'browser');

/** The scripts of search: one on every page, the other fetched when a reader goes to a search box. */
export const SEARCH_SCRIPTS = ['loader.ts', 'suggest-from-server.ts'].map((name) =>
  path.join(browser, name),
);

/** Search: an index of everything, built beside the site, and the page that asks it. */
export function searchPages(almanac: Almanac, templates: Templates): PageSource[] {
  const documents = listDocuments(almanac);
  const texts = new Map(documents.map(({ href, kind, text }) => [`${kind}:${href}`, text]));
  const ready = buildIndex(documents).then((index) => openSearch(index, almanac.terms));
  // Awaited at the first search; until then a failure must not end the process unseen.
  ready.catch(() => undefined);
  return [
    {
      path: PATH,
      render: () => templates.render('search.njk', toSearchView(almanac, texts)),
      async respond(query) {
        const typed = query.get('q');
        if (typed === null) return undefined;
        const asked = { typed: typed.slice(0, LONGEST_QUERY), kind: query.get('kind') ?? '' };
        const view = toSearchView(almanac, texts, { ...asked, search: await ready });
        return { status: 200, html: templates.render('search.njk', view) };
      },
    },
    {
      path: SUGGEST,
      type: 'application/json; charset=utf-8',
      render: () => '[]',
      async respond(query) {
        const typed = query.get('q')?.slice(0, LONGEST_QUERY);
        const hits = typed ? (await ready)(typed) : [];
        return { status: 200, json: JSON.stringify(toSuggestions(hits)) };
      },
    },
  ];
}

function toSearchView(
  { outcomes, terms }: Almanac,
  texts: ReadonlyMap<string, string>,
  asked?: { typed: string; kind: string; search: Search },
) {
  const typed = asked?.typed.replaceAll(/\p{C}/gu, ' ').trim() ?? '';
  const hits = asked && typed ? asked.search(typed) : [];
  const only = asked && Object.hasOwn(KINDS, asked.kind) ? asked.kind : undefined;
  const groups = groupHits(hits).filter(({ kind }) => !only || kind === only);
  const address = (kind?: string) =>
    `${PATH}?${new URLSearchParams({ q: typed, ...(kind ? { kind } : {}) })}`;
  return {
    page: page(typed ? `Search: ${typed}` : 'Search', 'Search the whole almanac.', PATH, {
      kind: 'search',
      trail: [home()],
    }),
    typed,
    asked: asked !== undefined,
    count: groups.reduce((sum, { hits: list }) => sum + list.length, 0),
    all: only ? address() : undefined,
    groups: groups.map(({ kind, name, hits: list }) => ({
      name,
      kind,
      count: list.length,
      more: !only && list.length > IN_GROUP ? address(kind) : undefined,
      hits: list.slice(0, only ? ON_PAGE : IN_GROUP).map((hit) => ({
        ...hit,
        sentence: sentenceOf(texts.get(`${hit.kind}:${hit.href}`) ?? '', hit.words),
      })),
    })),
    outcomes: outcomes.map(({ slug, name }) => ({ name, href: `/outcomes/${slug}` })),
    terms: terms.length,
  };
}

const sentenceOf = (text: string, words: readonly string[]) =>
  findSentence(text, words) ?? firstSentence(text);
