import type { Almanac } from '../../content/almanac.ts';
import type { PageSource } from '../../web/pages.ts';
import type { Templates } from '../../web/templates.ts';
import {
  CROSSWALK,
  toCrosswalkView,
  toFrameworkView,
  toOutcomeCrosswalkView,
} from './crosswalk.ts';
import { PATH, toLanguageView } from './terms.ts';

/** The common language: its terms, and how the outcomes meet other frameworks. */
export function languagePages(almanac: Almanac, templates: Templates): PageSource[] {
  const slugs = new Set(almanac.outcomes.map(({ slug }) => slug));
  const show = (template: string, view: () => object) => () => templates.render(template, view());
  const terms: PageSource[] = [
    {
      path: PATH,
      render: show('language.njk', () => toLanguageView(almanac)),
      respond(query) {
        const outcome = query.get('outcome') ?? '';
        if (!slugs.has(outcome)) return undefined;
        const view = toLanguageView(almanac, outcome);
        return { status: 200, html: templates.render('language.njk', view) };
      },
      variants: () => [...slugs].map((slug) => `outcome=${slug}`),
    },
  ];
  const crosswalk: PageSource[] = [
    { path: CROSSWALK, render: show('crosswalk.njk', () => toCrosswalkView(almanac)) },
    ...almanac.frameworks.map((framework) => ({
      path: `${CROSSWALK}/${framework.slug}`,
      render: show('framework.njk', () => toFrameworkView(almanac, framework)),
    })),
    ...almanac.outcomes.map((outcome) => ({
      path: `${CROSSWALK}/outcome/${outcome.slug}`,
      render: show('crosswalk-outcome.njk', () => toOutcomeCrosswalkView(almanac, outcome)),
    })),
  ];
  return [
    ...(almanac.terms.length > 0 ? terms : []),
    ...(almanac.frameworks.length > 0 ? crosswalk : []),
  ];
}
