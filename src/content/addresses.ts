import type { Almanac } from './almanac.ts';

/** Every address at which something of the content is shown: links within the almanac lead to one of these. */
export function addressesOf(almanac: Almanac): Set<string> {
  const known = new Set(['/', '/outcomes', ...SHELVES]);
  for (const role of almanac.roles) known.add(`/for/${role.id}`);
  for (const page of almanac.pages) known.add(`/${page.slug}`);
  for (const outcome of almanac.outcomes) {
    const under = `/outcomes/${outcome.slug}`;
    known.add(under).add(`${under}/briefing`);
    for (const target of outcome.targets) known.add(`${under}/targets/${target.id}`);
    for (const step of outcome.steps) known.add(`${under}/steps/${step.id}`);
    for (const question of outcome.questions) known.add(`${under}/questions/${question.id}`);
  }
  for (const example of almanac.examples) known.add(`/practice/${example.slug}`);
  for (const council of almanac.councils) known.add(`/councils/${council.slug}`);
  for (const framework of almanac.frameworks) known.add(`/language/crosswalk/${framework.slug}`);
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
];
