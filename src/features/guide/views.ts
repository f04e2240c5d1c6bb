import type {
  Almanac,
  Applies,
  Outcome,
  Question,
  Reading,
  Role,
  SourceReference,
  Step,
  Target,
} from '../../content/almanac.ts';
import { renderInline, renderMarkdown } from '../../content/markdown.ts';
import { STEP_HEADING, splitSections } from '../../content/sections.ts';
import { type Addresses, addressesFor } from './addresses.ts';
import {
  groupQuestions,
  groupReadings,
  orderParts,
  orderRoles,
  type Part,
  spreadQuestions,
} from './order.ts';
import { drawWheel } from './wheel.ts';

/** What the layout needs of every page. */
export interface PageView {
  title: string;
  description: string;
  path: string;
  /** The address that stands for all variants of the page. */
  canonical: string;
  kind: string;
  outcome?: string;
  role?: string;
  trail?: { text: string; href?: string }[];
}

/** Gives the drawing of an icon; made by the web layer, handed in by the composition root. */
export type FindIcon = (name: string) => string | undefined;

/** Everything that the views of the guide are made from. */
export interface Guide {
  almanac: Almanac;
  findIcon: FindIcon;
}

const PART_NAMES: Record<Part, string> = {
  why: 'Why it matters',
  advice: 'What you can do',
  targets: 'What good looks like',
  steps: 'Simple steps',
  questions: 'Questions to ask',
  wrong: 'What goes wrong',
  reading: 'Recommended reading',
};

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

export function toHomeView(guide: Guide) {
  const { almanac } = guide;
  const to = addressesFor();
  const { about } = almanac;
  const sectors = drawWheel(almanac.outcomes.length);
  return {
    page: page('Home', about.purpose, '/', { kind: 'home' }),
    tagline: about.tagline,
    purpose: about.purpose,
    count: almanac.outcomes.length,
    roles: almanac.roles.map((role) => ({
      choice: role.choice,
      summary: role.summary,
      href: `/for/${role.id}`,
    })),
    wheel: almanac.outcomes.map((outcome, index) => ({
      ...toOutcomeCard(guide, outcome, to),
      sector: sectors[index],
    })),
    totals: countAll(almanac),
  };
}

export function toOutcomesView(guide: Guide) {
  const to = addressesFor();
  return {
    page: page(
      'The outcomes compared',
      `All ${guide.almanac.outcomes.length} outcomes at a glance, with their targets.`,
      '/outcomes',
      { kind: 'outcomes', trail: [home()] },
    ),
    totals: countAll(guide.almanac),
    outcomes: guide.almanac.outcomes.map((outcome) => ({
      ...toOutcomeCard(guide, outcome, to),
      targets: outcome.targets.map((target) => ({ name: target.name, href: to.target(target) })),
      counts: {
        steps: outcome.steps.length,
        questions: outcome.questions.length,
        readings: outcome.readings.length,
      },
    })),
  };
}

export function toRoleView(guide: Guide, role: Role) {
  const to = addressesFor(role);
  return {
    page: page(role.name, role.summary, `/for/${role.id}`, {
      kind: 'role',
      role: role.id,
      trail: [home()],
    }),
    choice: role.choice,
    name: role.name,
    summary: role.summary,
    start: role.start,
    lead: role.lead,
    outcomes: guide.almanac.outcomes.map((outcome) => ({
      ...toOutcomeCard(guide, outcome, to),
      briefing: `/outcomes/${outcome.slug}/briefing`,
      leads: leadsOf(outcome, role, to),
    })),
  };
}

function leadsOf(outcome: Outcome, role: Role, to: Addresses): { text: string; href: string }[] {
  if (role.lead === 'step') {
    return outcome.steps.slice(0, 2).map((step) => ({ text: step.title, href: to.step(step) }));
  }
  if (role.lead === 'target') {
    return outcome.targets.map((target) => ({ text: target.statement, href: to.target(target) }));
  }
  const own = outcome.questions.filter((question) => question.role === role);
  return spreadQuestions(own, 2).map((question) => ({
    text: `“${question.question}”`,
    href: to.question(question),
  }));
}

