import type { ActionRow, ActionStatus } from '../../../db/tables/plan.ts';

/** One action of a plan, as everything but the database sees it. */
export interface Action {
  id: string;
  council: string;
  title: string;
  /** Slug of an outcome, id of a target within it; empty when it serves none in particular. */
  outcome: string;
  target: string;
  fromLevel: number | undefined;
  toLevel: number | undefined;
  why: string;
  /** Person id of the owner; empty when there is none, or one outside. */
  ownerId: string;
  /** An owner outside the space, by role. */
  ownerRole: string;
  /** ISO dates, or empty. */
  start: string;
  due: string;
  status: ActionStatus;
  statusNote: string;
  effort: string;
  costBand: string;
  /** Whole pounds. */
  cost: number | undefined;
  benefit: string;
  measure: string;
  evidence: string;
  links: readonly Link[];
  /** What changed, as said when it was finished. */
  figure: string;
  /** `outcome/id` of the step or question, slug of the example that it came from; or empty. */
  step: string;
  example: string;
  question: string;
  raise: ActionRow['raise'];
  carriedFrom: string;
  madeAt: string;
  touchedAt: string;
  version: number;
}

export interface Link {
  text: string;
  url: string;
}

/** What people write; the rest is kept by the almanac. */
export type Draft = Pick<
  Action,
  | ('title' | 'outcome' | 'target' | 'fromLevel' | 'toLevel' | 'why' | 'ownerId' | 'ownerRole')
  | ('start' | 'due' | 'status' | 'statusNote' | 'effort' | 'costBand' | 'cost' | 'benefit')
  | ('measure' | 'evidence' | 'links' | 'figure' | 'step' | 'example' | 'question')
>;

export const EMPTY_DRAFT: Draft = {
  title: '',
  outcome: '',
  target: '',
  fromLevel: undefined,
  toLevel: undefined,
  why: '',
  ownerId: '',
  ownerRole: '',
  start: '',
  due: '',
  status: 'proposed',
  statusNote: '',
  effort: '',
  costBand: '',
  cost: undefined,
  benefit: '',
  measure: '',
  evidence: '',
  links: [],
  figure: '',
  step: '',
  example: '',
  question: '',
};

/** The states of an action, in the order in which it goes through them. */
export const STATUSES: Record<ActionStatus, string> = {
  proposed: 'Proposed',
  agreed: 'Agreed',
  'in-progress': 'In progress',
  done: 'Done',
  stopped: 'Stopped',
};
export const STATUS_IDS = ['proposed', 'agreed', 'in-progress', 'done', 'stopped'] as const;

/** Whether something is still to be done. */
export const isOpen = ({ status }: Pick<Action, 'status'>): boolean =>
  status !== 'done' && status !== 'stopped';

export const toAction = (row: ActionRow): Action => ({
  id: row.id,
  council: row.council,
  title: row.title,
  outcome: row.outcome ?? '',
  target: row.target ?? '',
  fromLevel: row.from_level ?? undefined,
  toLevel: row.to_level ?? undefined,
  why: row.why,
  ownerId: row.owner_id ?? '',
  ownerRole: row.owner_role,
  start: row.start_on ?? '',
  due: row.due_on ?? '',
  status: row.status,
  statusNote: row.status_note,
  effort: row.effort,
  costBand: row.cost_band,
  cost: row.cost ?? undefined,
  benefit: row.benefit,
  measure: row.measure,
  evidence: row.evidence,
  links: JSON.parse(row.links) as Link[],
  figure: row.figure,
  step: row.step ?? '',
  example: row.example ?? '',
  question: row.question ?? '',
  raise: row.raise,
  carriedFrom: row.carried_from ?? '',
  madeAt: row.made_at,
  touchedAt: row.touched_at,
  version: row.version,
});

/** The columns of what people write. */
export const toColumns = (draft: Draft) => ({
  title: draft.title,
  outcome: draft.outcome || null,
  target: draft.target || null,
  from_level: draft.fromLevel ?? null,
  to_level: draft.toLevel ?? null,
  why: draft.why,
  owner_id: draft.ownerId || null,
  owner_role: draft.ownerId ? '' : draft.ownerRole,
  start_on: draft.start || null,
  due_on: draft.due || null,
  status: draft.status,
  status_note: draft.statusNote,
  effort: draft.effort,
  cost_band: draft.costBand,
  cost: draft.cost ?? null,
  benefit: draft.benefit,
  measure: draft.measure,
  evidence: draft.evidence,
  links: JSON.stringify(draft.links),
  figure: draft.figure,
  step: draft.step || null,
  example: draft.example || null,
  question: draft.question || null,
  words: bareWords([draft.title, draft.why, draft.ownerRole, draft.benefit, draft.statusNote]),
});

/** Text as a search compares it: small letters, no accents, single spaces. */
export const bareWords = (texts: readonly string[]): string =>
  texts
    .join(' ')
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
