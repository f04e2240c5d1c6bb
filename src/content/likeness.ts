import { remember } from '../lib/remember.ts';
import type { Almanac, Council, Example } from './almanac.ts';

/** How alike two councils are, and why. */
export interface Likeness {
  /** 0 to 10. */
  points: number;
  reasons: readonly string[];
}

type Lists = Pick<Almanac['about'], 'types' | 'rurality'>;

/** What of a council counts, in the words of the lists. */
interface Traits {
  type: string;
  tier: string | undefined;
  /** 0 when it is not known. */
  population: number;
  /** Place in the list from urban to rural; not a number when it is not known. */
  rurality: number;
  nation: string;
}

// Every council is held against every other, 160,000 times in a build of the whole site: each is looked up once.
const traitsIn = remember(({ types, rurality }: Lists) => {
  const tiers = new Map(types.map(({ id, tier }) => [id, tier]));
  const places = new Map(rurality.map(({ id }, index) => [id, index]));
  return remember(
    ({ type, population = 0, nation, rurality: place = '' }: Council): Traits => ({
      type,
      tier: tiers.get(type),
      population,
      rurality: places.get(place) ?? Number.NaN,
      nation,
    }),
  );
});

/** Points for kind, population, rural or urban class, and nation. */
type Marks = readonly [kind: number, population: number, rurality: number, nation: number];

const REASONS: readonly Readonly<Record<number, string>>[] = [
  { 4: 'the same kind of council', 2: 'the same tier' },
  { 2: 'much the same population', 1: 'a similar population' },
  { 2: 'just as urban or rural', 1: 'nearly as urban or rural' },
  { 2: 'the same nation' },
];

function marksOf(one: Traits, other: Traits): Marks {
  const kind = one.type === other.type ? 4 : one.tier === other.tier ? 2 : 0;
  const [a, b] = [one.population, other.population];
  const ratio = a && b ? Math.max(a, b) / Math.min(a, b) : Number.POSITIVE_INFINITY;
  const population = ratio <= 1.25 ? 2 : ratio <= 1.5 ? 1 : 0;
  const apart = Math.abs(one.rurality - other.rurality);
  const rurality = apart === 0 ? 2 : apart === 1 ? 1 : 0;
  return [kind, population, rurality, one.nation === other.nation ? 2 : 0];
}

const pointsOf = (marks: Marks) => marks[0] + marks[1] + marks[2] + marks[3];

const toLikeness = (marks: Marks): Likeness => ({
  points: pointsOf(marks),
  reasons: marks.flatMap((mark, index) => REASONS[index]?.[mark] ?? []),
});

/**
 * How like one council another is. The rule is this project's own, and the pages state it:
 * the same kind of council 4 points, or another kind of the same tier 2; population within a quarter 2, within
 * half 1; the same rural or urban class 2, the class beside it 1; the same nation 2. No ranking of councils follows
 * from it: it only says whose story may carry over.
 */
export function likenessOf(one: Council, other: Council, lists: Lists): Likeness {
  const traitsOf = traitsIn(lists);
  return toLikeness(marksOf(traitsOf(one), traitsOf(other)));
}

/** Fewer points than this is not called alike. */
export const ALIKE = 6;

/** The councils most like one, the most alike first; never itself, nor one that has gone. */
export function councilsLike(
  council: Council,
  { councils, about }: Pick<Almanac, 'councils' | 'about'>,
  count: number,
): { council: Council; likeness: Likeness }[] {
  const traitsOf = traitsIn(about);
  const traits = traitsOf(council);
  const size = (other: Council) =>
    Math.abs(Math.log((other.population ?? 1) / (council.population ?? 1)));
  const alike: { council: Council; marks: Marks; size: number }[] = [];
  for (const other of councils) {
    if (other === council || (other.end && other.end <= about.published)) continue;
    const marks = marksOf(traits, traitsOf(other));
    if (pointsOf(marks) >= ALIKE) alike.push({ council: other, marks, size: size(other) });
  }
  return alike
    .sort((a, b) => pointsOf(b.marks) - pointsOf(a.marks) || a.size - b.size)
    .slice(0, count)
    .map(({ council: other, marks }) => ({ council: other, likeness: toLikeness(marks) }));
}

/**
 * Examples with those of councils like one first; otherwise in the order given. An example of several councils
 * counts by the one most alike; the council's own come before all.
 */
export function likeFirst(
  examples: readonly Example[],
  council: Council,
  lists: Lists,
): { example: Example; like?: { council: Council; likeness: Likeness } }[] {
  return examples
    .map((example) => {
      const [best] = example.councils
        .map((other) => ({
          council: other,
          likeness:
            other === council
              ? { points: 11, reasons: ['the council itself'] }
              : likenessOf(council, other, lists),
        }))
        .sort((a, b) => b.likeness.points - a.likeness.points);
      return best && best.likeness.points >= ALIKE ? { example, like: best } : { example };
    })
    .sort((a, b) => (b.like?.likeness.points ?? 0) - (a.like?.likeness.points ?? 0));
}
