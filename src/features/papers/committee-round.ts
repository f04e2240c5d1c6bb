import type { Block } from './blocks.ts';
import { type Facts, outcomeOf } from './facts.ts';
import type { MatrixRow } from './needs.ts';
import { drawMatrix, drawWheel } from './pictures.ts';
import { counted } from './rules/plan-figures.ts';

const MOST_APART = 5;

/** Where the council is: sentences, the matrix as a picture and in words, the wheel, and where groups differ. */
export function standBlocks(facts: Facts): Block[] {
  const { round } = facts;
  const heading: Block = { kind: 'heading', level: 1, text: 'Where we are' };
  if (!round)
    return [
      heading,
      {
        kind: 'text',
        text: 'The council has not closed an assessment yet, so this report cannot say where it stands.',
      },
    ];
  const [matrix, wheel] = [drawMatrix(facts, round), drawWheel(facts, round)];
  const thing = round.quick ? 'outcome' : 'target';
  return [
    heading,
    ...round.sentences.map((text): Block => ({ kind: 'text', text })),
    {
      kind: 'figure',
      ...matrix,
      millimetres: 170,
      alt: `Matrix of levels. ${round.rows.map(({ outcome, says }) => `${outcomeOf(facts, outcome)?.name}: ${says}`).join('. ')}.`,
      caption: `The level of each ${thing}, as agreed in “${round.name}”. The same stands in words in the table below.`,
    },
    {
      kind: 'figure',
      ...wheel,
      millimetres: 125,
      alt: `Wheel of levels. A spoke for each outcome, in it a bar for each ${thing}. The longer the bar, the higher the level. The table of this section says the same in words.`,
      caption: `The same as a wheel. Rings from the middle: ${facts.levels.join(', ').toLowerCase()}. A dashed bar has no level.${round.changes ? ` The outline shows “${round.changes.name}”.` : ''}`,
    },
    {
      kind: 'table',
      caption: `Where each ${thing} stands, in words`,
      head: ['Outcome', ...facts.levels, 'No level'],
      widths: [19, 17, 17, 17, 17, 13],
      rows: round.rows.map((row) => inWords(facts, row)),
    },
    ...apartBlocks(facts),
  ];
}

function inWords(facts: Facts, { outcome, cells }: MatrixRow) {
  const found = outcomeOf(facts, outcome);
  const at = (level: number | undefined) =>
    cells
      .filter((cell) => cell.level === level)
      .map(({ name, says }) => (level === undefined ? `${name} (${says.toLowerCase()})` : name))
      .join('; ') || '–';
  return {
    cells: [
      found?.name ?? outcome,
      ...facts.levels.map((_, index) => at(index + 1)),
      at(undefined),
    ],
    ...(found ? { colour: found.colour } : {}),
  };
}

/** Only what the assessment may tell: middles of groups of at least three people. */
function apartBlocks(facts: Facts): Block[] {
  const apart = facts.round?.apart ?? [];
  if (apart.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: 'Where groups see it differently' },
    {
      kind: 'text',
      text: `People answered for themselves before the council agreed. On ${counted(apart.length, 'question', 'questions')} groups stood apart. The table shows the widest. It names the middle answer of a group, never a person’s, and leaves out whatever could tell one.`,
    },
    {
      kind: 'table',
      caption: 'The middle answer of each group, where groups differ most',
      head: ['Question', 'Groups'],
      widths: [36, 64],
      rows: apart.slice(0, MOST_APART).map(({ outcome, name, groups }) => {
        const found = outcomeOf(facts, outcome);
        return {
          cells: [
            `${found?.name ?? outcome}: ${name}`,
            groups.map((group) => `${group.name}: ${facts.levels[group.level - 1]}`).join('; '),
          ],
          ...(found ? { colour: found.colour } : {}),
        };
      }),
    },
  ];
}

/** What moved since the round before. */
export function changedBlocks(facts: Facts): Block[] {
  const changes = facts.round?.changes;
  const heading: Block = { kind: 'heading', level: 1, text: 'What changed' };
  if (!changes)
    return [
      heading,
      { kind: 'text', text: 'There is no earlier round to compare with. The next report will.' },
    ];
  const level = (number: number) => facts.levels[number - 1] ?? '';
  return [
    heading,
    ...changes.sentences.map((text): Block => ({ kind: 'text', text })),
    ...(changes.moved.length > 0
      ? [
          {
            kind: 'table' as const,
            caption: `What moved since “${changes.name}”`,
            head: ['What', changes.name, facts.round?.name ?? 'Now', 'Direction'],
            widths: [46, 19, 19, 16],
            rows: changes.moved.map(({ outcome, name, from, to }) => {
              const found = outcomeOf(facts, outcome);
              return {
                cells: [
                  `${found?.name ?? outcome}: ${name}`,
                  level(from),
                  level(to),
                  to > from ? 'Up' : 'Down',
                ],
                ...(found ? { colour: found.colour } : {}),
              };
            }),
          },
        ]
      : []),
  ];
}
