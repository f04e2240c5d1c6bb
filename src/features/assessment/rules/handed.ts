import type { Almanac } from '../../../content/almanac.ts';
import type { Answers } from './answers.ts';
import { carryAnswers, editionsBetween } from './editions.ts';
import type { Predecessor } from './predecessors.ts';

/** What was handed over, as far as rules need it. */
interface Handed {
  from_council: string;
  edition: string;
  answers: Answers;
}

/**
 * The predecessors of a council with their answers as they stand to the questions of today: of each council the latest
 * round that was handed over, which comes first in the list.
 */
export function toPredecessors(
  handed: readonly Handed[],
  { editions, about }: Pick<Almanac, 'editions' | 'about'>,
  nameOf: (slug: string) => string,
): Predecessor[] {
  const latest = new Map<string, Handed>();
  for (const each of handed)
    if (!latest.has(each.from_council)) latest.set(each.from_council, each);
  return [...latest.values()].map((each) => ({
    name: nameOf(each.from_council),
    answers: carryAnswers(each.answers, editionsBetween(editions, each.edition, about.edition)),
  }));
}
