import type { Edition, ItemChange } from '../../../content/almanac.ts';
import { type Answer, type Answers, levelOf } from './answers.ts';

/**
 * How answers live on when questions change.
 *
 * - reworded, meaning the same: the answer stands.
 * - reworded, meaning moved: the answer stands and is marked, to be looked at.
 * - split: the part that the content names as closest keeps the answer, marked; the others are asked.
 * - merged: the lowest level of what was merged, marked, when all of it had one; else it is asked.
 * - retired: it is asked no more, and reads as it was in the rounds that asked it.
 * - new: it is asked.
 *
 * An answer to the question of today always comes before one that is carried over.
 */

/** The editions after one up to another, oldest first; none when the first is not known or they are the same. */
export function editionsBetween(
  editions: readonly Edition[],
  from: string,
  to: string,
): readonly Edition[] {
  const start = editions.findIndex(({ after }) => after === from);
  const end = editions.findIndex(({ edition }) => edition === to);
  return start < 0 || end < start ? [] : editions.slice(start, end + 1);
}

/** @returns the answers as they stand after those editions; what ended is left out */
export function carryAnswers(answers: Answers, editions: readonly Edition[]): Answers {
  let now = new Map(answers);
  for (const { changes } of editions) {
    const next = new Map(now);
    for (const change of changes) carryOne(change, now, next);
    now = next;
  }
  return now;
}

function carryOne(change: ItemChange, before: Answers, after: Map<string, Answer>): void {
  const put = (item: string, answer: Answer | undefined) => {
    if (answer && !before.has(item)) after.set(item, { ...answer, item, carried: change.change });
  };
  switch (change.change) {
    case 'reworded': {
      const answer = before.get(change.item);
      if (answer && change.meaning === 'moved')
        after.set(change.item, { ...answer, carried: 'reworded' });
      return;
    }
    case 'split':
      if (change.keeps) put(change.keeps, before.get(change.item));
      after.delete(change.item);
      return;
    case 'merged':
      put(change.into, lowestOf(change.items.map((item) => before.get(item))));
      for (const item of change.items) after.delete(item);
      return;
    case 'retired':
      after.delete(change.item);
      return;
    case 'new':
  }
}

/** The lowest of several answers, with the notes and evidence of all; nothing unless all have a level. */
function lowestOf(answers: readonly (Answer | undefined)[]): Answer | undefined {
  const all = answers.filter((answer) => levelOf(answer) !== undefined) as Answer[];
  if (all.length < answers.length || all.length === 0) return undefined;
  const lowest = all.reduce((one, other) => (levelOf(other)! < levelOf(one)! ? other : one));
  const joined = (field: 'note' | 'evidence' | 'dissent', most: number) =>
    [...new Set(all.map((answer) => answer[field]).filter(Boolean))].join('\n').slice(0, most);
  return {
    ...lowest,
    note: joined('note', 2000),
    evidence: joined('evidence', 500),
    dissent: joined('dissent', 1000),
  };
}

export interface Mark {
  change: Exclude<ItemChange['change'], 'retired'>;
  edition: string;
  why: string;
  /** What the question was before. */
  was: string | undefined;
}

/** For each question whose meaning is not what it was before those editions: what happened to it last. */
export function marksOf(editions: readonly Edition[]): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const { edition, changes } of editions)
    for (const change of changes) {
      if (change.change === 'retired') continue;
      if (change.change === 'reworded' && change.meaning === 'same') continue;
      const items =
        change.change === 'split'
          ? change.into
          : [change.change === 'merged' ? change.into : change.item];
      const { why } = change;
      const was = 'was' in change ? change.was : undefined;
      for (const item of items) marks.set(item, { change: change.change, edition, why, was });
    }
  return marks;
}

export interface Retired {
  item: string;
  was: string;
  why: string;
  edition: string;
}

/** Questions that ended without a successor in those editions. */
export const retiredIn = (editions: readonly Edition[]): Retired[] =>
  editions.flatMap(({ edition, changes }) =>
    changes.flatMap((change) =>
      change.change === 'retired'
        ? [{ item: change.item, was: change.was, why: change.why, edition }]
        : [],
    ),
  );
