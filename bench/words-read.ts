import type { Almanac } from '../src/content/almanac.ts';
import { type Item, listItems } from '../src/features/assessment/rules/items.ts';

/** Words that a person reads in a minute, and seconds to choose and press in each question. */
const PACE = 200;
const CLICKS = 6;

const words = (text: string): number => text.split(/\s+/).filter(Boolean).length;

/** Words of a question that must be read to answer it: the statement and its four levels. */
const wordsOf = ({ statement, levels }: Item): number =>
  words(statement) +
  levels.reduce((sum, { name, description }) => sum + words(`${name} ${description}`), 0);

/** Minutes of a first-time walk through a quick look or a full assessment, everything read once. */
export function minutesOf(
  almanac: Almanac,
  depth: 'quick' | 'full',
): { words: number; minutes: number } {
  const items = listItems(almanac, depth);
  const read = items.reduce((sum, item) => sum + wordsOf(item), 0);
  return { words: read, minutes: read / PACE + (items.length * CLICKS) / 60 };
}

/** Prints how long both take. */
export function sayWords(almanac: Almanac): void {
  for (const [depth, most] of [
    ['quick', 10],
    ['full', 60],
  ] as const) {
    const { words: read, minutes } = minutesOf(almanac, depth);
    console.log(
      `${depth}: ${read} words at ${PACE} a minute and ${CLICKS} s for each question: ${minutes.toFixed(1)} minutes (promised: under ${most})`,
    );
  }
}
