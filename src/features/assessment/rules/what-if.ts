import type { Answers } from './answers.ts';
import type { Item } from './items.ts';

/**
 * Answers as they would be with some levels changed. Nothing is kept: it only shows what would follow.
 * @param wished levels 1 to 4 by item; anything else in it is left out
 */
export function suppose(
  items: readonly Item[],
  answers: Answers,
  wished: ReadonlyMap<string, string>,
): { answers: Answers; changed: Item[] } {
  const supposed = new Map(answers);
  const changed: Item[] = [];
  for (const item of items) {
    const wish = wished.get(item.id);
    const now = answers.get(item.id);
    if (!wish || !/^[1-4]$/.test(wish) || String(now?.choice) === wish) continue;
    changed.push(item);
    supposed.set(item.id, {
      ...EMPTY,
      ...now,
      item: item.id,
      choice: Number(wish) as 1 | 2 | 3 | 4,
    });
  }
  return { answers: supposed, changed };
}

const EMPTY = {
  note: '',
  evidence: '',
  evidenceDate: '',
  evidenceOwner: '',
  confidence: '' as const,
  dissent: '',
  answeredAt: '',
  version: 0,
};
