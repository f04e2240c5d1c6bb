import type { Almanac } from '../../content/almanac.ts';
import { writtenDate } from '../../lib/dates.ts';
import { writtenNumber } from '../../lib/numbers.ts';
import type { Line } from './history.ts';
import { type Draft, type Link, STATUSES } from './rules/action.ts';
import { type Changes, FIELD_IDS, FIELDS } from './rules/changes.ts';
import type { Mentionable } from './rules/mentions.ts';

const KINDS: Record<Line['kind'], string> = {
  made: 'put it into the plan',
  changed: 'changed it',
  update: 'brought it up to date',
  finished: 'said what changed',
  carried: 'carried it over',
  raise: 'decided about the answer of its target',
};

type Needs = { almanac: Pick<Almanac, 'outcomes' | 'levels' | 'about'> };

/** One line of the history, in words. */
export function toLineView(needs: Needs, line: Line, members: readonly Mentionable[]) {
  return {
    at: line.at.slice(0, 10),
    time: line.at.slice(11, 16),
    who: line.who || (line.person_id ? 'A former member' : 'The almanac'),
    did: KINDS[line.kind],
    note: line.note,
    changes: toChangeViews(needs, line.changes, members),
  };
}

/** What stood in each changed field and what stands there now, in words. */
export const toChangeViews = (
  needs: Needs,
  changes: Changes,
  members: readonly Mentionable[],
): { name: string; before: string; after: string }[] =>
  FIELD_IDS.filter((field) => changes[field]).map((field) => ({
    name: FIELDS[field],
    before: sayValue(needs, field, changes[field]![0], members),
    after: sayValue(needs, field, changes[field]![1], members),
  }));

/** A value as people read it. */
export function sayValue(
  { almanac }: Needs,
  field: keyof Draft,
  value: unknown,
  members: readonly Mentionable[],
): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  const text = String(value);
  const named = (list: readonly { id: string; name: string }[]) =>
    list.find(({ id }) => id === text)?.name ?? text;
  switch (field) {
    case 'ownerId':
      return members.find(({ id }) => id === text)?.name ?? 'a former member';
    case 'status':
      return STATUSES[text as keyof typeof STATUSES] ?? text;
    case 'start':
    case 'due':
      return writtenDate(text);
    case 'fromLevel':
    case 'toLevel':
      return almanac.levels[Number(text) - 1]?.name ?? text;
    case 'outcome':
      return almanac.outcomes.find(({ slug }) => slug === text)?.name ?? text;
    case 'target':
      return (
        almanac.outcomes.flatMap(({ targets }) => targets).find(({ id }) => id === text)?.name ??
        text
      );
    case 'effort':
      return named(almanac.about.efforts);
    case 'costBand':
      return named(almanac.about.costs);
    case 'cost':
      return `£${writtenNumber(Number(value))}`;
    case 'links': {
      const links = value as Link[];
      return links.length > 0 ? links.map(({ text: name }) => name).join(', ') : 'nothing';
    }
    default:
      return text;
  }
}
