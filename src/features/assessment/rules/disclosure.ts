import type { Group } from '../../../db/tables/councils.ts';
import type { Choice } from './answers.ts';

/**
 * What may be shown of several people's answers to one question, so that no page, nor all pages together, nor what a
 * reader knows of their own answer, tells what another single person answered.
 *
 * 1. People are put together by group. Who stands in a group smaller than three is put into one more group, "others";
 *    while that has fewer than three, the smallest other group goes into it. This looks at sizes only, never at answers.
 * 2. A group shows its counts when at least two different answers would be left if any one person were taken away.
 *    Otherwise somebody in it could work out the rest, so it says only that its answers were too alike to show.
 * 3. Nothing is shown for all together: with the groups it could be subtracted.
 */

export interface Voice {
  group: Group | null;
  choice: Choice;
}

export interface Shown {
  /** The groups that were put together; more than one under "others". */
  groups: readonly (Group | null)[];
  people: number;
  /** Counts by answer; nothing when the answers are too alike to show. */
  counts: ReadonlyMap<Choice, number> | undefined;
}

/** No group smaller than this is ever shown. */
export const SMALLEST = 3;

/** @returns the groups that may be shown, the order of `order` kept, others last; none when there are too few people */
export function disclose(voices: readonly Voice[], order: readonly (Group | null)[]): Shown[] {
  const given = voices.filter(({ choice }) => choice !== 'later');
  if (given.length < SMALLEST) return [];
  const groups = [...order]
    .map((group) => ({ groups: [group], voices: given.filter((voice) => voice.group === group) }))
    .filter((each) => each.voices.length > 0);
  const large = groups.filter((each) => each.voices.length >= SMALLEST);
  const others = groups.filter((each) => each.voices.length < SMALLEST);
  let rest = others.flatMap((each) => each.voices);
  const restGroups = others.flatMap((each) => each.groups);
  while (rest.length > 0 && rest.length < SMALLEST && large.length > 0) {
    const smallest = large.reduce((one, other) =>
      other.voices.length < one.voices.length ? other : one,
    );
    large.splice(large.indexOf(smallest), 1);
    rest = [...rest, ...smallest.voices];
    restGroups.push(...smallest.groups);
  }
  const all = rest.length > 0 ? [...large, { groups: restGroups, voices: rest }] : large;
  return all.map((each) => ({
    groups: each.groups,
    people: each.voices.length,
    counts: countSafely(each.voices),
  }));
}

function countSafely(voices: readonly Voice[]): ReadonlyMap<Choice, number> | undefined {
  const counts = new Map<Choice, number>();
  for (const { choice } of voices) counts.set(choice, (counts.get(choice) ?? 0) + 1);
  const leftDiffer = [...counts].every(([, count]) => counts.size - (count === 1 ? 1 : 0) >= 2);
  return leftDiffer ? counts : undefined;
}

/** The level in the middle of a group's answers, the lower of two; nothing when they may not be shown or hold none. */
export function middleLevel({ counts }: Shown): number | undefined {
  const levels = [...(counts ?? [])]
    .flatMap(([choice, count]) =>
      typeof choice === 'number' ? Array<number>(count).fill(choice) : [],
    )
    .sort((a, b) => a - b);
  return levels[Math.floor((levels.length - 1) / 2)];
}

/** How far apart shown groups stand, in levels; 0 when fewer than two may be compared. */
export function gapBetween(shown: readonly Shown[]): number {
  const middles = shown.map(middleLevel).filter((level) => level !== undefined);
  return middles.length < 2 ? 0 : Math.max(...middles) - Math.min(...middles);
}
