import { writtenDate } from '../../lib/dates.ts';
import type { Block, Paper, Question } from './blocks.ts';
import { frameOf } from './committee.ts';
import { type FactQuestion, type Facts, movesOf, outcomeOf } from './facts.ts';
import type { PlanAction } from './needs.ts';
import type { Choices } from './rules/choices.ts';
import { counted, figuresOf, inOrderOfDue, STATUSES } from './rules/plan-figures.ts';

/** What fits on two sides of paper. */
const MOST_QUESTIONS = 8;

/**
 * Two pages for who scrutinises: what the plan says, then questions that can be asked aloud, each with what a good
 * answer sounds like. Questions on targets come from the guide; those on the plan itself are made from what is in it.
 */
export function scrutinyPack(facts: Facts, choices: Choices): Paper {
  const figures = figuresOf(facts.actions, facts.made.on);
  const { round } = facts;
  const stands = round?.sentences.slice(1, 3).join(' ') ?? 'No assessment has been closed yet.';
  return {
    ...frameOf(facts, choices),
    title: 'Questions to ask about our plan',
    head: [
      ...(choices.meeting ? [['For', choices.meeting] as const] : []),
      ['The plan', planLine(facts, figures.all, figures.open.length, figures.overdue.length)],
      ['Where we stand', stands],
    ],
    numbered: false,
    blocks: [
      { kind: 'heading', level: 1, text: 'About the plan itself' },
      ...aboutPlan(facts),
      {
        kind: 'heading',
        level: 1,
        text: figures.open.some(({ target }) => target)
          ? 'About what the plan wants to change'
          : 'About where the council stands lowest',
      },
      ...facts.questions.slice(0, MOST_QUESTIONS).map((each) => toQuestion(facts, each)),
    ],
  };
}

function planLine(facts: Facts, all: number, open: number, late: number): string {
  if (all === 0) return 'The plan holds no action yet.';
  const next = inOrderOfDue(figuresOf(facts.actions, facts.made.on).open).find(
    ({ due }) => due >= facts.made.on,
  );
  const says = `${all} ${all === 1 ? 'action' : 'actions'}, ${open} open, ${late === 0 ? 'none' : late} late.`;
  return next ? `${says} Next: ${next.title}, due ${writtenDate(next.due)}.` : says;
}

/** What in the plan begs a question; the three that matter most. */
function aboutPlan(facts: Facts): Block[] {
  const { overdue, unowned, unmeasured, cost, all } = figuresOf(facts.actions, facts.made.on);
  const ask = (asks: string, about: string, good: string, warning: string): Question => ({
    kind: 'question',
    asks,
    about,
    good,
    warning,
  });
  const first = (actions: readonly PlanAction[]) => `‘${actions[0]?.title}’`;
  const found = [
    ...(all === 0
      ? [
          ask(
            'Which three things will the council do first, and who will do them?',
            'The plan is empty.',
            'Three actions, each with a name, a date and a reason.',
            '“We are still looking at the whole picture.”',
          ),
        ]
      : []),
    ...(overdue.length > 0
      ? [
          ask(
            `What holds up ${first(overdue)}, and who has to decide something for it to go on?`,
            `${counted(overdue.length, 'action is', 'actions are')} past the due date.`,
            'The obstacle by name, a new date, and what is given up to meet it.',
            '“It is nearly done.”',
          ),
        ]
      : []),
    ...(unowned.length > 0
      ? [
          ask(
            `Who will answer for ${first(unowned)} at our next meeting?`,
            `${counted(unowned.length, 'open action has', 'open actions have')} no owner.`,
            'One person or post, who has agreed to it.',
            '“The team as a whole.”',
          ),
        ]
      : []),
    ...(unmeasured.length > 0
      ? [
          ask(
            `How will we know that ${first(unmeasured)} has worked?`,
            `${counted(unmeasured.length, 'open action says', 'open actions say')} nothing on how its benefit is measured.`,
            'A figure from before it began, and the day on which it is counted again.',
            '“Feedback has been positive.”',
          ),
        ]
      : []),
    ...(cost.unknown > 0
      ? [
          ask(
            'What will the whole plan cost, with staff time, and what is not counted?',
            `${counted(cost.unknown, 'action has', 'actions have')} no cost in figures.`,
            'One sum with what is in it, what is left out, and when the rest will be known.',
            '“It is within existing budgets.”',
          ),
        ]
      : []),
  ];
  return found.slice(0, 3).map((each) => ({ ...each, about: capital(each.about) }));
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function toQuestion(facts: Facts, { outcome, target, asks, good, warning }: FactQuestion): Block {
  const found = outcomeOf(facts, outcome);
  const action = inOrderOfDue(facts.actions).find(
    (each) =>
      each.outcome === outcome &&
      each.target === target &&
      each.status !== 'done' &&
      each.status !== 'stopped',
  );
  const name = found?.targets.find(({ id }) => id === target)?.name ?? '';
  const about = action
    ? `${found?.name}. ${action.title} (${STATUSES[action.status].toLowerCase()}${action.due ? `, due ${writtenDate(action.due)}` : ''}), to move ${movesOf(facts, action)}.`
    : `${found?.name}: ${name}.`;
  return {
    kind: 'question',
    about,
    asks,
    good,
    warning,
    ...(found ? { colour: found.colour } : {}),
  };
}
