import type { Handle } from '../../db/connect.ts';
import { levelOf, toAnswer } from './rules/answers.ts';

/** Rows of one look: some hundred councils with a few rounds each. */
const MOST = 50_000;

/**
 * The levels that councils last agreed on, each from the latest closed round that has an answer; an answer without a
 * level, such as "I don't know", leaves none.
 * @param councils whose levels are wanted: the caller has their leave
 * @param items ids, as `outcome` or `outcome.target`
 * @returns council → item → level, 1 to 4
 */
export async function readAgreedLevels(
  handle: Handle,
  councils: readonly string[],
  items: readonly string[],
): Promise<Map<string, Map<string, number>>> {
  const levels = new Map<string, Map<string, number>>();
  if (councils.length === 0 || items.length === 0) return levels;
  const rows = await handle
    .selectFrom('answer')
    .innerJoin('sheet', 'sheet.id', 'answer.sheet_id')
    .innerJoin('round', 'round.id', 'sheet.round_id')
    .selectAll('answer')
    .select('round.council as of')
    .where('sheet.kind', '=', 'agreed')
    .where('round.closed_at', 'is not', null)
    .where('round.council', 'in', councils)
    .where('answer.item', 'in', items)
    .orderBy('round.closed_at', 'desc')
    .orderBy('answer.item')
    .limit(MOST)
    .execute();
  const seen = new Set<string>();
  for (const { of, ...row } of rows) {
    const key = `${of} ${row.item}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const level = levelOf(toAnswer(row));
    if (level === undefined) continue;
    const own = levels.get(of) ?? new Map<string, number>();
    levels.set(of, own.set(row.item, level));
  }
  return levels;
}
