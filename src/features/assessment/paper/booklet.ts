import type { Item } from '../rules/items.ts';

/** What the booklet shows: questions by outcome, each with its code and a box for every choice. */
export function toBooklet(items: readonly Item[], edition: string) {
  const groups = Map.groupBy(items, ({ outcome }) => outcome);
  return {
    edition,
    count: items.length,
    groups: [...groups].map(([outcome, all]) => ({
      outcome: { slug: outcome.slug, name: outcome.name, number: outcome.number },
      items: all.map(({ id, name, statement, levels, target }) => ({
        code: id,
        name: target ? name : outcome.name,
        statement,
        levels,
      })),
    })),
  };
}
