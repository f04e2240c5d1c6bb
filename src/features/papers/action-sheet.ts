import { type Column, writeSpreadsheet } from '../../files/spreadsheet.ts';
import { writtenDate } from '../../lib/dates.ts';
import { type Facts, movesOf, outcomeOf } from './facts.ts';
import type { ActionChange, PlanAction } from './needs.ts';
import { markOf } from './rules/mark.ts';
import { STATUSES } from './rules/plan-figures.ts';

/** A column of the plan as a table. One with a field can be changed in the spreadsheet and brought back. */
export interface PlanColumn extends Column {
  field?: keyof ActionChange;
  /** Characters at most, for a column that can be changed. */
  most?: number;
  of(action: PlanAction, facts: Facts): string;
}

const nameIn = (names: Readonly<Record<string, string>>, id: string) => names[id] ?? id;

export const COLUMNS: readonly PlanColumn[] = [
  { title: 'Code', width: 12, of: ({ id }) => id },
  { title: 'Version', width: 9, of: ({ version }) => `${version}` },
  { title: 'Action', width: 44, field: 'title', most: 200, of: ({ title }) => title },
  {
    title: 'Status',
    width: 14,
    field: 'status',
    of: ({ status }) => STATUSES[status],
  },
  {
    title: 'Status note',
    width: 30,
    field: 'statusNote',
    most: 300,
    of: (each) => each.statusNote,
  },
  { title: 'Start', width: 13, field: 'start', of: ({ start }) => start },
  { title: 'Due', width: 13, field: 'due', of: ({ due }) => due },
  {
    title: 'Effort',
    width: 18,
    field: 'effort',
    of: ({ effort }, { efforts }) => nameIn(efforts, effort),
  },
  {
    title: 'Cost band',
    width: 20,
    field: 'costBand',
    of: ({ costBand }, { costs }) => nameIn(costs, costBand),
  },
  {
    title: 'Cost in pounds',
    width: 14,
    field: 'cost',
    of: ({ cost }) => (cost === undefined ? '' : `${cost}`),
  },
  { title: 'Why', width: 40, field: 'why', most: 2000, of: ({ why }) => why },
  { title: 'Benefit', width: 40, field: 'benefit', most: 2000, of: ({ benefit }) => benefit },
  {
    title: 'How it is measured',
    width: 40,
    field: 'measure',
    most: 2000,
    of: (each) => each.measure,
  },
  { title: 'Evidence', width: 40, field: 'evidence', most: 2000, of: ({ evidence }) => evidence },
  {
    title: 'Outcome',
    width: 24,
    of: (action, facts) => outcomeOf(facts, action.outcome)?.name ?? '',
  },
  { title: 'Moves', width: 36, of: (action, facts) => movesOf(facts, action) },
  { title: 'Owner', width: 24, of: ({ owner }) => owner },
  {
    title: 'Waits for',
    width: 30,
    of: ({ dependsOn }, { actions }) =>
      dependsOn
        .map((id) => actions.find((action) => action.id === id)?.title ?? '')
        .filter(Boolean)
        .join('; '),
  },
];

/** What is said of every file of the plan: when, by whom, from what, and who may have it. */
export function aboutFile(facts: Facts, names: boolean): [label: string, value: string][] {
  const mark = markOf({ names, own: true, madeUp: facts.madeUp });
  return [
    ['Council', facts.council.name],
    ['Made on', writtenDate(facts.made.on)],
    ['Made by', facts.made.by],
    ['Round', facts.round?.name ?? 'None is closed yet'],
    ['Edition', `${facts.almanac.title} ${facts.almanac.edition}`],
    ['Who may have it', `${mark.name}. ${mark.says}`],
  ];
}

/** Owners as a file may show them. */
export const withNames = (facts: Facts, names: boolean): Facts =>
  names
    ? facts
    : {
        ...facts,
        actions: facts.actions.map((action) =>
          action.ownerIsPerson ? { ...action, owner: 'An officer' } : action,
        ),
      };

/** The plan as a spreadsheet that can be changed and brought back. */
export function planInSpreadsheet(facts: Facts, names: boolean): Promise<Buffer> {
  const shown = withNames(facts, names);
  const rows = shown.actions.map((action) =>
    COLUMNS.map(({ of, field }) => {
      const text = of(action, shown);
      return field === 'cost' && text !== '' ? Number(text) : text;
    }),
  );
  const fixed = COLUMNS.filter(({ field }) => !field).map(({ title }) => title);
  return writeSpreadsheet('Plan', COLUMNS, rows, {
    name: 'About this file',
    lines: [
      ...aboutFile(facts, names),
      [
        'To change it',
        'Change what you like in the sheet “Plan”, save it as .xlsx and bring it back on the page of papers. You then see each change before it is made.',
      ],
      ['To add an action', 'Write it in a new row below. Leave Code and Version empty.'],
      ['Left as they are', `${fixed.join(', ')}. What you write there is not taken over.`],
      [
        'A row that you take out',
        'The action stays in the plan. Set its status to Stopped instead.',
      ],
      ['Status', Object.values(STATUSES).join(', ')],
      ['Effort', Object.values(facts.efforts).join(', ')],
      ['Cost band', Object.values(facts.costs).join(', ')],
      ['Dates', 'Such as 2027-03-31.'],
    ],
  });
}
