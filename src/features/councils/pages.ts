import { addresses } from '../../content/addresses.ts';
import type { Almanac, Example } from '../../content/almanac.ts';
import type { PageSource } from '../../web/pages.ts';
import type { Templates } from '../../web/templates.ts';
import { createFinder } from './find.ts';
import { parseNext, toCouncilsView, toCouncilView } from './views.ts';

/**
 * The councils: all of them, found by name, and a page for each.
 * @param cardOf how an example is shown in a list
 */
export function councilPages(
  almanac: Almanac,
  templates: Templates,
  cardOf: (example: Example) => object,
): PageSource[] {
  if (almanac.councils.length === 0) return [];
  const find = createFinder(almanac.councils);
  return [
    {
      path: '/councils',
      render: () => templates.render('councils.njk', toCouncilsView(almanac)),
      respond(query) {
        const next = parseNext(query.get('next'));
        const typed = query.get('q');
        if (typed === null && !next) return undefined;
        const sought =
          typed === null ? undefined : { typed: typed.slice(0, 80), found: find(typed), next };
        const view = toCouncilsView(almanac, sought ?? { typed: '', found: [], next });
        return {
          status: 200,
          html: templates.render('councils.njk', { ...view, sought: typed !== null }),
        };
      },
    },
    ...almanac.councils.map((council) => ({
      path: addresses.council(council),
      render: () => templates.render('council.njk', toCouncilView(almanac, council, cardOf)),
    })),
  ];
}
