import type { Almanac } from '../../content/almanac.ts';
import { home, page } from '../../web/page-view.ts';
import type { PageSource } from '../../web/pages.ts';
import type { Templates } from '../../web/templates.ts';
import { buildIndex } from './build-index.ts';
import { listDocuments } from './documents.ts';
import { INDEX_FILE, searchFiles } from './index-files.ts';
import { toResults } from './results.ts';
import { LONGEST_QUERY, openSearch, type Search } from './search.ts';
import { sentenceOf } from './sentence.ts';
import { toSuggestions } from './suggest.ts';

const PATH = '/search';
const SUGGEST = '/search/suggest';

interface Asked {
  typed: string;
  kind: string;
  search: Search;
}

/** Search: an index of everything, built in a thread of its own, and the page that asks it. */
export function searchPages(almanac: Almanac, templates: Templates): PageSource[] {
  const documents = listDocuments(almanac);
  const texts = new Map(documents.map(({ href, kind, text }) => [`${kind}:${href}`, text]));
  let ready: Promise<Search> | undefined;
  const search = () => {
    ready ??= buildIndex(documents)
      .then((index) => openSearch(index, almanac.terms))
      .catch((error: unknown) => {
        // Whoever searches next may have more luck.
        ready = undefined;
        throw error;
      });
    return ready;
  };
  const render = (asked?: Asked) => {
    const results = toResults(asked?.search, asked ?? { typed: '', kind: '' }, PATH);
    return templates.render('search.njk', {
      ...toFrame(almanac, results.typed),
      ...results,
      asked: asked !== undefined,
      groups: results.groups.map((group) => ({
        ...group,
        hits: group.hits.map((hit) => ({
          ...hit,
          sentence: sentenceOf(texts.get(`${hit.kind}:${hit.href}`) ?? '', hit.words),
        })),
      })),
    });
  };
  return [
    {
      path: PATH,
      prepare: search,
      render: () => render(),
      async respond(query) {
        const typed = query.get('q')?.slice(0, LONGEST_QUERY);
        if (typed === undefined) return undefined;
        const asked = { typed, kind: query.get('kind') ?? '', search: await search() };
        return { status: 200, html: render(asked) };
      },
    },
    {
      path: SUGGEST,
      type: 'application/json; charset=utf-8',
      render: () => '[]',
      async respond(query) {
        const typed = query.get('q')?.slice(0, LONGEST_QUERY);
        const hits = typed ? (await search())(typed) : [];
        return { status: 200, json: JSON.stringify(toSuggestions(hits)) };
      },
    },
    ...searchFiles(documents, almanac.terms, false),
  ];
}

/** The page of search where no server answers, as a copy has it: a script looks in the index, in the browser. */
export function renderSearchHere(almanac: Almanac, templates: Templates): string {
  const view = { ...toFrame(almanac, ''), here: true, index: INDEX_FILE };
  return templates.render('search.njk', view);
}

/** Search in a copy without a server: the page, the index and the texts. */
export function searchPagesHere(almanac: Almanac, templates: Templates): PageSource[] {
  return [
    { path: PATH, render: () => renderSearchHere(almanac, templates) },
    ...searchFiles(listDocuments(almanac), almanac.terms, true),
  ];
}

function toFrame({ outcomes, terms, councils }: Almanac, typed: string) {
  return {
    page: page(typed ? `Search: ${typed}` : 'Search', 'Search the whole almanac.', PATH, {
      kind: 'search',
      trail: [home()],
    }),
    outcomes: outcomes.map(({ slug, name }) => ({ name, href: `/outcomes/${slug}` })),
    terms: terms.length,
    councils: councils.length,
  };
}
