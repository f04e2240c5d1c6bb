import { type Choice, countOptions, type Facet, narrow } from './facet.ts';
import { toggle, without } from './query.ts';

/** Gives the address of the same list with another choice, or another page of it. */
export type Address = (next: { choice?: Choice; page?: number }) => string;

/**
 * What the panel of facets shows: every option with its count and where it leads, what is chosen with the way to
 * take it back, and, when nothing fits, what to take away.
 */
export function toFacetViews<T>(
  items: readonly T[],
  facets: readonly Facet<T>[],
  choice: Choice,
  to: Address,
) {
  const found = narrow(items, facets, choice);
  const all = countOptions(items, facets, choice);
  return {
    facets: facets
      .filter(({ options }) => options.length > 0)
      .map((facet) => {
        const counts = all.get(facet.id);
        const chosen = choice.get(facet.id) ?? [];
        return {
          id: facet.id,
          name: facet.name,
          open: chosen.length > 0,
          options: facet.options.map(({ id, name }) => ({
            id,
            name,
            count: counts?.get(id) ?? 0,
            chosen: chosen.includes(id),
            href: to({ choice: toggle(choice, facet.id, id) }),
          })),
        };
      }),
    chosen: facets.flatMap((facet) =>
      (choice.get(facet.id) ?? []).map((id) => ({
        facet: facet.name,
        text: facet.options.find((option) => option.id === id)?.name ?? id,
        href: to({ choice: toggle(choice, facet.id, id) }),
      })),
    ),
    clear: to({ choice: new Map() }),
    loosen:
      found.length > 0
        ? []
        : facets
            .filter(({ id }) => choice.has(id))
            .map((facet) => ({
              facet: facet.name,
              count: narrow(items, facets, without(choice, facet.id)).length,
              href: to({ choice: without(choice, facet.id) }),
            }))
            .sort((a, b) => b.count - a.count),
  };
}

/** A page of a list. @returns nothing to turn when all fits on one page */
export function toPaging(count: number, size: number, page: number, to: Address) {
  const pages = Math.max(1, Math.ceil(count / size));
  return {
    exists: page <= pages,
    paging:
      pages === 1 && page === 1
        ? undefined
        : {
            page,
            pages,
            previous: page > 1 ? to({ page: Math.min(page - 1, pages) }) : undefined,
            next: page < pages ? to({ page: page + 1 }) : undefined,
            last: to({ page: pages }),
          },
  };
}
