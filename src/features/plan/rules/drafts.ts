import type {
  Almanac,
  Example,
  Outcome,
  Question,
  Step,
  Target,
} from '../../../content/almanac.ts';
import { type Draft, EMPTY_DRAFT } from './action.ts';

/** Levels 1 to 4 by `outcome.target`, as the council agreed them last. */
export type Levels = ReadonlyMap<string, number>;

/** Longest title of an action, in characters. */
export const LONGEST_TITLE = 150;

/** A reference to a part of the guide in an address: `outcome/id`. */
export const refOf = (part: { id: string; outcome: Pick<Outcome, 'slug'> }): string =>
  `${part.outcome.slug}/${part.id}`;

function partOf<T extends { id: string }>(
  { outcomes }: Pick<Almanac, 'outcomes'>,
  ref: string,
  list: (outcome: Outcome) => readonly T[],
): T | undefined {
  const [slug, id] = ref.split('/');
  const outcome = outcomes.find((each) => each.slug === slug);
  return outcome && list(outcome).find((each) => each.id === id);
}

export const findStep = (almanac: Pick<Almanac, 'outcomes'>, ref: string): Step | undefined =>
  partOf(almanac, ref, ({ steps }) => steps);
export const findTarget = (almanac: Pick<Almanac, 'outcomes'>, ref: string): Target | undefined =>
  partOf(almanac, ref, ({ targets }) => targets);
export const findQuestion = (
  almanac: Pick<Almanac, 'outcomes'>,
  ref: string,
): Question | undefined => partOf(almanac, ref, ({ questions }) => questions);
export const findExample = (
  { examples }: Pick<Almanac, 'examples'>,
  slug: string,
): Example | undefined => examples.find((each) => each.slug === slug);

const keyOf = (target: Target): string => `${target.outcome.slug}.${target.id}`;

/** An action that does a step; it moves the target that gains most from where the council stands. */
export function draftFromStep(step: Step, levels: Levels): Draft {
  const moves = step.moves.map(({ target, from, to }) => {
    const now = levels.get(keyOf(target)) ?? from.number;
    return { target, from: now, to: to.number, gain: to.number - now };
  });
  const [best] = moves.toSorted((a, b) => b.gain - a.gain);
  return {
    ...EMPTY_DRAFT,
    title: cut(step.title),
    outcome: step.outcome.slug,
    target: best?.target.id ?? '',
    ...(best && best.gain > 0 ? { fromLevel: best.from, toLevel: best.to } : {}),
    why: step.summary,
    effort: step.effort,
    costBand: step.cost,
    measure: `Done when ${step.done}`,
    step: refOf(step),
  };
}

/** An action of the council's own that moves a target up by one level. */
export function draftFromTarget(
  target: Target,
  levels: Levels,
  levelNames: readonly { name: string }[],
): Draft {
  const from = levels.get(keyOf(target)) ?? 1;
  const to = Math.min(from + 1, levelNames.length);
  return {
    ...EMPTY_DRAFT,
    title: cut(`${target.name}: reach “${levelNames[to - 1]?.name ?? ''}”`),
    outcome: target.outcome.slug,
    target: target.id,
    ...(to > from ? { fromLevel: from, toLevel: to } : {}),
    why: target.why,
    measure: target.measure,
  };
}

/** An action that does what others did. */
export function draftFromExample(example: Example, levels: Levels): Draft {
  const target = example.targets[0];
  const level = target && levels.get(keyOf(target));
  return {
    ...EMPTY_DRAFT,
    title: cut(`Try here: ${example.title}`),
    outcome: target?.outcome.slug ?? example.outcomes[0]?.slug ?? '',
    target: target?.id ?? '',
    ...(level !== undefined && level < TOP ? { fromLevel: level, toLevel: level + 1 } : {}),
    why: example.summary,
    example: example.slug,
  };
}
const TOP = 4;

/** An action that makes the council able to answer a question. */
export function draftFromQuestion(question: Question, levels: Levels): Draft {
  const { target } = question;
  const level = levels.get(keyOf(target));
  return {
    ...EMPTY_DRAFT,
    title: cut(`Be able to answer: “${question.question}”`),
    outcome: question.outcome.slug,
    target: target.id,
    ...(level !== undefined && level < TOP ? { fromLevel: level, toLevel: level + 1 } : {}),
    measure: question.good,
    question: refOf(question),
  };
}

/** The steps that move a target from where it stands, largest gain first, then in the order of the guide. */
export const stepsFor = (target: Target, level: number): Step[] =>
  target.steps
    .flatMap((step) => {
      const move = step.moves.find((each) => each.target === target);
      return move && move.from.number <= level && level < move.to.number
        ? [{ step, gain: move.to.number - level }]
        : [];
    })
    .sort((a, b) => b.gain - a.gain)
    .map(({ step }) => step);

/**
 * The draft that an address asks for by `?step=`, `?target=`, `?example=` or `?question=`.
 * @returns an empty draft when it asks for nothing; nothing when it asks for something the guide does not have
 */
export function draftAsked(
  almanac: Almanac,
  query: URLSearchParams,
  levels: Levels,
): Draft | undefined {
  const asked = (name: string) => query.get(name) ?? '';
  if (asked('step')) {
    const step = findStep(almanac, asked('step'));
    return step && draftFromStep(step, levels);
  }
  if (asked('target')) {
    const target = findTarget(almanac, asked('target'));
    return target && draftFromTarget(target, levels, almanac.levels);
  }
  if (asked('example')) {
    const example = findExample(almanac, asked('example'));
    return example && draftFromExample(example, levels);
  }
  if (asked('question')) {
    const question = findQuestion(almanac, asked('question'));
    return question && draftFromQuestion(question, levels);
  }
  const outcome = almanac.outcomes.find(({ slug }) => slug === asked('outcome'));
  return { ...EMPTY_DRAFT, outcome: outcome?.slug ?? '' };
}

function cut(title: string): string {
  const chars = [...title];
  return chars.length > LONGEST_TITLE
    ? `${chars
        .slice(0, LONGEST_TITLE - 1)
        .join('')
        .trimEnd()}…`
    : title;
}
