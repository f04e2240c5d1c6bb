import { writtenDate } from '../../lib/dates.ts';
import type { Block, Paper } from './blocks.ts';
import { caseMoneyBlocks } from './case-money.ts';
import type { BusinessCase } from './cases.ts';
import { frameOf } from './committee.ts';
import { costOf, type Facts, movesOf, outcomeOf } from './facts.ts';
import type { PlanAction } from './needs.ts';
import type { Choices } from './rules/choices.ts';
import { pounds, STATUSES } from './rules/plan-figures.ts';

/**
 * The outline of a business case in five parts (strategic, economic, commercial, financial, management): what is known
 * of the action is filled in, what is missing is asked for.
 */
export function caseNote(
  facts: Facts,
  action: PlanAction,
  given: BusinessCase,
  choices: Pick<Choices, 'names' | 'draft'>,
): Paper {
  const owner =
    action.owner === ''
      ? 'Nobody yet'
      : action.ownerIsPerson && choices.names === 'no'
        ? 'An officer'
        : action.owner;
  return {
    ...frameOf(facts, choices),
    title: `Business case: ${action.title}`,
    head: [
      ['Status', STATUSES[action.status]],
      ['Owner', owner],
      ['When', whenOf(action)],
      ['Cost', costOf(facts, action) || 'Not said yet'],
    ],
    numbered: false,
    blocks: [
      ...strategic(facts, action, given),
      { kind: 'heading', level: 1, text: '2. Economic: is it worth it?' },
      ...written(given.texts.options, 'Author', [
        'Which other ways to reach this were looked at, with doing nothing and doing the least?',
        'Why is this one the best value, also for what cannot be put in pounds?',
      ]),
      ...(action.benefit
        ? [{ kind: 'text' as const, lead: 'Benefit.', text: action.benefit }]
        : []),
      ...caseMoneyBlocks(given),
      { kind: 'heading', level: 1, text: '3. Commercial: can it be bought well?' },
      ...written(given.texts.commercial, 'Procurement lead', [
        'What is bought, if anything, by which route, and for how long?',
        'Which councils have bought it, and what did they really pay?',
        'How do we leave, with our data?',
      ]),
      ...financial(facts, action, given),
      ...management(facts, action, given, owner),
    ],
  };
}

/** What somebody wrote; else who should, and what to say. */
const written = (text: string, who: string, asks: readonly string[]): Block[] =>
  text
    ? text
        .split(/\n{2,}/)
        .map((paragraph) => ({ kind: 'text' as const, text: paragraph.replaceAll('\n', ' ') }))
    : [{ kind: 'prompt', who, asks }];

function whenOf({ start, due }: PlanAction): string {
  if (start && due) return `${writtenDate(start)} to ${writtenDate(due)}`;
  if (due) return `By ${writtenDate(due)}`;
  return start ? `From ${writtenDate(start)}` : 'No dates yet';
}

function strategic(facts: Facts, action: PlanAction, { texts }: BusinessCase): Block[] {
  const outcome = outcomeOf(facts, action.outcome);
  const target = outcome?.targets.find(({ id }) => id === action.target);
  const moves = movesOf(facts, action);
  const cell = facts.round?.rows
    .flatMap(({ cells }) => cells)
    .find(({ id }) => id === `${action.outcome}.${action.target}`);
  return [
    { kind: 'heading', level: 1, text: '1. Strategic: why do it?' },
    ...(action.why ? [{ kind: 'text' as const, text: action.why }] : []),
    ...written(texts.problem, 'Author', [
      'What goes wrong today, for whom, and how often? Give one figure and its date.',
      'Which promise of the council’s own plan does this keep?',
    ]),
    ...(outcome && target
      ? [
          {
            kind: 'text' as const,
            lead: `${outcome.name}.`,
            text: `It serves the target “${target.statement}” It is to move ${moves}.${cell && facts.round ? ` In “${facts.round.name}” the council stood at: ${cell.says}.` : ''}`,
          },
        ]
      : []),
  ];
}

const financial = (facts: Facts, action: PlanAction, { texts, money }: BusinessCase): Block[] => {
  const total = money.reduce((sum, { cost }) => sum + cost, 0);
  const says = [
    costOf(facts, action) ? `The plan gives the cost as ${costOf(facts, action)}.` : '',
    total > 0 ? `By year it comes to ${pounds(total)} over ${money.length} years.` : '',
    action.cost !== undefined && total > 0 && action.cost !== total
      ? 'The two differ: say why, or mend one.'
      : '',
  ].filter(Boolean);
  return [
    { kind: 'heading', level: 1, text: '4. Financial: can we afford it?' },
    ...(says.length > 0 ? [{ kind: 'text' as const, text: says.join(' ') }] : []),
    ...written(texts.funding, 'Finance business partner', [
      'Which budget pays, capital or revenue, and has its holder agreed?',
      'Which savings can be taken out of a budget, and which cannot?',
      'Is VAT, staff time and the cost of leaving the old system in the figures?',
    ]),
  ];
};

function management(
  facts: Facts,
  action: PlanAction,
  { texts }: BusinessCase,
  owner: string,
): Block[] {
  const first = action.dependsOn
    .map((id) => facts.actions.find((each) => each.id === id)?.title)
    .filter((title) => title !== undefined);
  const rows = [
    ['Owner', owner],
    ['When', whenOf(action)],
    ['How the benefit is measured', action.measure || 'Not said yet'],
    ['Waits for', first.join('; ') || 'Nothing'],
    ['Evidence', action.evidence || 'None yet'],
  ];
  return [
    { kind: 'heading', level: 1, text: '5. Management: can we do it?' },
    {
      kind: 'table',
      caption: '',
      head: ['What', 'As it stands in the plan'],
      widths: [30, 70],
      rows: rows.map((cells) => ({ cells })),
    },
    ...written(texts.management, 'Author', [
      'Who decides, who does the work, and what do they stop doing for it?',
      'What could go wrong, how would we notice, and what do we do then?',
      'On which day is the benefit counted, by whom, and who is told?',
    ]),
  ];
}
