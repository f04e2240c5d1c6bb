import type {
  Almanac,
  Applies,
  Example,
  Outcome,
  Question,
  Reading,
  SourceReference,
  Step,
  Target,
} from '../../content/almanac.ts';
import { renderInline } from '../../content/markdown.ts';
import type { Addresses } from './addresses.ts';

/** Gives the drawing of an icon; made by the web layer, handed in by the composition root. */
export type FindIcon = (name: string) => string | undefined;

/** Everything that the views of the guide are made from. */
export interface Guide {
  almanac: Almanac;
  findIcon: FindIcon;
  /** How an example is shown in a list: the practice library's way. */
  cardOf: (example: Example) => object;
}

export function toOutcomeCard(guide: Guide, outcome: Outcome, to: Addresses) {
  return {
    slug: outcome.slug,
    number: outcome.number,
    name: outcome.name,
    short: outcome.short,
    summary: outcome.summary,
    icon: guide.findIcon(outcome.icon) ?? '',
    href: to.outcome(outcome),
  };
}

export function toTargetSummary(target: Target, to: Addresses) {
  return {
    id: target.id,
    number: `${target.outcome.number}.${target.number}`,
    name: target.name,
    statement: target.statement,
    why: target.why,
    href: to.target(target),
    levels: target.levels.map(({ level, description }) => ({
      ...level,
      number: level.number,
      description,
    })),
    applies: toAppliesText(target.applies),
  };
}

export function toStepSummary(almanac: Almanac, step: Step, to: Addresses) {
  return {
    id: step.id,
    number: step.number,
    title: step.title,
    summary: step.summary,
    href: to.step(step),
    who: step.who,
    time: step.time,
    effort: almanac.about.efforts.find((effort) => effort.id === step.effort)?.name ?? step.effort,
    cost: almanac.about.costs.find((cost) => cost.id === step.cost)?.name ?? step.cost,
    moves: step.moves.map(({ target, from, to: reached }) => ({
      name: target.name,
      href: to.target(target),
      from,
      to: reached,
    })),
  };
}

export function toQuestionSummary(question: Question, to: Addresses) {
  return {
    id: question.id,
    question: question.question,
    good: renderInline(question.good),
    warning: renderInline(question.warning),
    href: to.question(question),
  };
}

export function toReadingView(reading: Reading) {
  return {
    id: reading.id,
    title: reading.title,
    publisher: reading.publisher,
    url: reading.url,
    year: reading.year,
    minutes: reading.minutes,
    where: reading.nations === 'all' ? '' : reading.nations.join(', '),
    use: reading.use,
    readers: reading.roles.map((role) => role.name.toLowerCase()).join(', '),
  };
}

export const toSourceView = ({ title, publisher, url, date }: SourceReference) => ({
  title,
  publisher,
  url,
  date,
});

export function toAppliesText(applies: Applies): string {
  const where = applies.nations === 'all' ? '' : `${list(applies.nations)} only.`;
  return [where, applies.note].filter(Boolean).join(' ');
}

const list = (items: readonly string[]) =>
  new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(items);

/** How much there is, for the pages that say so. */
export function countAll({ outcomes, examples }: Almanac) {
  const count = (pick: (outcome: Outcome) => readonly unknown[]) =>
    outcomes.reduce((sum, outcome) => sum + pick(outcome).length, 0);
  return {
    outcomes: outcomes.length,
    targets: count((outcome) => outcome.targets),
    levels: count((outcome) => outcome.targets.flatMap((target) => target.levels)),
    steps: count((outcome) => outcome.steps),
    questions: count((outcome) => outcome.questions),
    readings: count((outcome) => outcome.readings),
    examples: examples.length,
  };
}
