import type { Council, Question, Role, Step, Target } from '../../content/almanac.ts';
import { renderMarkdown } from '../../content/markdown.ts';
import { STEP_HEADING, splitSections } from '../../content/sections.ts';
import { withArticle } from '../../lib/article.ts';
import { neighboursOf, page } from '../../web/page-view.ts';
import { addressesFor } from './addresses.ts';
import { groupQuestions, orderRoles } from './order.ts';
import { toStories } from './stories.ts';
import {
  type Guide,
  toAppliesText,
  toOutcomeCard,
  toQuestionSummary,
  toSourceView,
  toStepSummary,
  toTargetSummary,
} from './summaries.ts';
import { trailTo } from './trail.ts';

export function toTargetView(guide: Guide, target: Target, reader?: Role, council?: Council) {
  const to = addressesFor(reader, council);
  const { outcome } = target;
  const [first] = orderRoles(guide.almanac.roles, reader);
  return {
    page: page(target.statement, target.why, addressesFor(reader).target(target), {
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
    stories: toStories(guide, target.examples, {
      path: addressesFor().target(target),
      council,
    }),
    steps: target.steps.map((step) => toStepSummary(guide.almanac, step, to)),
    questions: groupQuestions(target.questions, orderRoles(guide.almanac.roles, reader)).map(
      ({ role, questions }) => ({
        heading: `For ${withArticle(role.name)} to ask`,
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

/** Examples that show a step in use, then those of the targets that it moves. */
const storiesOf = (step: Step) => [
  ...new Set([...step.examples, ...step.moves.flatMap(({ target }) => target.examples)]),
];

export function toStepView(guide: Guide, step: Step, reader?: Role, council?: Council) {
  const to = addressesFor(reader, council);
  const { outcome } = step;
  const [actions = '', ...rest] = step.body.split(/^## /m);
  return {
    page: page(step.title, step.summary, addressesFor(reader).step(step), {
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
    together: `/together?step=${encodeURIComponent(`${outcome.slug}/${step.id}`)}`,
    stories: toStories(guide, storiesOf(step), {
      path: addressesFor().step(step),
      council,
      most: 4,
    }),
    neighbours: neighboursOf(outcome.steps, step, (each) => ({
      text: each.title,
      href: to.step(each),
    })),
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
    role: withArticle(question.role.name),
    question: toQuestionSummary(question, to),
    target: toTargetSummary(target, to),
    others: target.questions
      .filter((other) => other !== question)
      .map((other) => ({
        question: other.question,
        role: withArticle(other.role.name),
        href: to.question(other),
      })),
  };
}
