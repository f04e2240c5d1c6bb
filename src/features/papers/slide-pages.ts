import { writtenDate } from '../../lib/dates.ts';
import { type Facts, movesOf, outcomeOf } from './facts.ts';
import type { PlanAction } from './needs.ts';
import { type Drawing, drawMatrix, drawWheel } from './pictures.ts';
import type { Choices } from './rules/choices.ts';
import {
  capital,
  counted,
  figuresOf,
  inOrderOfDue,
  listed,
  pounds,
  STATUSES,
} from './rules/plan-figures.ts';

/** One slide before it is drawn. */
export interface SlidePage {
  title: string;
  lines?: readonly string[];
  bullets?: true;
  picture?: Drawing & { alt: string };
  table?: {
    head: readonly string[];
    rows: readonly (readonly string[])[];
    widths: readonly number[];
  };
  /** For who speaks. */
  notes?: string;
}

/** What fits on one slide. */
const MOST_ROWS = 7;
const MOST_LINES = 6;

/** The eight slides: title, wheel, matrix, what changed, the plan, what comes next, risks and money, what we ask. */
export function slidePages(
  facts: Facts,
  shown: readonly PlanAction[],
  { meeting, on, names }: Pick<Choices, 'meeting' | 'on' | 'names'>,
): SlidePage[] {
  const figures = figuresOf(facts.actions, facts.made.on);
  const next = inOrderOfDue(figuresOf(shown, facts.made.on).open);
  const states = figures.counts.map(({ name, count }) => `${count} ${name.toLowerCase()}`);
  return [
    {
      title: 'Where we stand on digital, and what we do next',
      lines: [
        [meeting, on && writtenDate(on)].filter(Boolean).join(', ') || writtenDate(facts.made.on),
      ],
    },
    ...standPages(facts),
    changedPage(facts),
    {
      title:
        figures.all === 0
          ? 'The plan is still empty'
          : `The plan: ${counted(figures.all, 'action', 'actions')}, by outcome`,
      ...(figures.all === 0
        ? { lines: ['Three first actions, each with a name and a date, would begin it.'] }
        : {
            lines: [`${capital(listed(states))}.`, ...byOutcome(facts, shown)],
            bullets: true as const,
          }),
    },
    {
      title: 'What comes next',
      ...(next.length === 0
        ? { lines: ['No open action is shown.'] }
        : {
            table: {
              head: ['Action', 'Moves', 'Owner', 'Due', 'Status'],
              widths: [36, 27, 16, 14, 11],
              rows: next
                .slice(0, MOST_ROWS)
                .map((action) => [
                  short(action.title, 80),
                  movesOf(facts, action) || '–',
                  ownerOf(action, names),
                  dueOf(action, facts.made.on),
                  STATUSES[action.status],
                ]),
            },
          }),
      ...(next.length > MOST_ROWS
        ? { notes: `${next.length - MOST_ROWS} more open actions are in the committee paper.` }
        : {}),
    },
    {
      title: 'What could hold it up, and what it costs',
      bullets: true,
      lines: riskLines(facts),
    },
    { title: 'What we ask of you', bullets: true, lines: askLines(facts) },
  ];
}

function standPages(facts: Facts): SlidePage[] {
  const { round } = facts;
  if (!round)
    return [
      { title: 'Where we stand', lines: ['No assessment is closed yet.'] },
      {
        title: 'How we would find out',
        lines: [
          'Several people answer for themselves. Then the council agrees on one answer to each question.',
        ],
      },
    ];
  const words = round.rows.map(
    ({ outcome, says }) => `${outcomeOf(facts, outcome)?.name}: ${says}`,
  );
  return [
    {
      title: 'Where we stand',
      lines: round.sentences.slice(0, MOST_LINES),
      bullets: true,
      picture: { ...drawWheel(facts, round), alt: `Wheel of levels. ${words.join('. ')}.` },
      notes: words.join('\n'),
    },
    {
      title: `Every ${round.quick ? 'outcome' : 'target'}, as agreed in ${round.name}`,
      picture: { ...drawMatrix(facts, round, true), alt: `Matrix of levels. ${words.join('. ')}.` },
    },
  ];
}

