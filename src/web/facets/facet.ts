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

/** The items that fit a choice: of one facet any option will do, of several facets each must fit. */
export function narrow<T>(items: readonly T[], facets: readonly Facet<T>[], choice: Choice): T[] {
  const asked = facets.filter(({ id }) => choice.get(id)?.length);
  return items.filter((item) =>
    asked.every((facet) => facet.of(item).some((id) => choice.get(facet.id)?.includes(id))),
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
  const all = facets.map((facet) => ({
    facet,
    chosen: choice.get(facet.id) ?? [],
    counts: new Map(facet.options.map(({ id }) => [id, 0])),
  }));
  for (const item of items) {
    const missed = all.filter(
      ({ facet, chosen }) => chosen.length > 0 && !facet.of(item).some((id) => chosen.includes(id)),
    );
    if (missed.length > 1) continue;
    for (const { facet, counts } of missed.length === 1 ? missed : all)
      for (const id of new Set(facet.of(item))) {
        const before = counts.get(id);
        if (before !== undefined) counts.set(id, before + 1);
      }
  }
  return new Map(all.map(({ facet, counts }) => [facet.id, counts]));
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
