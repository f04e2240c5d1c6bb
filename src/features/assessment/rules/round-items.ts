import type { Almanac } from '../../../content/almanac.ts';
import type { RoundRow } from '../../../db/tables/assessment.ts';
import { thawItems } from './frozen.ts';
import { type Item, listItems } from './items.ts';

/** What is asked in a round: its outcomes, for the kind of council that it is; of a closed one, what was asked then. */
export function itemsOfRound(
  almanac: Almanac,
  round: Pick<RoundRow, 'council' | 'depth' | 'outcomes' | 'frozen'>,
): Item[] {
  if (round.frozen) {
    const frozen = thawItems(almanac, round.frozen);
    if (frozen.length > 0) return frozen;
  }
  const place = almanac.councils.find(({ slug }) => slug === round.council);
  const outcomes = JSON.parse(round.outcomes) as string[];
  return listItems(almanac, round.depth, { place, outcomes });
}
