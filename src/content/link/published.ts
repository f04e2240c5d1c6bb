import type { Council, Example, Level, Outcome, Step, Target } from '../almanac.ts';
import type { Living, Published } from '../published.ts';

export interface Places {
  outcomes: ReadonlyMap<string, Outcome>;
  targets: ReadonlyMap<string, Target>;
  steps: ReadonlyMap<string, Step>;
  councils: ReadonlyMap<string, Council>;
  levels: readonly Level[];
}

/**
 * A written-up example, tied to what it illustrates, as those of the content folder are. What it refers to may have been
 * retired since: that is left out.
 * @returns nothing when none of its outcomes is left
 */
export function toExample(
  { slug, facts, text, measured, levels, written }: Published,
  places: Places,
): Example | undefined {
  const find = <T>(from: ReadonlyMap<string, T>, keys: readonly string[]): T[] =>
    keys.flatMap((key) => from.get(key) ?? []);
  const { outcome, also, cost, ...rest } = facts;
  const outcomes = find(places.outcomes, [outcome, ...also]);
  if (outcomes.length === 0) return undefined;
  const levelOf = (id: string) => places.levels.find((level) => level.id === id);
  return {
    ...rest,
    slug,
    outcomes,
    targets: find(places.targets, facts.targets),
    steps: find(places.steps, facts.steps),
    councils: find(places.councils, facts.councils),
    cost: cost as Example['cost'],
    text,
    measured,
    levels: levels.flatMap(({ target: id, before, after }) => {
      const target = places.targets.get(id);
      return target ? [{ target, before: levelOf(before), after: levelOf(after) }] : [];
    }),
    written,
  };
}

/** An example with what others say of it. */
export const withLiving = (example: Example, living: Living | undefined): Example =>
  living ? { ...example, living } : example;
