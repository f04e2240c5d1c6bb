import { addresses } from '../../content/addresses.ts';
import type { Outcome, Step, Target } from '../../content/almanac.ts';
import type { PlanNeeds } from './needs.ts';
import type { Action } from './rules/action.ts';
import { type Levels, refOf, stepsFor } from './rules/drafts.ts';
import { toOutcomeView } from './views.ts';

/** What can be put into the plan from one page: groups of choices, each with what is there already. */

type Needs = Pick<PlanNeeds, 'almanac' | 'findIcon'>;
const STEPS_EACH = 3;

const toStepChoice = ({ almanac }: Needs, step: Step, actions: readonly Action[]) => ({
  value: `step:${refOf(step)}`,
  text: step.title,
  href: addresses.step(step),
  says: [
    almanac.about.efforts.find(({ id }) => id === step.effort)?.name,
    step.time,
    almanac.about.costs.find(({ id }) => id === step.cost)?.name,
  ]
    .filter(Boolean)
    .join('. '),
  there: actions.some((action) => action.step === refOf(step)),
});

/** The steps of an outcome, by the target that each moves first; all outcomes when none is chosen. */
export function stepsOf(
  needs: Needs,
  outcome: Outcome | undefined,
  levels: Levels,
  actions: readonly Action[],
) {
  const { almanac } = needs;
  if (!outcome) return [];
  const byTarget = Map.groupBy(outcome.steps, (step) => step.moves[0]?.target);
  return [...byTarget].map(([target, steps]) => ({
    name: target?.name ?? outcome.name,
    statement: target?.statement,
    outcome: toOutcomeView(needs, outcome.slug),
    level: target && levelView(almanac.levels, levels.get(`${outcome.slug}.${target.id}`)),
    choices: steps.map((step) => toStepChoice(needs, step, actions)),
  }));
}

/**
 * The targets that stand below the top, lowest first, each with the steps that move it and an action of one's own.
 * @param asked refs of targets that come first, because somebody chose them on another page
 */
export function gapsOf(
  needs: Needs,
  levels: Levels,
  actions: readonly Action[],
  asked: readonly string[],
) {
  const { almanac } = needs;
  const targets = almanac.outcomes.flatMap((outcome) => outcome.targets);
  const levelOf = (target: Target) => levels.get(`${target.outcome.slug}.${target.id}`);
  const first = (target: Target) => (asked.includes(refOf(target)) ? 0 : 1);
  return targets
    .flatMap((target) => {
      const level = levelOf(target);
      return level !== undefined && level < almanac.levels.length ? [{ target, level }] : [];
    })
    .sort((a, b) => first(a.target) - first(b.target) || a.level - b.level)
    .map(({ target, level }) => ({
      name: target.name,
      statement: target.statement,
      outcome: toOutcomeView(needs, target.outcome.slug),
      level: levelView(almanac.levels, level),
      choices: [
        ...stepsFor(target, level)
          .slice(0, STEPS_EACH)
          .map((step) => toStepChoice(needs, step, actions)),
        {
          value: `target:${refOf(target)}`,
          text: `An action of our own, to reach “${almanac.levels[level]?.name ?? ''}”`,
          href: undefined,
          says: '',
          there: actions.some(
            (action) =>
              action.step === '' &&
              action.outcome === target.outcome.slug &&
              action.target === target.id,
          ),
        },
      ],
    }));
}

const levelView = (levels: readonly { name: string }[], number: number | undefined) =>
  number === undefined ? undefined : { number, name: levels[number - 1]?.name ?? '' };
