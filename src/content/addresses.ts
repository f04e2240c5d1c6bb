import type { Almanac, Council, Example, Outcome, Term } from './almanac.ts';

/** Where the parts of the content live, in everyone's guide. */
export const addresses = {
  outcome: ({ slug }: Pick<Outcome, 'slug'>) => `/outcomes/${slug}`,
  target: (part: Part) => `/outcomes/${part.outcome.slug}/targets/${part.id}`,
  step: (part: Part) => `/outcomes/${part.outcome.slug}/steps/${part.id}`,
  question: (part: Part) => `/outcomes/${part.outcome.slug}/questions/${part.id}`,
  example: ({ slug }: Pick<Example, 'slug'>) => `/practice/${slug}`,
  workshop: ({ slug }: Pick<Outcome, 'slug'>) => `/outcomes/${slug}/workshop`,
  term: ({ term }: Pick<Term, 'term'>) => `/language#${termId(term)}`,
  council: ({ slug }: Pick<Council, 'slug'>) => `/councils/${slug}`,
};

type Part = { id: string; outcome: Pick<Outcome, 'slug'> };

/** The anchor of a term on the page of all terms. */
export const termId = (term: string): string =>
  term
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

/** Every address at which something of the content is shown: links within the almanac lead to one of these. */
export function addressesOf(almanac: Almanac): Set<string> {
  const known = new Set(['/', '/outcomes', ...SHELVES]);
  for (const role of almanac.roles) known.add(`/for/${role.id}`);
  for (const page of almanac.pages) known.add(`/${page.slug}`);
  for (const outcome of almanac.outcomes) {
    known.add(addresses.outcome(outcome)).add(`${addresses.outcome(outcome)}/briefing`);
    for (const target of outcome.targets) known.add(addresses.target(target));
    for (const step of outcome.steps) known.add(addresses.step(step));
    for (const question of outcome.questions) known.add(addresses.question(question));
  }
  for (const example of almanac.examples) known.add(addresses.example(example));
  for (const council of almanac.councils) known.add(addresses.council(council));
  for (const framework of almanac.frameworks) known.add(`/language/crosswalk/${framework.slug}`);
  if (almanac.workshops.length > 0) known.add('/workshop');
  for (const outcome of almanac.outcomes)
    for (const { slug } of almanac.workshops) {
      const kit = addresses.workshop(outcome);
      known.add(kit).add(`${kit}/cards`).add(`${kit}/${slug}`);
    }
  for (const month of almanac.months) known.add(`/year/${month.slug}`);
  return known;
}

const SHELVES = [
  '/practice',
  '/councils',
  '/reading',
  '/language',
  '/language/crosswalk',
  '/year',
  '/search',
  '/data',
  '/offline',
  '/news',
];
