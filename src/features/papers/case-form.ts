import { z } from 'zod';
import { writtenNumber } from '../../lib/numbers.ts';
import { prose, version } from '../../web/forms/fields.ts';
import type { Typed } from '../../web/forms/parse.ts';
import type { BusinessCase } from './cases.ts';

/** The form of a business case: what is typed, and what it means. */

export const MOST_YEARS = 10;

/** Whole pounds as people type them: `12,500` or `£12500`. Empty is nought. */
const sum = z
  .string()
  .transform((text) => text.replaceAll(/[£,\s]/g, ''))
  .refine((text) => /^\d{0,10}$/.test(text), 'Enter whole pounds, such as 12,500')
  .transform(Number);

const percent = (most: number) =>
  z
    .string()
    .transform((text) => text.replace('%', '').trim())
    .refine(
      (text) => text === '' || (/^\d{1,3}(?:\.\d{1,2})?$/.test(text) && Number(text) <= most),
      `Enter a number from 0 to ${most}`,
    );

const sums: Record<string, typeof sum> = {};
for (let year = 1; year <= MOST_YEARS; year += 1) {
  sums[`cost${year}`] = sum;
  sums[`benefit${year}`] = sum;
}

export const caseSchema = z.object({
  problem: prose(4000),
  options: prose(4000),
  commercial: prose(4000),
  funding: prose(4000),
  management: prose(4000),
  firstYear: z.string().refine((text) => /^(?:20\d{2})?$/.test(text), 'Enter a year, such as 2027'),
  ...sums,
  rate: percent(20),
  worseCost: percent(500),
  worseBenefit: percent(100),
  betterCost: percent(100),
  betterBenefit: percent(500),
  version,
});

/** @returns the case, or what is missing in it */
export function toCase(
  value: z.infer<typeof caseSchema>,
  rate: number,
): { given: BusinessCase } | { problem: { field: string; text: string } } {
  const sumOf = (name: string) => Number((value as Record<string, unknown>)[name]);
  const all = Array.from({ length: MOST_YEARS }, (_, index) => ({
    cost: sumOf(`cost${index + 1}`),
    benefit: sumOf(`benefit${index + 1}`),
  }));
  const last = all.findLastIndex(({ cost, benefit }) => cost > 0 || benefit > 0);
  if (last >= 0 && value.firstYear === '')
    return { problem: { field: 'firstYear', text: 'Say in which year the first year begins' } };
  const spread = (cost: string, benefit: string, sign: 1 | -1) =>
    cost === '' && benefit === ''
      ? undefined
      : { cost: sign * Number(cost) || 0, benefit: -sign * Number(benefit) || 0 };
  const { problem, options, commercial, funding, management } = value;
  return {
    given: {
      version: value.version,
      texts: { problem, options, commercial, funding, management },
      firstYear: value.firstYear === '' ? undefined : Number(value.firstYear),
      money: all.slice(0, last + 1),
      rate: value.rate === '' ? rate : Number(value.rate),
      worse: spread(value.worseCost, value.worseBenefit, 1),
      better: spread(value.betterCost, value.betterBenefit, -1),
    },
  };
}

const typed = (number: number | undefined): string =>
  number ? String(Math.abs(number)) : number === 0 ? '0' : '';

/** What stands in the fields, as stored. */
export function toTyped(given: BusinessCase): Typed {
  const values: Typed = {
    ...given.texts,
    version: `${given.version}`,
    firstYear: typed(given.firstYear),
    rate: `${given.rate}`,
    worseCost: typed(given.worse?.cost),
    worseBenefit: typed(given.worse?.benefit),
    betterCost: typed(given.better?.cost),
    betterBenefit: typed(given.better?.benefit),
  };
  for (const [index, { cost, benefit }] of given.money.entries()) {
    values[`cost${index + 1}`] = cost ? writtenNumber(cost) : '';
    values[`benefit${index + 1}`] = benefit ? writtenNumber(benefit) : '';
  }
  return values;
}
