import { addresses } from '../../content/addresses.ts';
import type { Almanac, Council, Example, Target } from '../../content/almanac.ts';
import { likeFirst } from '../../content/likeness.ts';
import { renderMarkdown } from '../../content/markdown.ts';
import { writtenNumber } from '../../lib/numbers.ts';
import { remember } from '../../lib/remember.ts';
import { type Facet, narrow } from '../../web/facets/facet.ts';
import { type Asked, addressOf } from '../../web/facets/query.ts';
import { type Address, toFacetViews, toPaging } from '../../web/facets/views.ts';
import { home, page } from '../../web/page-view.ts';
import { ASIDE, newestFirst } from './facets.ts';
import { handOf, toLivingView, toWrittenView } from './living.ts';

/** Gives the drawing of an icon. */
type FindIcon = (name: string) => string | undefined;

export interface Library {
  almanac: Almanac;
  facets: readonly Facet<Example>[];
  findIcon: FindIcon;
  /** How an example is shown in a list. */
  cardOf: (example: Example) => object;
}

const PATH = '/practice';
export const PAGE_SIZE = 20;

/** The list of examples for what an address asks. @returns the view, and whether there is such a page of the list */
export function toListView(library: Library, asked: Asked) {
  const { almanac, facets } = library;
  const { choice } = asked;
  const council = almanac.councils.find(({ slug }) => slug === asked.council);
  // What nobody confirms any more is there for who asks for it.
  const asksAside = choice.has(ASIDE);
  const { all: every, usual } = ordersOf(almanac);
  const all = asksAside ? every : usual;
  const found = narrow(all, facets, choice);
  const ordered = council
    ? likeFirst(found, council, almanac.about)
    : found.map((example) => ({ example, like: undefined }));
  const along = council ? { council: council.slug } : {};
  const to: Address = (next) => addressOf(PATH, facets, { choice, ...along, ...next });
  const panel = toFacetViews(all, facets, choice, to);
  const { exists, paging } = toPaging(found.length, PAGE_SIZE, asked.page, to);
  const shown = ordered.slice((asked.page - 1) * PAGE_SIZE, asked.page * PAGE_SIZE);
  const title = ['Practice', ...panel.chosen.map(({ text }) => text)];
  const view = {
    ...panel,
    page: page(
      title.join(', '),
      'What councils really did: the problem, the cost, what changed and who says so, and what went wrong.',
      PATH,
      { kind: 'practice', trail: [home()] },
    ),
    total: almanac.examples.length,
    aside: asksAside
      ? undefined
      : usual.length < every.length &&
        addressOf(PATH, facets, { choice: new Map([[ASIDE, ['aside']]]) }),
    found: found.length,
    council: council && {
      name: council.name,
      href: addresses.council(council),
      forget: addressOf(PATH, facets, { choice }),
      slug: council.slug,
    },
    choose: `/councils?next=${PATH}`,
    unknown: [
      ...asked.unknown,
      ...(asked.council && !council
        ? [{ facet: 'Council', text: asked.council.slice(0, 40) }]
        : []),
    ],
    examples: shown.map(({ example, like }) => ({
      ...library.cardOf(example),
      like: like?.likeness.reasons.join(', '),
    })),
    paging,
  };
  return { view, exists };
}

/** Latest first, with and without what nobody confirms any more; put in order once, since every request asks for it. */
const ordersOf = remember((almanac: Almanac) => {
  const all = newestFirst(almanac.examples);
  const usual = all.some(isAside) ? all.filter((example) => !isAside(example)) : all;
  return { all, usual };
});

const isAside = ({ living }: Example) => living?.standing?.is === 'aside';

/** How an example is shown in a list; the same for all readers, so made once. */
export const createCardOf = ({ almanac, findIcon }: Pick<Library, 'almanac' | 'findIcon'>) =>
  remember((example: Example) => toCard(almanac, findIcon, example));

