import type { Almanac, Council, Example } from '../../content/almanac.ts';
import { type Facet, usedOnly } from '../../web/facets/facet.ts';

/** Bands of population, this project's own: the smallest holds most districts, the largest most counties. */
const SIZES = [
  { id: 'under-100k', name: 'Under 100,000 people', below: 100_000 },
  { id: '100k-200k', name: '100,000 to 200,000', below: 200_000 },
  { id: '200k-400k', name: '200,000 to 400,000', below: 400_000 },
  { id: 'over-400k', name: 'Over 400,000', below: Number.POSITIVE_INFINITY },
];
/** A partner body of the whole country belongs to no nation alone. */
const UNITED = 'United Kingdom';
const ABROAD = { id: 'elsewhere', name: 'Outside the UK' };
const RECENT_YEARS = 2;

/** The facet by which examples are found that left the usual list. */
export const ASIDE = 'confirmed';
const HANDS = [
  { id: 'editors', name: 'Editors of the almanac' },
  { id: 'council', name: 'A council' },
  { id: 'partner', name: 'A partner body' },
  { id: 'supplier', name: 'A supplier' },
];

/** The facets of an almanac's practice library. Options that no example has are left out. */
export function facetsOf(almanac: Almanac): Facet<Example>[] {
  const { about, outcomes, examples } = almanac;
  const year = Number(about.published.slice(0, 4));
  const has = (id: string, name: string) => [{ id, name }];
  const all: Facet<Example>[] = [
    {
      id: 'outcome',
      name: 'Outcome',
      options: outcomes.map(({ slug, name }) => ({ id: slug, name })),
      of: (example) => example.outcomes.map(({ slug }) => slug),
    },
    {
      id: 'claim',
      name: 'Kind of result',
      options: about.claims,
      of: ({ results }) => results.map(({ claim }) => claim),
    },
    {
      id: 'nation',
      name: 'Nation',
      options: [...about.nations.map(named), ABROAD],
      of: (example) => nationsOf(example, about.nations),
    },
    {
      id: 'region',
      name: 'Region',
      options: unique(almanac.councils.flatMap(({ regions }) => regions))
        .filter((region) => !about.nations.includes(region))
        .sort()
        .map(named),
      of: ofCouncils(({ regions }) => regions.map(slugOf)),
    },
    {
      id: 'type',
      name: 'Kind of council',
      options: about.types,
      of: ofCouncils(({ type }) => [type]),
    },
    {
      id: 'place',
      name: 'Urban or rural',
      options: about.rurality,
      of: ofCouncils(({ rurality }) => (rurality ? [rurality] : [])),
    },
    {
      id: 'size',
      name: 'Population',
      options: SIZES,
      of: ofCouncils(({ population }) => {
        const size = population && SIZES.find(({ below }) => population < below);
        return size ? [size.id] : [];
      }),
    },
    { id: 'cost', name: 'What it cost', options: about.budgets, of: ({ cost }) => [cost.budget] },
    {
      id: 'wrong',
      name: 'Things that went wrong',
      options: has('told', 'Tells what went wrong'),
      of: ({ text }) => (text.wrong ? ['told'] : []),
    },
    {
      id: 'when',
      name: 'Recent',
      options: has('recent', `Latest news in ${year - RECENT_YEARS} or later`),
      of: ({ years }) => (years.to && years.to >= year - RECENT_YEARS ? ['recent'] : []),
    },
    {
      id: 'by',
      name: 'Who wrote it',
      // One choice for all would be none.
      options: examples.some(({ written }) => written) ? HANDS : [],
      of: ({ written }) => [written?.hand ?? 'editors'],
    },
    {
      id: 'reuse',
      name: 'Others can reuse',
      options: [
        { id: 'code', name: 'Code' },
        { id: 'contract', name: 'A contract' },
        { id: 'documents', name: 'Documents' },
        { id: 'data', name: 'Data' },
      ],
      of: ({ written }) => (written && written.reuse.answer !== 'no' ? written.reuse.kinds : []),
    },
    {
      id: ASIDE,
      name: 'Confirmed by its authors',
      options: [
        { id: 'unconfirmed', name: 'Asked twice, no answer' },
        { id: 'aside', name: 'Not confirmed for a year, not in the usual list' },
      ],
      of: ({ living }) => {
        const is = living?.standing?.is ?? 'confirmed';
        return is === 'confirmed' ? [] : [is];
      },
    },
  ];
  return usedOnly(all, examples);
}

/** Latest first; those without a year last; then by title. */
export function newestFirst(examples: readonly Example[]): Example[] {
  const year = ({ years }: Example) => years.to ?? years.from ?? 0;
  return [...examples].sort((a, b) => year(b) - year(a) || a.title.localeCompare(b.title, 'en-GB'));
}

function nationsOf({ councils, elsewhere }: Example, nations: readonly string[]): string[] {
  const home = (country: string) =>
    nations.includes(country) ? [slugOf(country)] : country === UNITED ? [] : [ABROAD.id];
  return unique([
    ...councils.map(({ nation }) => slugOf(nation)),
    ...elsewhere.flatMap(({ country }) => home(country)),
  ]);
}

function ofCouncils(pick: (council: Council) => readonly string[]) {
  return ({ councils }: Example) => unique(councils.flatMap(pick));
}

const slugOf = (name: string) => name.toLowerCase().replaceAll(/[^a-z]+/g, '-');
const named = (name: string) => ({ id: slugOf(name), name });
const unique = <T>(items: readonly T[]): T[] => [...new Set(items)];
