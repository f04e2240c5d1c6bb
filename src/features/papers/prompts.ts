import type { Block, Prompt } from './blocks.ts';

/** What only the council can write. The laws are those of its nation; names of acts are facts, the questions are ours. */

const EQUALITY: Record<string, string> = {
  'Northern Ireland': 'section 75 of the Northern Ireland Act 1998',
};
const PUBLIC_SECTOR_DUTY = 'the public sector equality duty (Equality Act 2010, section 149)';

const LEGAL: Record<string, string> = {
  Wales: 'How does this meet the Well-being of Future Generations (Wales) Act 2015?',
};

const CLIMATE: Record<string, string> = {
  Scotland:
    'How does this bear on the duties of public bodies under the Climate Change (Scotland) Act 2009?',
};

/** Legal, equality and climate, each with what to ask. @param nation as the register names it */
export const implicationBlocks = (nation: string): Block[] => [
  { kind: 'heading', level: 1, text: 'Implications' },
  { kind: 'heading', level: 2, text: 'Legal' },
  {
    kind: 'prompt',
    who: 'Monitoring officer',
    asks: [
      'Which power or duty of the council does this rest on?',
      'Which actions need a contract, a data protection impact assessment, or a decision by somebody else?',
      ...(LEGAL[nation] ? [LEGAL[nation]] : []),
    ],
  },
  { kind: 'heading', level: 2, text: 'Equality' },
  {
    kind: 'prompt',
    who: 'Equality lead',
    asks: [
      `Who gains and who could lose, under ${EQUALITY[nation] ?? PUBLIC_SECTOR_DUTY}?`,
      'What happens to people who cannot or do not want to use the service on line?',
      'Has an equality impact assessment been made, and where is it?',
    ],
  },
  { kind: 'heading', level: 2, text: 'Climate' },
  {
    kind: 'prompt',
    who: 'Climate lead',
    asks: [
      'Does this save or cause journeys, energy use or equipment, and how much?',
      'What happens to equipment that is replaced?',
      ...(CLIMATE[nation] ? [CLIMATE[nation]] : []),
    ],
  },
];

export const BACKGROUND: Prompt = {
  kind: 'prompt',
  who: 'Author',
  asks: ['Which other papers does this report rely on, and where can the public read them?'],
};
