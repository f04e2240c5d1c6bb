import type { Almanac } from '../../../content/almanac.ts';
import type { RoundRow } from '../../../db/tables/assessment.ts';
import { type Item, listItems } from './items.ts';

/** What is asked in a round: its outcomes, for the kind of council that it is. */
export function itemsOfRound(
  almanac: Almanac,
  round: Pick<RoundRow, 'council' | 'depth' | 'outcomes'>,
): Item[] {
  const place = almanac.councils.find(({ slug }) => slug === round.council);
  const outcomes = JSON.parse(round.outcomes) as string[];
  return listItems(almanac, round.depth, { place, outcomes });
}
