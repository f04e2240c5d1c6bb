import { termId } from '../../content/addresses.ts';
import type { Almanac, Term } from '../../content/almanac.ts';
import { home, page } from '../../web/page-view.ts';

export const PATH = '/language';

/** The common language, A to Z; with an outcome, its terms only. */
export function toLanguageView({ terms, outcomes, frameworks }: Almanac, chosen?: string) {
  const outcome = outcomes.find(({ slug }) => slug === chosen);
  const shown = terms
    .filter((term) => !outcome || term.outcomes.includes(outcome.slug))
    .sort((a, b) => a.term.localeCompare(b.term, 'en-GB', { sensitivity: 'base' }));
  const letterOf = ({ term }: Term) =>
    /^[a-z]/i.test(term) ? term.charAt(0).toUpperCase() : '0–9';
  const name = new Map(outcomes.map((each) => [each.slug, each.name]));
  return {
    page: page(
      outcome ? `Common language: ${outcome.name}` : 'Common language',
      `${terms.length} words that councils and their partners use for digital work, in plain English.`,
      PATH,
      { kind: 'language', trail: [home()] },
    ),
    total: terms.length,
    outcome: outcome && { name: outcome.name, href: `/outcomes/${outcome.slug}` },
    crosswalk: frameworks.length,
    outcomes: outcomes.map(({ slug, name: text }) => ({
      text,
      href: `${PATH}?outcome=${slug}`,
      slug,
      chosen: slug === outcome?.slug,
      count: terms.filter((term) => term.outcomes.includes(slug)).length,
    })),
    letters: [...Map.groupBy(shown, letterOf)].map(([letter, list]) => ({
      letter,
      terms: list.map((term) => ({
        ...term,
        id: termId(term.term),
        outcomes: term.outcomes.map((slug) => ({
          name: name.get(slug),
          href: `/outcomes/${slug}`,
        })),
      })),
    })),
  };
}
