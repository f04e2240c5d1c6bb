import type { Group } from '../../db/tables/councils.ts';
import type { Shown } from './rules/disclosure.ts';
import type { Item } from './rules/items.ts';
import { listed } from './rules/sentences.ts';

/** How people see a council's work: in the order of the pages, those who have not said last. */
export const ORDER = ['councillor', 'leadership', 'service', 'digital', 'partner', null] as const;

export const GROUP_NAMES: Record<Group, string> = {
  councillor: 'Councillors',
  leadership: 'Leadership',
  service: 'Services',
  digital: 'Digital and data',
  partner: 'Partners',
};

/** The groups that were put together, in words. */
export const nameOf = (groups: Shown['groups']): string =>
  listed(groups.map((group) => (group ? GROUP_NAMES[group] : 'Not said')));

/** What a page shows of a group: its size, and the level in its middle where that may be told. */
export function toGroupView(item: Item, { groups, people, middle }: Shown) {
  const level = item.levels.find(({ number }) => number === middle);
  return {
    name: nameOf(groups),
    people,
    middle: level && { number: level.number, name: level.name },
  };
}
export type GroupView = ReturnType<typeof toGroupView>;