export function toOutcomeView(guide: Guide, outcome: Outcome, reader?: Role) {
  const { almanac } = guide;
  const to = addressesFor(reader);
  const { about } = almanac;
  const card = toOutcomeCard(guide, outcome, to);
  const parts = orderParts(reader).map((id) => ({
    id,
    name: id === 'advice' && reader ? adviceName(reader) : PART_NAMES[id],
  }));
  return {
    page: page(outcome.name, outcome.summary, card.href, {
      kind: 'outcome',
      canonical: `/outcomes/${outcome.slug}`,
      outcome: outcome.slug,
      trail: trailTo(reader),
      ...(reader ? { role: reader.id } : {}),
    }),
    outcome: card,
    definition: outcome.definition,
    briefing: `/outcomes/${outcome.slug}/briefing`,
    reader: reader && { name: reader.name, change: `/outcomes/${outcome.slug}` },
    readers: almanac.roles
      .filter((role) => role !== reader)
      .map((role) => ({
        name: role.name,
        href: addressesFor(role).outcome(outcome),
      })),
    parts,
    why: renderMarkdown(outcome.text.why),
    advice: adviceFor(outcome, reader),
    wrong: renderMarkdown(outcome.text.wrong),
    figures: outcome.figures.map(({ figure, says, who, source }) => ({
      figure,
      says,
      who,
      source,
    })),
    targets: outcome.targets.map((target) => toTargetSummary(target, to)),
    steps: outcome.steps.map((step) => toStepSummary(almanac, step, to)),
    questions: groupQuestions(outcome.questions, orderRoles(almanac.roles, reader)).map(
      (group, index) => ({
        heading: `For a ${group.role.name.toLowerCase()} to ask`,
        id: `questions-${group.role.id}`,
        open: index === 0,
        questions: group.questions.map((question) => toQuestionSummary(question, to)),
      }),
    ),
    readings: groupReadings(outcome.readings, about.kinds, reader).map(({ kind, readings }) => ({
      name: kind.name,
      readings: readings.map((reading) => toReadingView(reading)),
    })),
    ties: outcome.ties.map((tie) => ({ ...toOutcomeCard(guide, tie.outcome, to), why: tie.why })),
    neighbours: neighboursOf(almanac.outcomes, outcome, (each) => ({
      text: each.name,
      href: to.outcome(each),
    })),
    review: outcome.review,
    owner: outcome.owner,
  };
}

const adviceName = (reader: Role) =>
  reader.advice === 'councillors' ? 'For councillors' : 'For officers';

function adviceFor(outcome: Outcome, reader?: Role) {
  const both = [
    { id: 'councillors', name: 'For councillors', html: renderMarkdown(outcome.text.councillors) },
    { id: 'officers', name: 'For officers', html: renderMarkdown(outcome.text.officers) },
  ];
  return reader ? both.filter(({ id }) => id === reader.advice) : both;
}

