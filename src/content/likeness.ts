import type { Almanac, Council, Example } from './almanac.ts';

/** How alike two councils are, and why. */
export interface Likeness {
  /** 0 to 10. */
  points: number;
  reasons: readonly string[];
}

type Lists = Pick<Almanac['about'], 'types' | 'rurality'>;

// Every council is held against every other: 160,000 times in a build of the whole site.
const looked = new WeakMap<Lists, ReturnType<typeof readLists>>();

function readLists({ types, rurality }: Lists) {
  return {
    tiers: new Map(types.map(({ id, tier }) => [id, tier])),
    places: new Map(rurality.map(({ id }, index) => [id, index])),
  };
}

function lookUp(lists: Lists) {
  const known = looked.get(lists) ?? readLists(lists);
  looked.set(lists, known);
  return known;
}

/** Points for kind, population, rural or urban class, and nation. */
type Marks = readonly [kind: number, population: number, rurality: number, nation: number];

const REASONS: readonly Readonly<Record<number, string>>[] = [
  { 4: 'the same kind of council', 2: 'the same tier' },
  { 2: 'much the same population', 1: 'a similar population' },
  { 2: 'just as urban or rural', 1: 'nearly as urban or rural' },
  { 2: 'the same nation' },
];

function marksOf(one: Council, other: Council, lists: Lists): Marks {
  const { tiers, places } = lookUp(lists);
  const sameTier = tiers.get(one.type) === tiers.get(other.type);
  const kind = one.type === other.type ? 4 : sameTier ? 2 : 0;
  const [a, b] = [one.population ?? 0, other.population ?? 0];
  const ratio = a && b ? Math.max(a, b) / Math.min(a, b) : Number.POSITIVE_INFINITY;
  const population = ratio <= 1.25 ? 2 : ratio <= 1.5 ? 1 : 0;
  const here = places.get(one.rurality ?? '') ?? Number.NaN;
  const apart = Math.abs(here - (places.get(other.rurality ?? '') ?? Number.NaN));
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
export const likenessOf = (one: Council, other: Council, lists: Lists): Likeness =>
  toLikeness(marksOf(one, other, lists));

/** Fewer points than this is not called alike. */
export const ALIKE = 6;

/** The councils most like one, the most alike first; never itself, nor one that has gone. */
export function councilsLike(
  council: Council,
  { councils, about }: Pick<Almanac, 'councils' | 'about'>,
  count: number,
): { council: Council; likeness: Likeness }[] {
  const size = (other: Council) =>
    Math.abs(Math.log((other.population ?? 1) / (council.population ?? 1)));
  return councils
    .filter((other) => other !== council && (!other.end || other.end > about.published))
    .map((other) => ({ council: other, marks: marksOf(council, other, about) }))
    .filter(({ marks }) => pointsOf(marks) >= ALIKE)
    .map(({ council: other, marks }) => ({ council: other, likeness: toLikeness(marks) }))
    .sort((a, b) => b.likeness.points - a.likeness.points || size(a.council) - size(b.council))
    .slice(0, count);
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
