import { gapBetween, type Shown } from './disclosure.ts';
import type { Item } from './items.ts';
import type { Findings, Profile, Row } from './profile.ts';

const NUMBERS = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const number = (count: number): string => NUMBERS[count] ?? String(count);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Names in a row: `Data, Services and Value`. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/**
 * What the answers say, in sentences made by rules that docs/method.md states. Nothing is weighed or guessed.
 * @param quick whether outcomes were asked, rather than targets
 */
export function sayFindings(profile: Profile, findings: Findings, quick: boolean): string[] {
  const cells = profile.flatMap((row) => row.cells);
  const rated = cells.filter(({ level }) => level !== undefined).length;
  const said: string[] = [];
  const thing = (count: number) =>
    quick ? (count === 1 ? 'outcome' : 'outcomes') : count === 1 ? 'target' : 'targets';
  if (rated === 0) return ['No question has a level yet, so there is nothing to show.'];
  said.push(
    rated === cells.length
      ? `All ${rated} ${thing(rated)} have a level.`
      : `${capital(number(rated))} of ${cells.length} ${thing(cells.length)} ${rated === 1 ? 'has' : 'have'} a level.`,
  );
  const { strong, gaps, unknown, later, notApplicable } = findings;
  if (strong.length > 0)
    said.push(`You stand firmest in ${listed(strong.map(({ name }) => name))}.`);
  if (gaps.length > 0) {
    const names = listed(gaps.map(({ name }) => name));
    said.push(`The gaps are widest in ${names}.`);
  } else said.push('No outcome stands out as a gap.');
  if (unknown.length > 0)
    said.push(
      `To ${number(unknown.length)} ${unknown.length === 1 ? 'question' : 'questions'} the answer was “I don’t know”: finding out is a first step by itself.`,
    );
  if (later.length > 0)
    said.push(
      `${capital(number(later.length))} ${later.length === 1 ? 'question is' : 'questions are'} marked to come back to.`,
    );
  if (notApplicable.length > 0)
    said.push(
      `${capital(number(notApplicable.length))} ${notApplicable.length === 1 ? 'does' : 'do'} not apply, and ${notApplicable.length === 1 ? 'counts' : 'count'} neither way.`,
    );
  return said;
}

export const MOST_DIVIDED = 3;

/**
 * Where groups stand a level or more apart, in sentences; from nothing but what is shown of them.
 * @returns nothing when no two groups can be compared on any question
 */
export function sayDivided(
  items: readonly Item[],
  voices: ReadonlyMap<string, readonly Shown[]>,
): string[] {
  const shownOf = ({ id }: Item) => voices.get(id) ?? [];
  const comparable = items.filter(
    (item) => shownOf(item).filter(({ middle }) => middle !== undefined).length > 1,
  );
  if (comparable.length === 0) return [];
  const divided = comparable
    .map((item) => ({ item, gap: gapBetween(shownOf(item)) }))
    .filter(({ gap }) => gap > 0)
    .sort((a, b) => b.gap - a.gap);
  if (divided.length === 0)
    return ['On no question that can be compared do groups stand a level apart.'];
  const named = divided
    .slice(0, MOST_DIVIDED)
    .map(({ item }) => (item.target ? item.name : item.outcome.name));
  return [
    `On ${number(divided.length)} ${divided.length === 1 ? 'question' : 'questions'} groups stand a level or more apart, ${divided.length > 1 ? 'furthest' : 'namely'} on ${listed(named)}.`,
  ];
}

/** How an outcome stands, in words: `2 not yet, 1 in place, 2 without a level`. */
export function sayRow({ counts, cells, rated }: Row, levels: readonly { name: string }[]): string {
  const parts = counts.flatMap((count, index) =>
    count > 0 ? [`${count} ${levels[index]?.name.toLowerCase()}`] : [],
  );
  if (rated < cells.length) parts.push(`${cells.length - rated} without a level`);
  return parts.join(', ');
}

/** What has no level in an outcome, and why: `1 “I don’t know”, 2 not answered`. Empty when all have one. */
export function sayLeftOut({ cells }: Row): string {
  const counts = new Map<string, number>();
  for (const { level, answer } of cells) {
    if (level !== undefined) continue;
    const why = LEFT_OUT[answer?.choice ?? ''] ?? 'not answered';
    counts.set(why, (counts.get(why) ?? 0) + 1);
  }
  return [...counts].map(([why, count]) => `${count} ${why}`).join(', ');
}

const LEFT_OUT: Record<string, string> = {
  unknown: '“I don’t know”',
  na: 'does not apply',
  later: 'to come back to',
};
