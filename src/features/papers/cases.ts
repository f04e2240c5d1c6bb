import { z } from 'zod';
import type { Handle } from '../../db/connect.ts';
import type { Spread, YearOfMoney } from './rules/npv.ts';

/** The business case of an action: what people wrote, and its money by year. It is kept beside the action. */
export interface BusinessCase {
  /** Counts its changes; 0 when nobody has written one. */
  version: number;
  texts: Record<CaseText, string>;
  /** The year in which the first financial year begins. */
  firstYear: number | undefined;
  money: readonly YearOfMoney[];
  /** Per cent a year. */
  rate: number;
  /** How money may turn out otherwise; nothing where nobody said. */
  better: Spread | undefined;
  worse: Spread | undefined;
}

export const CASE_TEXTS = ['problem', 'options', 'commercial', 'funding', 'management'] as const;
export type CaseText = (typeof CASE_TEXTS)[number];

const spread = z.object({ cost: z.number(), benefit: z.number() }).optional();
const stored = z.object({
  version: z.number(),
  texts: z.object({
    problem: z.string(),
    options: z.string(),
    commercial: z.string(),
    funding: z.string(),
    management: z.string(),
  }),
  firstYear: z.number().optional(),
  money: z.array(z.object({ cost: z.number(), benefit: z.number() })),
  rate: z.number(),
  better: spread,
  worse: spread,
});

/** @returns nothing when the council has no such action; an empty case when nobody has written one */
export async function findCase(
  handle: Handle,
  council: string,
  action: string,
  rate: number,
): Promise<BusinessCase | undefined> {
  const row = await handle
    .selectFrom('action')
    .select('money')
    .where('council', '=', council)
    .where('id', '=', action)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.money === null) return emptyCase(rate);
  const { firstYear, better, worse, ...rest } = stored.parse(JSON.parse(row.money));
  return { ...rest, firstYear, better, worse };
}

export const emptyCase = (rate: number): BusinessCase => ({
  version: 0,
  texts: { problem: '', options: '', commercial: '', funding: '', management: '' },
  firstYear: undefined,
  money: [],
  rate,
  better: undefined,
  worse: undefined,
});

/** Keeps a case if nobody changed it since the version that it was made from. @returns whether it was kept */
export async function saveCase(
  handle: Handle,
  council: string,
  action: string,
  given: BusinessCase,
): Promise<boolean> {
  const row = await handle
    .selectFrom('action')
    .select('money')
    .where('council', '=', council)
    .where('id', '=', action)
    .executeTakeFirst();
  const version = row?.money ? stored.parse(JSON.parse(row.money)).version : 0;
  if (!row || version !== given.version) return false;
  const { numUpdatedRows } = await handle
    .updateTable('action')
    .set({ money: JSON.stringify({ ...given, version: version + 1 }) })
    .where('council', '=', council)
    .where('id', '=', action)
    // Whoever was quicker by a moment is not written over.
    .where((where) =>
      row.money === null ? where('money', 'is', null) : where('money', '=', row.money),
    )
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
