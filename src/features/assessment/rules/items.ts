import type { Almanac, Applies, Outcome, Target } from '../../../content/almanac.ts';
import type { Depth } from '../../../db/tables/assessment.ts';

/** One thing that is asked: an outcome in a quick look, a target in a full assessment. */
export interface Item {
  /** `outcome` or `outcome.target`. */
  id: string;
  outcome: Outcome;
  target: Target | undefined;
  /** In a word or two, for tables. */
  name: string;
  statement: string;
  why: string;
  levels: readonly { number: number; name: string; description: string }[];
}

/** What decides which items are asked. Nothing known: all are. */
export interface Place {
  nation: string;
  type: string;
}

/**
 * The items of an assessment, in the order of the guide.
 * @param outcomes slugs to keep; all when left out
 */
export function listItems(
  almanac: Pick<Almanac, 'outcomes'>,
  depth: Depth,
  { place, outcomes }: { place?: Place | undefined; outcomes?: readonly string[] | undefined } = {},
): Item[] {
  const chosen = almanac.outcomes.filter(({ slug }) => !outcomes || outcomes.includes(slug));
  if (depth === 'quick') return chosen.map(toQuickItem);
  return chosen.flatMap((outcome) =>
    outcome.targets.filter(({ applies }) => !place || isFor(applies, place)).map(toItem),
  );
}

const isFor = ({ nations, types }: Applies, { nation, type }: Place): boolean =>
  (nations === 'all' || nations.includes(nation)) && (types === 'all' || types.includes(type));

const flat = (levels: Target['levels']) =>
  levels.map(({ level, description }) => ({ number: level.number, name: level.name, description }));

const toQuickItem = (outcome: Outcome): Item => ({
  id: outcome.slug,
  outcome,
  target: undefined,
  name: outcome.name,
  statement: outcome.summary,
  why: outcome.definition,
  levels: flat(outcome.quick),
});

const toItem = (target: Target): Item => ({
  id: `${target.outcome.slug}.${target.id}`,
  outcome: target.outcome,
  target,
  name: target.name,
  statement: target.statement,
  why: target.why,
  levels: flat(target.levels),
});
