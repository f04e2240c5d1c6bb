import type { Almanac, Outcome } from '../../../content/almanac.ts';
import type { PART_IDS } from '../../../content/schema/sharing.ts';
import type { Typed } from '../../../web/forms/parse.ts';

/** What is asked in each part of a write-up. Pictures have a page of their own. */

export type PartId = (typeof PART_IDS)[number];

export interface Field {
  name: string;
  kind: 'line' | 'prose' | 'radios' | 'select' | 'checks' | 'link' | 'year' | 'date';
  label: string;
  hint?: string;
  /** Characters. */
  most?: number;
  rows?: number;
  /** Fields of one group stand together below its name. */
  group?: string;
  options?: readonly { value: string; text: string; hint?: string }[];
}

export const PARTS: Record<PartId, string> = {
  headline: 'In one line',
  problem: 'The problem',
  did: 'What you did',
  partners: 'Who with',
  cost: 'What it took',
  sources: 'Sources',
  changed: 'What changed',
  wrong: 'What went wrong',
  lessons: 'What you would tell others',
  reuse: 'What others can reuse',
  outcomes: 'Outcomes',
  targets: 'Targets, before and after',
  steps: 'Steps',
  contact: 'Whom to ask',
  pictures: 'Pictures',
};

export const RESULTS = [1, 2, 3] as const;
export const SOURCES = [1, 2, 3, 4, 5] as const;
export const REUSES = { yes: 'Yes', partly: 'Partly', no: 'No' } as const;
export const REUSE_KINDS = {
  code: 'Code',
  contract: 'A contract that others can join or copy',
  documents: 'Documents or templates',
  data: 'Data',
} as const;

/** What was typed in all parts, by part. */
export type Parts = Partial<Record<PartId, Typed>>;

/** What choices are made of. */
export type Known = Pick<Almanac, 'about' | 'outcomes' | 'levels'>;

/** The name of a field that belongs to a target. @param id `outcome/target` */
export const fieldOfTarget = (when: 'before' | 'after', id: string) =>
  `${when}-${id.replace('/', '--')}`;

/** One value of a field as text. */
export const textOf = (typed: Typed | undefined, name: string): string => {
  const value = typed?.[name];
  return typeof value === 'string' ? value : '';
};

export const listOf = (typed: Typed | undefined, name: string): string[] => {
  const value = typed?.[name];
  return Array.isArray(value) ? value : value ? [value] : [];
};

/** The outcomes that were chosen, the main one first. */
export function chosenOutcomes(parts: Parts, outcomes: readonly Outcome[]): Outcome[] {
  const slugs = [textOf(parts.outcomes, 'main'), ...listOf(parts.outcomes, 'also')];
  return [...new Set(slugs)].flatMap((slug) => outcomes.find((each) => each.slug === slug) ?? []);
}