function changedPage(facts: Facts): SlidePage {
  const changes = facts.round?.changes;
  if (!changes)
    return { title: 'What changed', lines: ['There is no earlier round to compare with.'] };
  const level = (number: number) => facts.levels[number - 1] ?? '';
  const down = changes.moved.filter(({ from, to }) => to < from);
  const up = changes.moved.filter(({ from, to }) => to > from);
  // Who hears only of what went up would not believe it: what went down comes first.
  const told = [...down, ...up].slice(0, MOST_ROWS);
  return {
    title: `What changed since ${changes.name}: ${up.length} up, ${down.length} down`,
    ...(told.length === 0
      ? { lines: [...changes.sentences] }
      : {
          table: {
            head: ['What', changes.name, facts.round?.name ?? 'Now'],
            widths: [60, 20, 20],
            rows: told.map(({ outcome, name, from, to }) => [
              `${outcomeOf(facts, outcome)?.name}: ${name}`,
              level(from),
              level(to),
            ]),
          },
        }),
    notes: [
      ...changes.sentences,
      ...(changes.moved.length > told.length ? ['The committee paper lists all that moved.'] : []),
    ].join(' '),
  };
}

function byOutcome(facts: Facts, shown: readonly PlanAction[]): string[] {
  const lines = facts.outcomes.flatMap(({ slug, name }) => {
    const actions = inOrderOfDue(shown.filter(({ outcome }) => outcome === slug));
    const [first] = actions;
    if (!first) return [];
    const more = actions.length - 1;
    return [`${name}: ${short(first.title, 70)}${more > 0 ? `, and ${more} more` : ''}`];
  });
  return lines.length > 11
    ? [...lines.slice(0, 10), `and ${lines.length - 10} more outcomes`]
    : lines;
}

function riskLines(facts: Facts): string[] {
  const { overdue, waiting, unowned, undated, unmeasured, cost, all } = figuresOf(
    facts.actions,
    facts.made.on,
  );
  if (all === 0) return ['There is no plan yet: that is the risk.'];
  const said = [
    [overdue.length, 'past the due date'],
    [waiting.length, 'waiting for another action'],
    [unowned.length, 'without an owner'],
    [undated.length, 'without a due date'],
    [unmeasured.length, 'without a measure of the benefit'],
  ] as const;
  const risks = said
    .filter(([count]) => count > 0)
    .map(([count, why]) => `${capital(counted(count, 'open action', 'open actions'))} ${why}`);
  return [
    ...(risks.length > 0
      ? risks
      : ['Every open action has an owner, a date and a measure, and none is late']),
    cost.known > 0
      ? `Known cost: ${pounds(cost.sum)} for ${counted(cost.known, 'action', 'actions')}; ${cost.unknown === 0 ? 'none' : cost.unknown} without a figure`
      : 'No action has a cost in figures yet',
  ];
}

function askLines(facts: Facts): string[] {
  const { counts, overdue, unowned } = figuresOf(facts.actions, facts.made.on);
  const proposed = counts.find(({ status }) => status === 'proposed')?.count ?? 0;
  return [
    ...(proposed > 0
      ? [
          `Agree ${counted(proposed, 'proposed action', 'proposed actions')}, or say what is missing`,
        ]
      : []),
    ...(overdue.length > 0
      ? [`Ask what ${counted(overdue.length, 'late action needs', 'late actions need')}`]
      : []),
    ...(unowned.length > 0
      ? [`Name an owner for ${counted(unowned.length, 'action', 'actions')}`]
      : []),
    ...facts.questions.slice(0, 2).map(({ asks }) => `Put this question: “${asks}”`),
    'Look at it again in six months',
  ];
}

const short = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/\s+\S*$/, '')}…`;

const ownerOf = ({ owner, ownerIsPerson }: PlanAction, names: string): string => {
  if (owner === '') return 'Nobody yet';
  return ownerIsPerson && names === 'no' ? 'An officer' : owner;
};

const dueOf = ({ due }: PlanAction, today: string): string => {
  if (due === '') return 'No date';
  return due < today ? `${writtenDate(due)} (late)` : writtenDate(due);
};
