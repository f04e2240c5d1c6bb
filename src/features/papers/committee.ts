import { writtenDate } from '../../lib/dates.ts';
import { type Block, numberBlocks, type Paper } from './blocks.ts';
import { financeBlocks, planBlocks, riskBlocks } from './committee-plan.ts';
import { changedBlocks, standBlocks } from './committee-round.ts';
import type { Facts } from './facts.ts';
import { BACKGROUND, implicationBlocks } from './prompts.ts';
import { actionsIn, type Choices, type Section } from './rules/choices.ts';
import { markOf } from './rules/mark.ts';
import { counted, figuresOf } from './rules/plan-figures.ts';

/** What a paper is put together from, once: the facts, what was chosen, and the actions that it shows. */
export interface Draft {
  facts: Facts;
  choices: Choices;
  shown: Facts['actions'];
}

const MAKERS: Record<Section, (draft: Draft) => Block[]> = {
  purpose: purposeBlocks,
  recommendations: recommendationBlocks,
  stand: ({ facts }) => standBlocks(facts),
  changed: ({ facts }) => changedBlocks(facts),
  plan: planBlocks,
  risks: riskBlocks,
  finance: financeBlocks,
  implications: ({ facts }) => implicationBlocks(facts.council.nation),
  background: backgroundBlocks,
};

/** A paper for a committee: what it asks for, where the council is, what it will do. */
export function committeePaper(facts: Facts, choices: Choices): Paper {
  const draft: Draft = {
    facts,
    choices,
    shown: actionsIn(facts.actions, choices.extent, facts.made.on),
  };
  return {
    ...frameOf(facts, choices),
    title: 'Where we stand on digital, and what we do next',
    head: [
      ['Report to', choices.meeting || 'Name of the committee, to be added'],
      ['Date of the meeting', choices.on ? writtenDate(choices.on) : 'To be added'],
      ['Report of', choices.by || 'Title of the officer, to be added'],
      ['For', 'Decision'],
    ],
    numbered: true,
    blocks: numberBlocks(choices.sections.flatMap((section) => MAKERS[section](draft))),
  };
}

/** What stands around every paper: whose it is, from when, made by whom, and its privacy mark. */
export function frameOf(
  facts: Facts,
  { names, draft }: Pick<Choices, 'names' | 'draft'>,
): Omit<Paper, 'title' | 'head' | 'numbered' | 'blocks'> {
  const { council, made, round, almanac } = facts;
  return {
    council: council.name,
    crest: facts.crest,
    foot: [
      writtenDate(made.on),
      round ? `Round: ${round.name}` : 'No round',
      `${almanac.title} ${almanac.edition}`,
      `Made by ${made.by}`,
    ].join(' · '),
    mark: markOf({ names: names === 'yes', own: true, madeUp: facts.madeUp }),
    draft: draft === 'yes',
    band: facts.outcomes.map(({ colour }) => colour),
    language: almanac.language,
  };
}

function purposeBlocks({ facts }: Draft): Block[] {
  const { council, round, actions, outcomes, almanac } = facts;
  const asked = round
    ? `It rests on “${round.name}”, an assessment that the council closed on ${writtenDate(round.closedOn)}, and on the plan as it stood on ${writtenDate(facts.made.on)}.`
    : `It rests on the plan as it stood on ${writtenDate(facts.made.on)}. The council has not closed an assessment yet.`;
  return [
    { kind: 'heading', level: 1, text: 'Purpose' },
    {
      kind: 'text',
      text: `This report tells members where ${council.name} stands on the ${outcomes.length} outcomes of digital change, and what the council plans to do next. ${asked}`,
    },
    {
      kind: 'text',
      text: `The outcomes are the common language of local government for this work. What each means, and what good looks like, is in the ${almanac.title}. There is no score in this report: levels are never added up or averaged, and councils are not ranked.`,
    },
    ...(actions.length === 0
      ? [{ kind: 'text' as const, text: 'The plan holds no action yet.' }]
      : []),
  ];
}

function recommendationBlocks({ facts, shown }: Draft): Block[] {
  const figures = figuresOf(facts.actions, facts.made.on);
  const proposed = shown.filter(({ status }) => status === 'proposed').length;
  const asks = [
    ...(facts.round ? ['note where the council stands, and what changed'] : []),
    ...(proposed > 0 ? [`agree ${counted(proposed, 'action', 'actions')} marked as proposed`] : []),
    ...(figures.open.length > proposed ? ['note the progress of the plan'] : []),
    ...(figures.overdue.length > 0
      ? [
          `ask the owners of ${counted(figures.overdue.length, 'late action', 'late actions')} to say what they need`,
        ]
      : []),
    'receive the next report in six months',
  ];
  return [
    { kind: 'heading', level: 1, text: 'Recommendations' },
    { kind: 'text', text: 'The committee is asked to:' },
    { kind: 'list', letters: true, items: asks },
  ];
}

function backgroundBlocks({ facts, shown }: Draft): Block[] {
  const { round, almanac } = facts;
  const evidence = [...new Set(shown.map((action) => action.evidence).filter(Boolean))];
  return [
    { kind: 'heading', level: 1, text: 'Background papers' },
    {
      kind: 'list',
      items: [
        ...(round
          ? [`Agreed answers of the round “${round.name}”, closed ${writtenDate(round.closedOn)}`]
          : []),
        `${almanac.title}, edition ${almanac.edition}: definitions, targets and levels`,
        ...evidence.slice(0, MOST_EVIDENCE),
      ],
    },
    BACKGROUND,
  ];
}

const MOST_EVIDENCE = 15;
