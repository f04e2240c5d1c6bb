import { transact } from '../../db/transact.ts';
import { listFound } from './findable.ts';
import type { TogetherNeeds } from './needs.ts';
import { type Ahead, type Card, type Guide, itemsOf, matchCouncils } from './rules/matches.ts';

/**
 * The councils one level ahead on what a listing is about, for the council that put it up. Levels are asked for of those
 * that agreed to be found on its outcomes, and of the council itself: no others are read.
 */
export async function readAhead(
  { database, readAgreedLevels }: Pick<TogetherNeeds, 'database' | 'readAgreedLevels'>,
  guide: Guide,
  card: Card,
): Promise<Ahead[]> {
  const ties = guide.readTies(card.ties);
  const items = itemsOf(ties).map(({ id }) => id);
  // Rows of several councils: the wall stands around one, so this reads outside of it, and by the agreements alone.
  return transact(database, 'everyone', async (handle) => {
    const agreed = await listFound(
      handle,
      ties.outcomes.map(({ slug }) => slug),
    );
    const asked = [...new Set([card.council, ...agreed.map(({ council }) => council)])];
    const levels = await readAgreedLevels(handle, asked, items);
    return matchCouncils(card, levels.get(card.council) ?? new Map(), agreed, levels, guide);
  });
}
