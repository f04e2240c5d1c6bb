import { type Choice, type Facet, narrow } from './facet.ts';
import { addressOf } from './query.ts';

/**
 * The queries that a copy without a server holds of a list: every page of the whole list and of each option of each
 * facet, one at a time. Two at a time would be thousands of files.
 * @param size items on a page
 * @returns queries as `addressOf` writes them, without the question mark
 */
export function heldQueries<T>(
  items: readonly T[],
  facets: readonly Facet<T>[],
  size: number,
): string[] {
  const choices: Choice[] = [
    new Map(),
    ...facets.flatMap(({ id, options }) => options.map((option) => new Map([[id, [option.id]]]))),
  ];
  return choices.flatMap((choice) => {
    const pages = Math.ceil(narrow(items, facets, choice).length / size);
    return Array.from({ length: pages }, (_, i) =>
      addressOf('', facets, { choice, page: i + 1 }).slice(1),
    ).filter(Boolean);
  });
}
