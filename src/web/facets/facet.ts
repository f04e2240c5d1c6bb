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

/**
 * The items that fit a choice: of one facet any option will do, of several facets each must fit.
 * @param except a facet to leave out of account, for counting its own options
 */
export function narrow<T>(
  items: readonly T[],
  facets: readonly Facet<T>[],
  choice: Choice,
  except?: string,
): T[] {
  const asked = facets.filter(({ id }) => id !== except && choice.get(id)?.length);
  return items.filter((item) =>
    asked.every((facet) => facet.of(item).some((id) => choice.get(facet.id)?.includes(id))),
  );
}

/** How many items each option of a facet would leave, with the other facets as chosen. */
export function countOptions<T>(
  items: readonly T[],
  facets: readonly Facet<T>[],
  choice: Choice,
  facet: Facet<T>,
): Map<string, number> {
  const counts = new Map(facet.options.map(({ id }) => [id, 0]));
  for (const item of narrow(items, facets, choice, facet.id)) {
    for (const id of new Set(facet.of(item))) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

/** Facets without the options that no item falls under, knowing already what each item falls under. */
export function usedOnly<T>(facets: readonly Facet<T>[], items: readonly T[]): Facet<T>[] {
  return facets.map((facet) => {
    const used = new Set(items.flatMap((item) => facet.of(item)));
    // Every count of every option asks each item again.
    const known = new Map(items.map((item) => [item, facet.of(item)]));
    return {
      ...facet,
      options: facet.options.filter(({ id }) => used.has(id)),
      of: (item) => known.get(item) ?? facet.of(item),
    };
  });
}
