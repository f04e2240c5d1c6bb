import { z } from 'zod';
import type { Almanac } from '../../content/almanac.ts';
import { writtenNumber } from '../../lib/numbers.ts';
import { choice, line, prose, version } from '../../web/forms/fields.ts';
import type { Problem, Typed } from '../../web/forms/parse.ts';
import type { Colleague } from './needs.ts';
import { type Action, type Draft, type Link, STATUS_IDS, STATUSES } from './rules/action.ts';
import { FIELD_IDS } from './rules/changes.ts';
import { LONGEST_TITLE } from './rules/drafts.ts';
import { isWeb } from './rules/said.ts';

const MOST_LINKS = 20;
const MOST_POUNDS = 10_000_000_000;

const short = (most: number) =>
  z
    .string()
    .max(most, `Use at most ${most} characters`)
    .transform((text) => text.replaceAll(/\s+/g, ' '));
const day = z
  .string()
  .refine((text) => text === '' || isDay(text), 'Enter a real date, such as 2027-03-31');
const level = z.union([z.enum(['1', '2', '3', '4']), z.literal('')]).catch('');

export const actionSchema = z.object({
  title: line('Say in one line what is to be done', LONGEST_TITLE),
  place: z.string(),
  fromLevel: level,
  toLevel: level,
  why: prose(2_000),
  ownerId: z.string(),
  ownerRole: short(120),
  start: day,
  due: day,
  status: choice(STATUS_IDS, 'Choose how it stands'),
  statusNote: short(300),
  effort: z.string(),
  costBand: z.string(),
  cost: z
    .string()
    .refine(
      (text) => text === '' || poundsIn(text) !== undefined,
      'Enter whole pounds, such as 12,500',
    ),
  benefit: prose(2_000),
  measure: prose(2_000),
  evidence: prose(2_000),
  links: prose(4_000).refine(
    (text) => linksIn(text) !== undefined,
    'Start each line with, or end it in, one web address that begins with https://',
  ),
  figure: short(300),
  step: z.string(),
  example: z.string(),
  question: z.string(),
  version,
});
type Value = z.infer<typeof actionSchema>;

/** Whether a text is a day that the calendar has, between 2000 and 2099. */
export const isDay = (text: string): boolean =>
  /^20\d{2}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);

/** Whole pounds as people type them: `12500`, `12,500`, `£12,500.00`. */
export function poundsIn(text: string): number | undefined {
  const bare = text.replaceAll(/[£,\s]/g, '');
  if (!/^\d{1,11}(?:\.\d{1,2})?$/.test(bare)) return undefined;
  const pounds = Math.round(Number(bare));
  return pounds <= MOST_POUNDS ? pounds : undefined;
}

/** Links as people type them, a line each. @returns nothing when a line is none */
export function linksIn(text: string): Link[] | undefined {
  const lines = text
    .split('\n')
    .map((each) => each.trim())
    .filter(Boolean);
  if (lines.length > MOST_LINKS) return undefined;
  const links = lines.map((each) => {
    const words = each.split(/\s+/);
    const at = words.findIndex(isWeb);
    if (at === -1 || words.filter(isWeb).length > 1) return undefined;
    const url = words[at]!;
    const name = words
      .filter((_, index) => index !== at)
      .join(' ')
      .replace(/[\s:–-]+$/, '');
    return { text: name || new URL(url).hostname, url };
  });
  return links.every((link) => link !== undefined) ? links : undefined;
}

