import { addresses } from '../../content/addresses.ts';
import { heldQueries } from '../../web/facets/held.ts';
import { parseAsked } from '../../web/facets/query.ts';
import type { PageAnswer, PageSource } from '../../web/pages.ts';
import type { Templates } from '../../web/templates.ts';
import { facetsOf } from './facets.ts';
import { type Library, PAGE_SIZE, toExampleView, toListView } from './views.ts';

/** The practice library: the list, which a query narrows, and a page for each example. */
export function practicePages(base: Omit<Library, 'facets'>, templates: Templates): PageSource[] {
  const library: Library = { ...base, facets: facetsOf(base.almanac) };
  if (base.almanac.examples.length === 0) return [];
  const list = (query: URLSearchParams): PageAnswer => {
    const { view, exists } = toListView(library, parseAsked(query, library.facets));
    return { status: exists ? 200 : 404, html: templates.render('practice.njk', view) };
  };
  return [
    {
      path: '/practice',
      render: () => list(new URLSearchParams()).html,
      respond: list,
      variants: () => heldQueries(base.almanac.examples, library.facets, PAGE_SIZE),
    },
    ...base.almanac.examples.map((example) => ({
      path: addresses.example(example),
      render: () => templates.render('example.njk', toExampleView(library, example)),
    })),
  ];
}
