/** A way to narrow a list. */
export interface Facet<T> {
  id: string;
  name: string;
  options: readonly { id: string; name: string }[];
  /** The options that an item falls under. */
  of(item: T): readonly string[];
}

/** What a reader chose: facet id → option ids. */
export type Choice = ReadonlyMap<string, readonly string[]>;

/** For each facet, for each item: places of its options in the facet's list, each once. */
type Index = readonly (readonly (readonly number[])[])[];

// A list is asked anew at each request, and with 5,000 items what each falls under takes longer than all the rest.
const indexes = new WeakMap<readonly unknown[], WeakMap<readonly unknown[], Index>>();

function indexOf<T>(items: readonly T[], facets: readonly Facet<T>[]): Index {
  const known = indexes.get(items)?.get(facets);
  if (known) return known;
  const index = facets.map((facet) => {
    const places = new Map(facet.options.map(({ id }, place) => [id, place]));
    return items.map((item) => [...new Set(facet.of(item).flatMap((id) => places.get(id) ?? []))]);
  });
  const ofItems = indexes.get(items) ?? new WeakMap();
  indexes.set(items, ofItems.set(facets, index));
  return index;
}

/** The facets in which something was chosen, each with which places of its options were. */
const askedOf = (facets: readonly Facet<never>[], choice: Choice) =>
  facets.flatMap(({ id, options }, facet) => {
    const chosen = choice.get(id) ?? [];
    return chosen.length > 0
      ? [{ facet, chosen: options.map((option) => chosen.includes(option.id)) }]
      : [];
  });

/** The items that fit a choice: of one facet any option will do, of several facets each must fit. */
export function narrow<T>(items: readonly T[], facets: readonly Facet<T>[], choice: Choice): T[] {
  const index = indexOf(items, facets);
  const asked = askedOf(facets, choice);
  return items.filter((_item, at) =>
    asked.every(({ facet, chosen }) => index[facet]![at]!.some((place) => chosen[place])),
  );
}

/**
 * How many items each option of each facet would leave, with the other facets as chosen. One walk over the items: one that
 * fits but for a single facet counts for that facet alone.
 * @returns facet id → option id → count
 */
export function countOptions<T>(
  items: readonly T[],
  facets: readonly Facet<T>[],
  choice: Choice,
): Map<string, Map<string, number>> {
  const index = indexOf(items, facets);
  const asked = askedOf(facets, choice);
  const counts = facets.map(({ options }) => options.map(() => 0));
  const add = (facet: number, at: number) => {
    for (const place of index[facet]![at]!) counts[facet]![place]! += 1;
  };
  for (let at = 0; at < items.length; at += 1) {
    let missed = -1;
    let misses = 0;
    for (const { facet, chosen } of asked) {
      if (index[facet]![at]!.some((place) => chosen[place])) continue;
      missed = facet;
      misses += 1;
      if (misses > 1) break;
    }
    if (misses === 1) add(missed, at);
    if (misses === 0) for (let facet = 0; facet < facets.length; facet += 1) add(facet, at);
  }
  return new Map(
    facets.map(({ id, options }, facet) => [
      id,
      new Map(options.map((option, place) => [option.id, counts[facet]![place]!])),
    ]),
  );
}

/** Facets without the options that no item falls under. */
export function usedOnly<T>(facets: readonly Facet<T>[], items: readonly T[]): Facet<T>[] {
  return facets.map((facet) => {
    const used = new Set(items.flatMap((item) => facet.of(item)));
    return { ...facet, options: facet.options.filter(({ id }) => used.has(id)) };
  });
}
