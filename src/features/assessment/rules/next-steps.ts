import type { Step, Target } from '../../../content/almanac.ts';
import type { Answers } from './answers.ts';
import { levelOf } from './answers.ts';
import type { Item } from './items.ts';

export interface NextStep {
  step: Step;
  /** Targets that it moves from where they stand now. */
  moves: { target: Target; from: number; to: number }[];
  /** Levels gained over all those targets. */
  effect: number;
}

/**
 * The steps that move what stands below the top, most effect first, then least effort.
 * A step fits a target when it starts at or below the target's level and ends above it. In a quick look, where only
 * outcomes were asked, every target of the outcome counts as standing at the outcome's level.
 * @param efforts ids of effort, smallest first
 */
export function findNextSteps(
  items: readonly Item[],
  answers: Answers,
  efforts: readonly string[],
): NextStep[] {
  const levels = new Map<Target, number>();
  for (const item of items) {
    const level = levelOf(answers.get(item.id));
    if (level === undefined) continue;
    for (const target of item.target ? [item.target] : item.outcome.targets)
      levels.set(target, level);
  }
  const outcomes = [...new Set(items.map(({ outcome }) => outcome))];
  return outcomes
    .flatMap(({ steps }) => steps)
    .map((step) => toNext(step, levels))
    .filter(({ effect }) => effect > 0)
    .sort(
      (a, b) =>
        b.effect - a.effect || efforts.indexOf(a.step.effort) - efforts.indexOf(b.step.effort),
    );
}

function toNext(step: Step, levels: ReadonlyMap<Target, number>): NextStep {
  const moves = step.moves.flatMap(({ target, from, to }) => {
    const level = levels.get(target);
    return level !== undefined && from.number <= level && level < to.number
      ? [{ target, from: level, to: to.number }]
      : [];
  });
  return { step, moves, effect: moves.reduce((sum, { from, to }) => sum + to - from, 0) };
}
