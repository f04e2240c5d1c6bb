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

/**
 * How like one council another is. The rule is this project's own, and the pages state it:
 * the same kind of council 4 points, or another kind of the same tier 2; population within a quarter 2, within
 * half 1; the same rural or urban class 2, the class beside it 1; the same nation 2. No ranking of councils follows
 * from it: it only says whose story may carry over.
 */
export function likenessOf(one: Council, other: Council, lists: Lists): Likeness {
  const reasons: string[] = [];
  let points = 0;
  const add = (count: number, reason: string) => {
    points += count;
    reasons.push(reason);
  };
  const { tiers, places } = lookUp(lists);
  const place = ({ rurality: id }: Council) => (id ? places.get(id) : undefined) ?? -1;

  if (one.type === other.type) add(4, 'the same kind of council');
  else if (tiers.get(one.type) === tiers.get(other.type)) add(2, 'the same tier');
  if (one.population && other.population) {
    const ratio =
      Math.max(one.population, other.population) / Math.min(one.population, other.population);
    if (ratio <= 1.25) add(2, 'much the same population');
    else if (ratio <= 1.5) add(1, 'a similar population');
  }
  const [here, there] = [place(one), place(other)];
  if (here >= 0 && there >= 0) {
    const apart = Math.abs(here - there);
    if (apart === 0) add(2, 'just as urban or rural');
    else if (apart === 1) add(1, 'nearly as urban or rural');
  }
  if (one.nation === other.nation) add(2, 'the same nation');
  return { points, reasons };
}

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
    .map((other) => ({ council: other, likeness: likenessOf(council, other, about) }))
    .filter(({ likeness }) => likeness.points >= ALIKE)
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
