import type { Group } from '../../../db/tables/councils.ts';
import type { Choice } from './answers.ts';

/**
 * What may be shown of several people's answers to one question, so that no page, nor all pages together, nor what a
 * reader knows of their own answer, tells what another single person answered.
 *
 * 1. People are put together by group. Who stands in a group smaller than three is put into one more group, "others";
 *    while that has fewer than three, the smallest other group goes into it. This looks at sizes only, never at answers.
 * 2. Of a group only the middle level is shown, the lower of two: never counts, from which somebody in the group could
 *    take their own answer away. With fewer than five levels given, the middle is shown only when it is neither the
 *    lowest nor the highest level: at an end it would tell the others' answers to whoever gave another. With fewer than
 *    three, nothing is. Which of these was the reason is not said.
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
  /** The level in the middle of its answers; nothing when that would tell too much. */
  middle: number | undefined;
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
    middle: middleSafely(each.voices),
  }));
}

/** With this many levels, no single answer can be told even from a middle at the end of the scale. */
export const ENOUGH = 5;

function middleSafely(voices: readonly Voice[]): number | undefined {
  const levels = voices
    .flatMap(({ choice }) => (typeof choice === 'number' ? [choice] : []))
    .sort((a, b) => a - b);
  if (levels.length < SMALLEST) return undefined;
  const middle = levels[Math.floor((levels.length - 1) / 2)];
  const atEnd = middle === 1 || middle === 4;
  return levels.length < ENOUGH && atEnd ? undefined : middle;
}

/** How far apart shown groups stand, in levels; 0 when fewer than two may be compared. */
export function gapBetween(shown: readonly Shown[]): number {
  const middles = shown.map(({ middle }) => middle).filter((level) => level !== undefined);
  return middles.length < 2 ? 0 : Math.max(...middles) - Math.min(...middles);
}