/** What the form says, as a draft; or what does not go together. */
export function toDraft(
  value: Value,
  {
    almanac,
    members,
    standing,
  }: { almanac: Almanac; members: readonly Colleague[]; standing?: Draft },
): Draft | Problem[] {
  const problems: Problem[] = [];
  const [slug = '', id = ''] = value.place.split('.');
  const outcome = almanac.outcomes.find((each) => each.slug === slug);
  const target = outcome?.targets.find((each) => each.id === id);
  // What the guide had once, and an action still names, stays.
  const old = standing && placeOf(standing) === value.place;
  if (value.place && !old && (!outcome || (id && !target)))
    problems.push({ field: 'place', text: 'Choose an outcome or a target from the list' });
  const from = value.fromLevel === '' ? undefined : Number(value.fromLevel);
  const to = value.toLevel === '' ? undefined : Number(value.toLevel);
  if (from !== undefined && to !== undefined && to <= from)
    problems.push({
      field: 'toLevel',
      text: 'The level to reach must be above the one it starts from',
    });
  if (value.ownerId && value.ownerRole)
    problems.push({
      field: 'ownerRole',
      text: 'Choose a colleague or name a role outside, not both',
    });
  const known = members.some(({ person_id }) => person_id === value.ownerId);
  if (value.ownerId && !known && standing?.ownerId !== value.ownerId)
    problems.push({ field: 'ownerId', text: 'Choose somebody who belongs to the council here' });
  if (value.start && value.due && value.due < value.start)
    problems.push({ field: 'due', text: 'The due date must not lie before the start' });
  if (problems.length > 0) return problems;
  const ofList = (list: readonly { id: string }[], text: string) =>
    list.some((each) => each.id === text) ? text : '';
  return {
    title: value.title,
    outcome: slug,
    target: id,
    fromLevel: id ? from : undefined,
    toLevel: id ? to : undefined,
    why: value.why,
    ownerId: value.ownerId,
    ownerRole: value.ownerRole,
    start: value.start,
    due: value.due,
    status: value.status,
    statusNote: value.statusNote,
    effort: ofList(almanac.about.efforts, value.effort),
    costBand: ofList(almanac.about.costs, value.costBand),
    cost: value.cost === '' ? undefined : poundsIn(value.cost),
    benefit: value.benefit,
    measure: value.measure,
    evidence: value.evidence,
    links: linksIn(value.links) ?? [],
    figure: value.figure,
    step: value.step,
    example: value.example,
    question: value.question,
  };
}

export const placeOf = ({ outcome, target }: Pick<Draft, 'outcome' | 'target'>): string =>
  target ? `${outcome}.${target}` : outcome;

/** The draft as it stands in the fields of the form. */
export function toTyped(draft: Draft, standing = 0): Typed {
  const { outcome: _outcome, target: _target, links, cost, fromLevel, toLevel, ...rest } = draft;
  return {
    ...rest,
    place: placeOf(draft),
    fromLevel: fromLevel === undefined ? '' : String(fromLevel),
    toLevel: toLevel === undefined ? '' : String(toLevel),
    cost: cost === undefined ? '' : writtenNumber(cost),
    links: links.map(({ text, url }) => `${text} ${url}`).join('\n'),
    ...(standing ? { version: String(standing) } : {}),
  };
}

/** What people write in an action, without what the almanac keeps beside it. */
export const draftOf = (action: Action): Draft =>
  Object.fromEntries(FIELD_IDS.map((field) => [field, action[field]])) as unknown as Draft;

/** The choices of the form. @param draft keeps an owner in the list who has left */
export function toChoices(almanac: Almanac, members: readonly Colleague[], draft?: Draft) {
  const left = draft?.ownerId && !members.some(({ person_id }) => person_id === draft.ownerId);
  return {
    places: almanac.outcomes.map(({ slug, name, targets }) => ({
      value: slug,
      name,
      targets: targets.map((target) => ({ value: `${slug}.${target.id}`, text: target.name })),
    })),
    levels: almanac.levels.map(({ number, name }) => ({ value: String(number), text: name })),
    owners: [
      { value: '', text: 'Nobody yet' },
      ...members.map(({ person_id, name }) => ({ value: person_id, text: name || 'A colleague' })),
      ...(left ? [{ value: draft.ownerId, text: 'A former member' }] : []),
    ],
    statuses: STATUS_IDS.map((id) => ({ value: id, text: STATUSES[id] })),
    efforts: [{ value: '', text: 'Not said' }, ...toItems(almanac.about.efforts)],
    costs: [{ value: '', text: 'Not said' }, ...toItems(almanac.about.costs)],
  };
}
const toItems = (list: readonly { id: string; name: string }[]) =>
  list.map(({ id, name }) => ({ value: id, text: name }));
