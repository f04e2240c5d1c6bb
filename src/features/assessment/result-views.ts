import { addresses } from '../../content/addresses.ts';
import { likeFirst } from '../../content/likeness.ts';
import { writtenDate } from '../../lib/dates.ts';
import { toGroupView } from './groups.ts';
import type { AssessmentNeeds, Desk } from './needs.ts';
import { type Answer, type Answers, levelOf, progressOf } from './rules/answers.ts';
import { type Change, findChanges, sayChanges, sayWhy } from './rules/changes.ts';
import type { Mark } from './rules/editions.ts';
import { findNextSteps, type NextStep } from './rules/next-steps.ts';
import { findFindings, toProfile } from './rules/profile.ts';
import { sayDivided, sayFindings, sayLeftOut, sayRow } from './rules/sentences.ts';
import { anchorOf, answerInWords, carriedInWords, itemAddress } from './views.ts';
import { drawResults } from './wheel.ts';

const SHOWN_STEPS = 8;
const EXAMPLES_EACH = 2;

/** Everything that the page of results shows. */
export function toResultsView(needs: AssessmentNeeds, desk: Desk, answers: Answers) {
  const { almanac, findIcon } = needs;
  const quick = desk.sheet.depth === 'quick';
  const profile = toProfile(desk.items, answers);
  const findings = findFindings(profile);
  const next = findNextSteps(
    desk.items,
    answers,
    almanac.about.efforts.map(({ id }) => id),
  );
  const widest = Math.max(0, ...profile.map(({ cells }) => cells.length));
  return {
    desk: { title: desk.title, base: desk.base, open: desk.open, answersAt: desk.answersAt },
    settled: desk.settled,
    kind: desk.sheet.kind,
    edition: desk.sheet.edition,
    handed: desk.handed ?? false,
    prints: needs.print !== undefined,
    voicesAt: desk.voices && `${desk.base}/voices`,
    quick,
    progress: progressOf(desk.items, answers),
    sentences: [
      ...sayFindings(profile, findings, quick),
      ...sayDivided(desk.items, desk.voices ?? new Map()),
    ],
    wheel: drawResults(profile, levelsOf(desk.earlier?.answers)),
    changes: desk.earlier && toChangesView(needs, desk, desk.earlier, answers),
    columns: Array.from({ length: widest }, (_, index) => index + 1),
    rows: profile.map((row) => ({
      outcome: {
        slug: row.outcome.slug,
        name: row.outcome.name,
        href: addresses.outcome(row.outcome),
        icon: findIcon(row.outcome.icon),
      },
      says: sayRow(row, almanac.levels),
      counts: row.counts,
      rated: row.rated,
      called: findings.strong.includes(row.outcome)
        ? 'Firm'
        : findings.gaps.includes(row.outcome)
          ? 'A gap'
          : '',
      left: sayLeftOut(row),
      cells: row.cells.map(({ item, answer, level }) => ({
        id: item.id,
        name: item.name,
        statement: item.statement,
        level,
        says: answerInWords(item, answer),
        description: item.levels.find(({ number }) => number === level)?.description,
        note: answer?.note,
        anchor: anchorOf(item),
        carried: carriedInWords(answer),
        mark: desk.earlier?.marks.get(item.id),
        dissent: answer?.dissent,
        groups: desk.voices?.get(item.id)?.map((shown) => toGroupView(item, shown)),
        evidence: answer?.evidence,
        evidenceDate: answer?.evidenceDate,
        evidenceOwner: answer?.evidenceOwner,
        confidence: CONFIDENCE[answer?.confidence ?? ''],
        href: desk.open ? `${itemAddress(desk, item)}?back=check` : undefined,
      })),
    })),
    levels: almanac.levels,
    next: next.slice(0, SHOWN_STEPS).map((each) => toStepView(needs, desk, each)),
    more: next.slice(SHOWN_STEPS).map((each) => ({
      title: each.step.title,
      href: addresses.step(each.step),
      outcome: each.step.outcome.name,
    })),
  };
}

export const levelsOf = (answers: Answers = new Map()): Map<string, number> =>
  new Map(
    [...answers].flatMap(([id, answer]) => {
      const level = levelOf(answer);
      return level ? [[id, level]] : [];
    }),
  );

function toChangesView(
  { almanac }: AssessmentNeeds,
  { items, handed = false }: Desk,
  earlier: NonNullable<Desk['earlier']>,
  answers: Answers,
) {
  const changes = findChanges(items, earlier.answers, answers);
  const { marks, retired } = earlier;
  const toView = ({ item, from, to }: Change) => ({
    name: item.name,
    outcome: { slug: item.outcome.slug, name: item.outcome.name },
    from: { number: from, name: almanac.levels[from - 1]?.name },
    to: { number: to, name: almanac.levels[to - 1]?.name },
    why: whyMoved(answers.get(item.id), marks.get(item.id)),
  });
  return {
    name: earlier.name,
    says: [...sayChanges(changes, earlier.name), ...sayWhy(changes, { marks, retired, handed })],
    moved: [...changes.up, ...changes.down].map(toView),
  };
}

/** What stands beside a move: that the question changed, or what the new answer rests on. */
function whyMoved(answer: Answer | undefined, mark: Mark | undefined): string {
  if (mark) return `${MOVED[mark.change]} in edition ${mark.edition}: ${mark.why}`;
  if (answer?.evidence)
    return `Another answer, with evidence${answer.evidenceDate ? ` of ${writtenDate(answer.evidenceDate)}` : ''}`;
  return 'Another answer, without evidence yet';
}

const MOVED: Record<Mark['change'], string> = {
  reworded: 'The question was reworded',
  split: 'The question was split',
  merged: 'The question was merged with another',
  new: 'The question was new',
};

const CONFIDENCE: Record<string, string> = {
  opinion: 'an opinion',
  documented: 'documented',
  peer: 'checked by a peer',
};

function toStepView(
  { almanac, cardOf, findIcon, planAddress }: AssessmentNeeds,
  { sheet, base }: Desk,
  next: NextStep,
) {
  const { step, moves, effect } = next;
  const { levels, about } = almanac;
  const council = almanac.councils.find(({ slug }) => slug === (sheet.council ?? sheet.place));
  const ordered = council
    ? likeFirst(step.examples, council, about).map(({ example }) => example)
    : step.examples;
  const nameOf = (level: number) => levels[level - 1]?.name;
  return {
    title: step.title,
    href: addresses.step(step),
    planAt: sheet.council ? planAddress?.(sheet.council, step) : undefined,
    tryAt: `${base}/results/what-if?${new URLSearchParams(
      moves.map(({ target, to }) => [`${target.outcome.slug}.${target.id}`, String(to)]),
    )}`,
    summary: step.summary,
    outcome: {
      slug: step.outcome.slug,
      name: step.outcome.name,
      icon: findIcon(step.outcome.icon),
    },
    effort: about.efforts.find(({ id }) => id === step.effort)?.name,
    time: step.time,
    cost: about.costs.find(({ id }) => id === step.cost)?.name,
    effect,
    moves: moves.map(({ target, from, to }) => ({
      name: target.name,
      href: addresses.target(target),
      from: { number: from, name: nameOf(from) },
      to: { number: to, name: nameOf(to) },
    })),
    examples: ordered.slice(0, EXAMPLES_EACH).map((example) => cardOf(example)),
  };
}
