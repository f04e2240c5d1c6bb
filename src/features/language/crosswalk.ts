import type { Almanac, Framework, Outcome, Strength } from '../../content/almanac.ts';
import { home, page } from '../../web/page-view.ts';

export const CROSSWALK = '/language/crosswalk';
const RANK: Record<Strength, number> = { strong: 3, partial: 2, weak: 1 };
const SAYS: Record<number, string> = {
  3: 'strongly',
  2: 'in part',
  1: 'in passing',
  0: 'not at all',
};

const trail = (deeper: boolean) => [
  home(),
  { text: 'Common language', href: '/language' },
  ...(deeper ? [{ text: 'Other frameworks', href: CROSSWALK }] : []),
];

/** How strongly a framework meets an outcome: as strongly as the item that meets it best. 0 to 3. */
export function strengthOf(framework: Framework, outcome: Outcome): number {
  const met = framework.items.flatMap(({ meets }) =>
    meets.filter((each) => each.outcome === outcome).map(({ strength }) => RANK[strength]),
  );
  return Math.max(0, ...met);
}

/** All frameworks against all outcomes: a table whose cells are marks with words. */
export function toCrosswalkView({ frameworks, outcomes }: Almanac) {
  return {
    page: page(
      'Other frameworks and the twelve',
      `How ${frameworks.length} other frameworks, standards and declarations meet the outcomes.`,
      CROSSWALK,
      { kind: 'crosswalk', trail: trail(false) },
    ),
    outcomes: outcomes.map(({ slug, short, name }) => ({
      slug,
      short,
      name,
      href: `${CROSSWALK}/outcome/${slug}`,
    })),
    frameworks: frameworks.map((framework) => ({
      name: framework.name,
      owner: framework.owner,
      year: framework.year,
      nation: framework.nation,
      href: `${CROSSWALK}/${framework.slug}`,
      cells: outcomes.map((outcome) => {
        const rank = strengthOf(framework, outcome);
        return { slug: outcome.slug, rank, says: SAYS[rank] };
      }),
      missing: outcomes
        .filter((outcome) => strengthOf(framework, outcome) === 0)
        .map((o) => o.name),
    })),
  };
}

/** One framework, item by item. */
export function toFrameworkView({ outcomes }: Almanac, framework: Framework) {
  return {
    page: page(
      framework.name,
      `How the ${framework.items.length} items of ${framework.name} meet the outcomes.`,
      `${CROSSWALK}/${framework.slug}`,
      { kind: 'framework', trail: trail(true) },
    ),
    ...framework,
    items: framework.items.map((item) => ({
      ...item,
      meets: item.meets.map(({ outcome, strength, why }) => ({
        name: outcome.name,
        slug: outcome.slug,
        href: `/outcomes/${outcome.slug}`,
        rank: RANK[strength],
        says: SAYS[RANK[strength]],
        why,
      })),
    })),
    missing: outcomes.filter((o) => strengthOf(framework, o) === 0).map(({ name }) => name),
  };
}

/** One outcome: which items of which framework meet it. */
export function toOutcomeCrosswalkView({ frameworks }: Almanac, outcome: Outcome) {
  return {
    page: page(
      `Other frameworks: ${outcome.name}`,
      `Which items of other frameworks serve the outcome ${outcome.name}.`,
      `${CROSSWALK}/outcome/${outcome.slug}`,
      { kind: 'crosswalk-outcome', outcome: outcome.slug, trail: trail(true) },
    ),
    outcome: { name: outcome.name, href: `/outcomes/${outcome.slug}`, number: outcome.number },
    frameworks: frameworks
      .map((framework) => ({
        name: framework.name,
        href: `${CROSSWALK}/${framework.slug}`,
        items: framework.items
          .flatMap((item) =>
            item.meets
              .filter((each) => each.outcome === outcome)
              .map(({ strength, why }) => ({
                name: item.name,
                rank: RANK[strength],
                says: SAYS[RANK[strength]],
                why,
              })),
          )
          .sort((a, b) => b.rank - a.rank),
      }))
      .filter(({ items }) => items.length > 0),
    without: frameworks.filter((f) => strengthOf(f, outcome) === 0).map(({ name }) => name),
  };
}