function toCard(almanac: Almanac, findIcon: FindIcon, example: Example) {
  const [main] = example.outcomes;
  return {
    title: example.title,
    summary: example.summary,
    href: addresses.example(example),
    where: placesOf(example),
    years: yearsOf(example),
    outcome: main && { slug: main.slug, name: main.name, icon: findIcon(main.icon) ?? '' },
    claims: almanac.about.claims
      .map(({ id, name }, index) => ({
        rank: index + 1,
        name,
        count: example.results.filter(({ claim }) => claim === id).length,
      }))
      .filter(({ count }) => count > 0),
    wrong: example.text.wrong !== '',
    hand: handOf(example),
    old: example.living?.standing && example.living.standing.is !== 'confirmed',
  };
}

export function toExampleView(library: Omit<Library, 'facets'>, example: Example) {
  const { almanac, findIcon } = library;
  const { about } = almanac;
  const [main] = example.outcomes;
  const type = (council: Council) => about.types.find(({ id }) => id === council.type)?.name;
  const budget = about.budgets.find(({ id }) => id === example.cost.budget);
  const like = almanac.examples
    .filter((other) => other !== example && other.targets.some((t) => example.targets.includes(t)))
    .slice(0, 4);
  return {
    page: page(example.title, example.summary, addresses.example(example), {
      kind: 'example',
      ...(main ? { outcome: main.slug } : {}),
      trail: [home(), { text: 'Practice', href: PATH }],
    }),
    title: example.title,
    summary: example.summary,
    outcome: main && { number: main.number, icon: findIcon(main.icon) ?? '' },
    councils: example.councils.map((council) => ({
      name: council.name,
      href: addresses.council(council),
      kind: type(council),
      nation: council.nation,
      population: council.population && writtenNumber(council.population),
      gone: council.end,
    })),
    elsewhere: example.elsewhere,
    partners: example.partners,
    years: yearsOf(example),
    cost: {
      band: budget?.id === 'not-seen' ? '' : budget?.name,
      says: example.cost.says,
      source: example.cost.source,
    },
    outcomes: example.outcomes.map((outcome) => ({
      name: outcome.name,
      href: addresses.outcome(outcome),
      slug: outcome.slug,
    })),
    problem: renderMarkdown(example.text.problem),
    did: renderMarkdown(example.text.did),
    wrong: renderMarkdown(example.text.wrong),
    lessons: renderMarkdown(example.text.lessons),
    results: example.results.map((result, place) => {
      const rank = about.claims.findIndex(({ id }) => id === result.claim);
      const claim = about.claims[rank];
      return {
        ...result,
        rank: rank + 1,
        name: claim?.name ?? result.claim,
        meaning: claim?.meaning ?? '',
        href: `${PATH}?claim=${result.claim}`,
        how: example.measured?.[place],
      };
    }),
    targets: example.targets.map((target) => ({
      text: target.statement,
      href: addresses.target(target),
      ...levelsOn(example, target),
    })),
    steps: example.steps.map((step) => ({ text: step.title, href: addresses.step(step) })),
    sources: example.sources,
    looked: example.looked,
    owner: example.owner,
    review: example.review,
    like: like.map(library.cardOf),
    ...toWrittenView(example),
    ...toLivingView(almanac, example),
  };
}

/** The levels that the council says it had on a target. */
function levelsOn({ levels = [] }: Example, target: Target) {
  const found = levels.find((each) => each.target === target);
  return { before: found?.before?.name, after: found?.after?.name };
}

export function placesOf({ councils, elsewhere }: Example): string {
  const names = [
    ...councils.map(({ name }) => name),
    ...elsewhere.map(({ name, country }) => `${name}, ${country}`),
  ];
  return names.length > 3
    ? `${names.slice(0, 2).join('; ')} and ${names.length - 2} others`
    : names.join('; ');
}

function yearsOf({ years: { from, to } }: Example): string {
  if (from && to && from !== to) return `${from} to ${to}`;
  return String(to ?? from ?? '');
}
