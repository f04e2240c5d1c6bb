import type { Council, Outcome, Role } from '../../content/almanac.ts';
import { renderMarkdown } from '../../content/markdown.ts';
import { withArticle } from '../../lib/article.ts';
import { neighboursOf, page } from '../../web/page-view.ts';
import { addressesFor } from './addresses.ts';
import {
  groupQuestions,
  groupReadings,
  orderParts,
  orderRoles,
  type Part,
  spreadQuestions,
} from './order.ts';
import { toStories } from './stories.ts';
import {
  type Guide,
  toOutcomeCard,
  toQuestionSummary,
  toReadingView,
  toStepSummary,
  toTargetSummary,
} from './summaries.ts';
import { trailTo } from './trail.ts';

const PART_NAMES: Record<Part, string> = {
  why: 'Why it matters',
  advice: 'What you can do',
  targets: 'What good looks like',
  steps: 'Simple steps',
  questions: 'Questions to ask',
  examples: 'What councils did',
  wrong: 'What goes wrong',
  reading: 'Recommended reading',
};

export function toOutcomeView(guide: Guide, outcome: Outcome, reader?: Role, council?: Council) {
  const { almanac } = guide;
  const to = addressesFor(reader, council);
  const path = addressesFor(reader).outcome(outcome);
  const { about } = almanac;
  const card = toOutcomeCard(guide, outcome, to);
  const shown = orderParts(reader).filter((id) => id !== 'examples' || outcome.examples.length > 0);
  const parts = shown.map((id) => ({
    id,
    name: id === 'advice' && reader ? adviceName(reader) : PART_NAMES[id],
  }));
  return {
    page: page(outcome.name, outcome.summary, path, {
      kind: 'outcome',
      canonical: `/outcomes/${outcome.slug}`,
      outcome: outcome.slug,
      trail: trailTo(reader),
      ...(reader ? { role: reader.id } : {}),
    }),
    outcome: card,
    definition: outcome.definition,
    stories: {
      ...toStories(guide, outcome.examples, { path: addressesFor().outcome(outcome), council }),
      all: `/practice?outcome=${outcome.slug}${council ? `&council=${council.slug}` : ''}`,
    },
    briefing: `/outcomes/${outcome.slug}/briefing`,
    path: `/outcomes/${outcome.slug}`,
    together: `/together?outcome=${outcome.slug}`,
    reader: reader && {
      name: reader.name,
      change: addressesFor(undefined, council).outcome(outcome),
    },
    readers: almanac.roles
      .filter((role) => role !== reader)
      .map((role) => ({
        name: role.name,
        href: addressesFor(role, council).outcome(outcome),
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
        heading: `For ${withArticle(group.role.name)} to ask`,
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
