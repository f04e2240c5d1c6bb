import type { Almanac, Outcome } from '../../../content/almanac.ts';
import type { Item } from './items.ts';

/** Questions as they were asked, kept with a round: it reads the same whatever the guide says later. */

interface FrozenItem {
  item: string;
  name: string;
  statement: string;
  why: string;
  levels: { number: number; name: string; description: string }[];
  outcome: { slug: string; name: string; short: string; number: number; icon: string };
}

/** @returns JSON to keep */
export const freezeItems = (items: readonly Item[]): string =>
  JSON.stringify(
    items.map(({ id, name, statement, why, levels, outcome }): FrozenItem => {
      const { slug, name: called, short, number, icon } = outcome;
      return {
        item: id,
        name,
        statement,
        why,
        levels: [...levels],
        outcome: { slug, name: called, short, number, icon },
      };
    }),
  );

/**
 * The questions of a round as they were asked, tied to what the guide still has of them: a target that ended has no page
 * any more and no steps.
 */
export function thawItems({ outcomes }: Pick<Almanac, 'outcomes'>, frozen: string): Item[] {
  const known = new Map<string, Outcome>();
  return (JSON.parse(frozen) as FrozenItem[]).map((kept) => {
    const { slug } = kept.outcome;
    const outcome =
      known.get(slug) ??
      outcomes.find((each) => each.slug === slug) ??
      ({ ...kept.outcome, targets: [], steps: [], examples: [] } as unknown as Outcome);
    known.set(slug, outcome);
    const target = outcome.targets.find(({ id }) => `${slug}.${id}` === kept.item);
    const { item: id, name, statement, why, levels } = kept;
    return { id, outcome, target, name, statement, why, levels };
  });
}
