import type { Block, Table } from './blocks.ts';
import type { BusinessCase } from './cases.ts';
import {
  otherwise,
  presentValue,
  RATE_SOURCE,
  TREASURY_RATE,
  type YearOfMoney,
} from './rules/npv.ts';
import { pounds } from './rules/plan-figures.ts';

/** A financial year, such as `2027–28`. */
export const financialYear = (start: number): string =>
  `${start}–${String((start + 1) % 100).padStart(2, '0')}`;

/** Costs, benefits and net present value, with the arithmetic; what is missing is asked for. */
export function caseMoneyBlocks(given: BusinessCase): Block[] {
  const { money, firstYear, rate, better, worse } = given;
  if (money.length === 0 || firstYear === undefined)
    return [
      {
        kind: 'prompt',
        who: 'Author, with finance',
        asks: [
          'What does it cost in each year, and what does it bring? Fill in the years, and the value is worked out here.',
        ],
      },
    ];
  const expected = presentValue(money, rate);
  const cases = [
    { name: 'Expected', says: 'As given', money },
    ...(better
      ? [{ name: 'Optimistic', says: inWords(better), money: otherwise(money, better) }]
      : []),
    ...(worse
      ? [{ name: 'Pessimistic', says: inWords(worse), money: otherwise(money, worse) }]
      : []),
  ];
  return [
    {
      kind: 'text',
      lead: `Net present value: ${pounds(expected.npv)}.`,
      text: `That is what all costs and benefits are worth in ${financialYear(firstYear)}, at a discount rate of ${rate}% a year. ${paybackIn(expected.payback, firstYear)}`,
    },
    arithmetic(money, rate, firstYear),
    {
      kind: 'text',
      text: `How it is worked out: net is benefit less cost. The factor is 1 ÷ (1 + ${rate / 100}) to the power of the years since ${financialYear(firstYear)}, which itself is not discounted. Present value is net times factor, in whole pounds. Sums are in the prices of the first year, without inflation.`,
    },
    {
      kind: 'table',
      caption: 'If it turns out otherwise',
      head: ['Case', 'What is assumed', 'Net present value'],
      widths: [22, 52, 26],
      figures: [2],
      rows: cases.map((each) => ({
        cells: [each.name, each.says, pounds(presentValue(each.money, rate).npv)],
      })),
    },
    ...(better && worse
      ? []
      : [
          {
            kind: 'prompt' as const,
            who: 'Author, with finance',
            asks: [
              'By how much could costs be higher and benefits lower, and the other way round? Look at what happened elsewhere.',
            ],
          },
        ]),
    {
      kind: 'text',
      lead: 'The rate.',
      text:
        rate === TREASURY_RATE
          ? `${TREASURY_RATE}% in real terms is the Treasury’s social time preference rate for the first 30 years. It was under review when we looked it up: check it before you rely on it. Source: ${RATE_SOURCE.says}, ${RATE_SOURCE.url}`
          : `${rate}% was chosen for this case. The Treasury’s social time preference rate is ${TREASURY_RATE}% in real terms for the first 30 years: say why this one is used. Source: ${RATE_SOURCE.says}, ${RATE_SOURCE.url}`,
    },
  ];
}

function arithmetic(money: readonly YearOfMoney[], rate: number, firstYear: number): Table {
  const { years, npv } = presentValue(money, rate);
  const sum = (pick: (year: (typeof years)[number]) => number) =>
    pounds(years.reduce((all, year) => all + pick(year), 0));
  return {
    kind: 'table',
    caption: 'Cost and benefit by year',
    head: ['Year', 'Cost', 'Benefit', 'Net', 'Factor', 'Present value'],
    widths: [18, 17, 17, 17, 13, 18],
    figures: [1, 2, 3, 4, 5],
    sum: true,
    rows: [
      ...years.map((year, index) => ({
        cells: [
          financialYear(firstYear + index),
          pounds(year.cost),
          pounds(year.benefit),
          pounds(year.net),
          year.factor.toFixed(4),
          pounds(year.present),
        ],
      })),
      {
        cells: [
          'All years',
          sum(({ cost }) => cost),
          sum(({ benefit }) => benefit),
          sum(({ net }) => net),
          '',
          pounds(npv),
        ],
      },
    ],
  };
}

const percent = (number: number): string =>
  number === 0 ? 'as given' : `${Math.abs(number)}% ${number > 0 ? 'higher' : 'lower'}`;
const inWords = ({ cost, benefit }: { cost: number; benefit: number }): string =>
  `Costs ${percent(cost)}, benefits ${percent(benefit)}`;

const paybackIn = (payback: number | undefined, firstYear: number): string =>
  payback === undefined
    ? 'Within these years the benefits do not pay for the costs.'
    : `By the end of ${financialYear(firstYear + payback)} the benefits have paid for the costs, without discounting.`;
