import type { Draft } from './action.ts';

/** The fields of an action as people know them, in the order of its form. */
export const FIELDS: Record<keyof Draft, string> = {
  title: 'What',
  outcome: 'Outcome',
  target: 'Target',
  fromLevel: 'From level',
  toLevel: 'To level',
  why: 'Why',
  ownerId: 'Owner',
  ownerRole: 'Owner outside',
  start: 'Start',
  due: 'Due',
  status: 'Status',
  statusNote: 'Note',
  effort: 'Effort',
  costBand: 'Cost band',
  cost: 'Cost',
  benefit: 'Benefit',
  measure: 'How it is measured',
  evidence: 'Evidence',
  links: 'Links',
  figure: 'What changed',
  step: 'Step',
  example: 'Example',
  question: 'Question',
};
export const FIELD_IDS = Object.keys(FIELDS) as (keyof Draft)[];

/** Field → what stood there and what stands there now. */
export type Changes = Partial<Record<keyof Draft, [before: unknown, after: unknown]>>;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What is different between two states of an action. */
export function changesBetween(before: Draft, after: Draft): Changes {
  const changes: Changes = {};
  for (const field of FIELD_IDS)
    if (!same(before[field], after[field]))
      changes[field] = [before[field] ?? null, after[field] ?? null];
  return changes;
}

/**
 * Two people changed one action. What only one of them touched is taken from that one; where both did, it is a clash that
 * a person decides.
 * @param base the state that the form was made from
 */
export function mergeEdits(
  base: Draft,
  theirs: Draft,
  mine: Draft,
): { merged: Draft; clashes: (keyof Draft)[] } {
  const merged: Draft = { ...mine };
  const clashes: (keyof Draft)[] = [];
  const take = <K extends keyof Draft>(field: K) => {
    merged[field] = theirs[field];
  };
  for (const field of FIELD_IDS) {
    if (same(theirs[field], mine[field])) continue;
    if (same(mine[field], base[field])) take(field);
    else if (!same(theirs[field], base[field])) clashes.push(field);
  }
  return { merged, clashes };
}