function toTargetSummary(target: Target, to: Addresses) {
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

export function toTargetView(guide: Guide, target: Target, reader?: Role) {
  const to = addressesFor(reader);
  const { outcome } = target;
  const [first] = orderRoles(guide.almanac.roles, reader);
  return {
    page: page(target.statement, target.why, to.target(target), {
      kind: 'target',
      canonical: addressesFor().target(target),
      outcome: outcome.slug,
      trail: trailTo(reader, outcome),
      ...(reader ? { role: reader.id } : {}),
    }),
    outcome: toOutcomeCard(guide, outcome, to),
    target: {
      ...toTargetSummary(target, to),
      measure: target.measure,
      evidence: target.evidence,
      sources: target.sources.map(toSourceView),
      review: target.review,
    },
    steps: target.steps.map((step) => toStepSummary(guide.almanac, step, to)),
    questions: groupQuestions(target.questions, orderRoles(guide.almanac.roles, reader)).map(
      ({ role, questions }) => ({
        heading: `For a ${role.name.toLowerCase()} to ask`,
        id: `questions-${role.id}`,
        open: role === first,
        questions: questions.map((question) => toQuestionSummary(question, to)),
      }),
    ),
    neighbours: neighboursOf(outcome.targets, target, (each) => ({
      text: each.name,
      href: to.target(each),
    })),
  };
}

function toStepSummary(almanac: Almanac, step: Step, to: Addresses) {
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

export function toStepView(guide: Guide, step: Step, reader?: Role) {
  const to = addressesFor(reader);
  const { outcome } = step;
  const [actions = '', ...rest] = step.body.split(/^## /m);
  return {
    page: page(step.title, step.summary, to.step(step), {
      kind: 'step',
      canonical: addressesFor().step(step),
      outcome: outcome.slug,
      trail: trailTo(reader, outcome),
      ...(reader ? { role: reader.id } : {}),
    }),
    outcome: toOutcomeCard(guide, outcome, to),
    step: {
      ...toStepSummary(guide.almanac, step, to),
      done: step.done,
      actions: renderMarkdown(actions),
      watch: renderMarkdown(splitSections(`## ${rest.join('## ')}`).get(STEP_HEADING) ?? ''),
      applies: toAppliesText(step.applies),
      sources: step.sources.map(toSourceView),
      review: step.review,
      count: outcome.steps.length,
    },
    neighbours: neighboursOf(outcome.steps, step, (each) => ({
      text: each.title,
      href: to.step(each),
    })),
  };
}

function toQuestionSummary(question: Question, to: Addresses) {
  return {
    id: question.id,
    question: question.question,
    good: renderInline(question.good),
    warning: renderInline(question.warning),
    href: to.question(question),
  };
}

export function toQuestionView(guide: Guide, question: Question, reader?: Role) {
  const to = addressesFor(reader);
  const { outcome, target } = question;
  return {
    page: page(
      question.question,
      `What a good answer sounds like, and a warning sign.`,
      to.question(question),
      {
        kind: 'question',
        canonical: addressesFor().question(question),
        outcome: outcome.slug,
        trail: trailTo(reader, outcome),
        ...(reader ? { role: reader.id } : {}),
      },
    ),
    outcome: toOutcomeCard(guide, outcome, to),
    role: question.role.name.toLowerCase(),
    question: toQuestionSummary(question, to),
    target: toTargetSummary(target, to),
    others: target.questions
      .filter((other) => other !== question)
      .map((other) => ({
        question: other.question,
        role: other.role.name.toLowerCase(),
        href: to.question(other),
      })),
  };
}

export function toBriefingView(guide: Guide, outcome: Outcome) {
  const to = addressesFor();
  const [councillor] = guide.almanac.roles;
  const asked = outcome.questions.filter((question) => question.role === councillor);
  return {
    page: page(`Briefing: ${outcome.name}`, outcome.summary, `/outcomes/${outcome.slug}/briefing`, {
      kind: 'briefing',
      outcome: outcome.slug,
      trail: trailTo(undefined, outcome),
    }),
    outcome: toOutcomeCard(guide, outcome, to),
    definition: outcome.definition,
    figures: outcome.figures.map(({ figure, says, who, source }) => ({
      figure,
      says,
      who,
      source,
    })),
    targets: outcome.targets.map((target) => toTargetSummary(target, to)),
    questions: spreadQuestions(asked, 6).map((question) => toQuestionSummary(question, to)),
    steps: outcome.steps.slice(0, 4).map((step) => toStepSummary(guide.almanac, step, to)),
    address: to.outcome(outcome),
  };
}

function toReadingView(reading: Reading) {
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

const toSourceView = ({ title, publisher, url, date }: SourceReference) => ({
  title,
  publisher,
  url,
  date,
});

function toAppliesText(applies: Applies): string {
  const where = applies.nations === 'all' ? '' : `${list(applies.nations)} only.`;
  return [where, applies.note].filter(Boolean).join(' ');
}

const list = (items: readonly string[]) =>
  new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(items);

/** How much there is, for the pages that say so. */
export function countAll({ outcomes }: Almanac) {
  const count = (pick: (outcome: Outcome) => readonly unknown[]) =>
    outcomes.reduce((sum, outcome) => sum + pick(outcome).length, 0);
  return {
    outcomes: outcomes.length,
    targets: count((outcome) => outcome.targets),
    levels: count((outcome) => outcome.targets.flatMap((target) => target.levels)),
    steps: count((outcome) => outcome.steps),
    questions: count((outcome) => outcome.questions),
    readings: count((outcome) => outcome.readings),
  };
}

const home = () => ({ text: 'Home', href: '/' });

function trailTo(reader: Role | undefined, outcome?: Outcome) {
  const to = addressesFor(reader);
  const guide = { text: reader ? reader.name : 'The outcomes', href: to.outcomes };
  return outcome
    ? [home(), guide, { text: outcome.name, href: to.outcome(outcome) }]
    : [home(), guide];
}

function neighboursOf<T>(
  items: readonly T[],
  item: T,
  link: (item: T) => { text: string; href: string },
) {
  const index = items.indexOf(item);
  const [before, after] = [items[index - 1], items[index + 1]];
  return { previous: before && link(before), next: after && link(after) };
}

function page(
  title: string,
  description: string,
  path: string,
  rest: Partial<PageView> & { kind: string },
): PageView {
  return {
    title,
    description: description.replaceAll(/\s+/g, ' ').trim(),
    path,
    canonical: path,
    ...rest,
  };
}
