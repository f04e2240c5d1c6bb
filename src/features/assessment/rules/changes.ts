import { type Answers, levelOf } from './answers.ts';
import type { Mark, Retired } from './editions.ts';
import type { Item } from './items.ts';

export interface Change {
  item: Item;
  from: number;
  to: number;
}

export interface Changes {
  up: Change[];
  down: Change[];
  /** Items with a level in both that stayed where they were. */
  same: number;
  /** Items with a level now that had none before. */
  fresh: Item[];
  /** Items that had a level before and have none now. */
  lost: Item[];
}

/**
 * What moved since another time. Only items with a level both times are compared.
 * @param before answers of the earlier time
 */
export function findChanges(items: readonly Item[], before: Answers, now: Answers): Changes {
  const changes: Changes = { up: [], down: [], same: 0, fresh: [], lost: [] };
  for (const item of items) {
    const [from, to] = [levelOf(before.get(item.id)), levelOf(now.get(item.id))];
    if (from === undefined && to !== undefined) changes.fresh.push(item);
    else if (from !== undefined && to === undefined) changes.lost.push(item);
    else if (from === undefined || to === undefined) continue;
    else if (to > from) changes.up.push({ item, from, to });
    else if (to < from) changes.down.push({ item, from, to });
    else changes.same += 1;
  }
  return changes;
}

const count = (number: number, one: string, many: string) =>
  number === 1 ? `one ${one}` : `${number === 0 ? 'no' : number} ${many}`;

/** What moved, in sentences. @param name what the earlier time is called */
export function sayChanges({ up, down, same, fresh }: Changes, name: string): string[] {
  if (up.length + down.length + same === 0)
    return [`Nothing can be compared with “${name}” yet: no question has a level both times.`];
  const said = [
    `Since “${name}”, ${count(up.length, 'target has moved up', 'targets have moved up')} and ${count(down.length, 'target has moved down', 'targets have moved down')}. ${same} stand where they stood.`,
  ];
  if (fresh.length > 0)
    said.push(`For ${count(fresh.length, 'target', 'targets')} there was no level before.`);
  return said;
}

/** Why the picture is another than before: because answers did, questions did, or the council did. */
export function sayWhy(
  { up, down, fresh }: Changes,
  {
    marks,
    retired,
    handed,
  }: {
    marks: ReadonlyMap<string, Pick<Mark, 'change'>>;
    retired: readonly Retired[];
    handed: boolean;
  },
): string[] {
  const said: string[] = [];
  const moved = [...up, ...down];
  const byQuestion = moved.filter(({ item }) => marks.has(item.id)).length;
  const byAnswer = moved.length - byQuestion;
  if (moved.length > 0 && byQuestion > 0)
    said.push(
      `${byAnswer === 0 ? 'None' : byAnswer} of the ${count(moved.length, 'move', 'moves')} ${byAnswer === 1 ? 'is' : 'are'} by another answer to the same question. For ${byQuestion === 1 ? 'one' : byQuestion} the question itself changed: compare with care.`,
    );
  else if (moved.length > 0)
    said.push('Each of them is another answer to the same question: no question changed.');
  const brought = fresh.filter(({ id }) => marks.get(id)?.change === 'new').length;
  if (brought > 0)
    said.push(`${count(brought, 'question is new', 'questions are new')} since then.`);
  if (retired.length > 0)
    said.push(
      `${count(retired.length, 'question is', 'questions are')} no longer asked: ${retired.map(({ was }) => `“${was}”`).join(', ')}`,
    );
  if (handed)
    said.push(
      'The council itself changed: it follows others, and what they agreed stands side by side on a page of its own.',
    );
  return said.map((sentence) => sentence.charAt(0).toUpperCase() + sentence.slice(1));
}
