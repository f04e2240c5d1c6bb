import type { Almanac, Council, Example, Step, Target } from '../../../content/almanac.ts';
import { ALIKE, likeFirst, likenessOf } from '../../../content/likeness.ts';
import type { ListingRow } from '../../../db/tables/together.ts';
import { type ReadTies, type Ties, targetsOf, targetTie } from './ties.ts';

/**
 * What meets a need or an offer, and why. The order says whose story may carry over, never who is better: what shares a
 * step or a target first, then by likeness of the councils, then the latest.
 */

/** A need or an offer, without its text. */
export type Card = Omit<ListingRow, 'body' | 'words' | 'ties'> & { ties: readonly string[] };

export interface Why {
  steps: readonly Step[];
  targets: readonly Target[];
  /** Names of the outcomes, when nothing closer is shared. */
  outcomes: readonly string[];
  /** Why the councils are alike; empty when they are not called alike. */
  like: readonly string[];
}

export interface Match {
  card: Card;
  council: Council;
  why: Why;
}

export interface Guide extends Pick<Almanac, 'about' | 'examples'> {
  readTies: ReadTies;
  councilOf(slug: string): Council | undefined;
}

/** Whether a listing is meant for a council. What it leaves open fits everyone. */
export const isFor = (
  { for_nation, for_region, for_type }: Pick<Card, 'for_nation' | 'for_region' | 'for_type'>,
  { nation, regions, type }: Council,
): boolean =>
  (!for_nation || for_nation === nation) &&
  (!for_region || regions.includes(for_region)) &&
  (!for_type || for_type === type);

const shared = <T>(one: readonly T[], other: readonly T[]): T[] =>
  one.filter((each) => other.includes(each));

/**
 * Offers that meet a need, or needs that meet an offer: of another council, about the same part of the guide, each meant
 * for the other.
 * @param candidates open ones, in any order
 */
export function matchListings(own: Card, candidates: readonly Card[], guide: Guide): Match[] {
  const council = guide.councilOf(own.council);
  if (!council) return [];
  const mine = guide.readTies(own.ties);
  const myTargets = targetsOf(mine);
  const found = candidates.flatMap((card) => {
    if (card.kind === own.kind || card.council === own.council) return [];
    const other = guide.councilOf(card.council);
    if (!other || !isFor(card, council) || !isFor(own, other)) return [];
    const theirs = guide.readTies(card.ties);
    const outcomes = shared(mine.outcomes, theirs.outcomes);
    if (outcomes.length === 0) return [];
    const steps = shared(mine.steps, theirs.steps);
    const targets = shared(myTargets, targetsOf(theirs));
    const { points, reasons } = likenessOf(council, other, guide.about);
    const why: Why = {
      steps,
      targets,
      outcomes: steps.length + targets.length > 0 ? [] : outcomes.map(({ name }) => name),
      like: points >= ALIKE ? reasons : [],
    };
    return [{ card, council: other, why, close: steps.length + targets.length > 0, points }];
  });
  return found
    .sort(
      (a, b) =>
        Number(b.close) - Number(a.close) ||
        b.points - a.points ||
        compare(b.card.put_up_at, a.card.put_up_at) ||
        compare(a.card.id, b.card.id),
    )
    .map(({ card, council: other, why }) => ({ card, council: other, why }));
}

const compare = (one: string | null, other: string | null): number =>
  (one ?? '') < (other ?? '') ? -1 : one === other ? 0 : 1;

/** Examples that show one of its steps or targets in use; those of its outcomes when it names neither. */
export function matchExamples(
  own: Card,
  guide: Guide,
): { example: Example; why: Pick<Why, 'steps' | 'targets' | 'outcomes'> }[] {
  const mine = guide.readTies(own.ties);
  const targets = targetsOf(mine);
  const precise = targets.length + mine.steps.length > 0;
  const reasons = (example: Example) => ({
    steps: shared(mine.steps, example.steps),
    targets: shared(targets, example.targets),
    outcomes: precise ? [] : shared(mine.outcomes, example.outcomes).map(({ name }) => name),
  });
  const fitting = guide.examples.filter((example) => {
    const why = reasons(example);
    return why.steps.length + why.targets.length + why.outcomes.length > 0;
  });
  const council = guide.councilOf(own.council);
  const ordered = council
    ? likeFirst(fitting, council, guide.about)
    : fitting.map((example) => ({ example }));
  return ordered.map(({ example }) => ({ example, why: reasons(example) }));
}

/** Level, 1 to 4, of what a council last agreed, by `outcome` or `outcome.target`. */
export type Levels = ReadonlyMap<string, number>;

/** What is compared between two councils for a listing. */
export function itemsOf(ties: Ties): { id: string; outcome: string; name: string }[] {
  const named = targetsOf(ties);
  const targets = named.length > 0 ? named : ties.outcomes.flatMap((outcome) => outcome.targets);
  const quick = named.length > 0 ? [] : ties.outcomes;
  return [
    ...targets.map((target) => ({
      id: targetTie(target),
      outcome: target.outcome.slug,
      name: target.statement,
    })),
    ...quick.map(({ slug, name }) => ({ id: slug, outcome: slug, name })),
  ];
}

export interface Ahead {
  council: Council;
  /** What they are one level ahead on, in words of the guide. */
  on: readonly string[];
  like: readonly string[];
}

/**
 * Councils that agreed to be found and are exactly one level ahead: near enough to remember how it was done. Nothing of
 * anybody's level leaves here but that.
 * @param own the council that asks, with its own levels
 * @param agreed who agreed to be found on which outcome
 * @param levels of each council
 */
export function matchCouncils(
  card: Card,
  own: Levels,
  agreed: readonly { council: string; outcome: string }[],
  levels: ReadonlyMap<string, Levels>,
  guide: Guide,
): Ahead[] {
  const council = guide.councilOf(card.council);
  if (!council) return [];
  const items = itemsOf(guide.readTies(card.ties));
  const outcomes = Map.groupBy(agreed, (each) => each.council);
  return [...outcomes]
    .flatMap(([slug, agreements]) => {
      const other = guide.councilOf(slug);
      if (!other || slug === card.council || !isFor(card, other)) return [];
      const found = new Set(agreements.map(({ outcome }) => outcome));
      const theirs = levels.get(slug);
      const on = items.filter(({ id, outcome }) => {
        const [mine, level] = [own.get(id), theirs?.get(id)];
        return found.has(outcome) && mine !== undefined && level === mine + 1;
      });
      if (on.length === 0) return [];
      const { points, reasons } = likenessOf(council, other, guide.about);
      const ahead: Ahead = {
        council: other,
        on: on.map(({ name }) => name),
        like: points >= ALIKE ? reasons : [],
      };
      return [{ ahead, points }];
    })
    .sort((a, b) => b.points - a.points || compare(a.ahead.council.name, b.ahead.council.name))
    .map(({ ahead }) => ahead);
}
