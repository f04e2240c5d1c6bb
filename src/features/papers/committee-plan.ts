import { writtenDate } from '../../lib/dates.ts';
import { writtenNumber } from '../../lib/numbers.ts';
import type { Block } from './blocks.ts';
import type { Draft } from './committee.ts';
import { costOf, movesOf } from './facts.ts';
import type { PlanAction } from './needs.ts';
import {
  capital,
  counted,
  figuresOf,
  inOrderOfDue,
  listed,
  pounds,
  STATUSES,
} from './rules/plan-figures.ts';

/** The owner as a paper may show it. */
const ownerIn = ({ choices }: Draft, { owner, ownerIsPerson }: PlanAction): string => {
  if (owner === '') return 'Nobody yet';
  return ownerIsPerson && choices.names === 'no' ? 'An officer' : owner;
};

/** More than a committee reads; a paper of thousands of rows would also take long to open. */
const MOST_TOLD = 150;

/** The plan by outcome: what, what it moves, who, by when. */
export function planBlocks(draft: Draft): Block[] {
  const { facts, shown, choices } = draft;
  const figures = figuresOf(facts.actions, facts.made.on);
  const heading: Block = { kind: 'heading', level: 1, text: 'The plan' };
  if (facts.actions.length === 0)
    return [heading, { kind: 'text', text: 'The plan holds no action yet.' }];
  const told = inOrderOfDue(shown).slice(0, MOST_TOLD);
  const states = figures.counts.map(({ name, count }) => `${count} ${name.toLowerCase()}`);
  return [
    heading,
    {
      kind: 'text',
      text: `The plan holds ${counted(figures.all, 'action', 'actions')}: ${listed(states)}. ${lateSentence(figures.overdue.length)}`,
    },
    ...(choices.extent === 'all' || shown.length === figures.all
      ? []
      : [
          {
            kind: 'text' as const,
            text:
              choices.extent === 'soon'
                ? `This report shows ${counted(shown.length, 'action', 'actions')} that ${shown.length === 1 ? 'is' : 'are'} late or due in the next three months.`
                : `This report shows ${counted(shown.length, 'action that is', 'actions that are')} open.`,
          },
        ]),
    ...(told.length < shown.length
      ? [
          {
            kind: 'text' as const,
            text: `The ${told.length} that are due first are listed here. The spreadsheet of the plan holds all ${writtenNumber(shown.length)}.`,
          },
        ]
      : []),
    ...[...facts.outcomes, undefined].flatMap((outcome): Block[] => {
      const slugs = facts.outcomes.map(({ slug }) => slug);
      const actions = told.filter((action) =>
        outcome ? action.outcome === outcome.slug : !slugs.includes(action.outcome),
      );
      if (actions.length === 0) return [];
      return [
        {
          kind: 'heading',
          level: 2,
          text: outcome?.name ?? 'Across all outcomes',
          ...(outcome ? { colour: outcome.colour } : {}),
        },
        {
          kind: 'table',
          caption: '',
          head: ['Action', 'Moves', 'Owner', 'Due', 'Status'],
          widths: [33, 24, 16, 14, 13],
          rows: actions.map((action) => ({
            cells: [
              action.title,
              movesOf(facts, action) || '–',
              ownerIn(draft, action),
              dueIn(action, facts.made.on),
              STATUSES[action.status],
            ],
            ...(outcome ? { colour: outcome.colour } : {}),
          })),
        },
      ];
    }),
  ];
}

const lateSentence = (late: number): string =>
  late === 0 ? 'No action is late.' : `${capital(counted(late, 'is', 'are'))} past the due date.`;

const dueIn = ({ due, status }: PlanAction, today: string): string => {
  if (due === '') return 'No date';
  const late = due < today && status !== 'done' && status !== 'stopped';
  return late ? `${writtenDate(due)} (late)` : writtenDate(due);
};

const MOST_NAMED = 6;

/** What in the plan itself is a risk, then what only the council can add. */
export function riskBlocks({ facts }: Draft): Block[] {
  const { overdue, waiting, unowned, undated, unmeasured } = figuresOf(
    facts.actions,
    facts.made.on,
  );
  const found: [actions: readonly PlanAction[], why: string][] = [
    [overdue, 'past the due date'],
    [waiting, 'waiting for another action to finish'],
    [unowned, 'without an owner'],
    [undated, 'without a due date'],
    [unmeasured, 'without a way to measure the benefit'],
  ];
  const rows = found
    .filter(([actions]) => actions.length > 0)
    .map(([actions, why]) => {
      const named = actions.slice(0, MOST_NAMED).map(({ title }) => title);
      const more = actions.length - named.length;
      return {
        cells: [
          capital(why),
          `${actions.length}`,
          [...named, ...(more > 0 ? [`and ${more} more`] : [])].join('; '),
        ],
      };
    });
  return [
    { kind: 'heading', level: 1, text: 'Risks' },
    {
      kind: 'text',
      text:
        facts.actions.length === 0
          ? 'The plan holds no action yet. That it stays empty is the first risk.'
          : rows.length === 0
            ? 'Every open action has an owner, a due date and a measure, and none is late or waiting.'
            : 'The table shows what in the plan itself puts its results at risk. An action can stand in more than one row.',
    },
    ...(rows.length > 0
      ? [
          {
            kind: 'table' as const,
            caption: 'What in the plan is at risk',
            head: ['Open actions that are', 'How many', 'Which'],
            widths: [30, 13, 57],
            figures: [1],
            rows,
          },
        ]
      : []),
    {
      kind: 'prompt',
      who: 'Risk owner',
      asks: [
        'What happens to residents if this plan is late, or stops?',
        'Which of these risks stand in the corporate risk register, and at what score?',
      ],
    },
  ];
}

/** What is known of cost, and how much is not. */
export function financeBlocks({ facts, shown }: Draft): Block[] {
  const { cost } = figuresOf(facts.actions, facts.made.on);
  const priced = inOrderOfDue(
    shown.filter((action) => action.status !== 'stopped' && costOf(facts, action) !== ''),
  );
  const known =
    cost.known === 0
      ? 'No action has a cost in figures yet.'
      : `${capital(counted(cost.known, 'action has', 'actions have'))} a cost in figures, together ${pounds(cost.sum)}.`;
  const unknown =
    cost.unknown === 0
      ? ''
      : ` ${capital(counted(cost.unknown, 'has', 'have'))} none, so the whole cost of the plan is not known.`;
  return [
    { kind: 'heading', level: 1, text: 'Finance' },
    { kind: 'text', text: `${known}${unknown} Stopped actions are left out.` },
    ...(priced.length > 0
      ? [
          {
            kind: 'table' as const,
            caption: 'Costs as they stand in the plan',
            head: ['Action', 'Cost'],
            widths: [76, 24],
            figures: [1],
            rows: priced.slice(0, MOST_PRICED).map((action) => ({
              cells: [action.title, costOf(facts, action)],
            })),
          },
        ]
      : []),
    ...(priced.length > MOST_PRICED
      ? [
          {
            kind: 'text' as const,
            text: `${capital(counted(priced.length - MOST_PRICED, 'more action with a cost is', 'more actions with a cost are'))} in the spreadsheet of the plan.`,
          },
        ]
      : []),
    {
      kind: 'prompt',
      who: 'Chief finance officer',
      asks: [
        'Which budget pays for this, capital or revenue, and in which years?',
        'Which savings does the budget already count, and is any counted twice?',
      ],
    },
  ];
}

const MOST_PRICED = 30;
