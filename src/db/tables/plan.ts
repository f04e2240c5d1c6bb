/** A council's plan: its actions, what happened to each, and who outside may look at it. */
export interface PlanTables {
  action: ActionRow;
  action_change: ActionChangeRow;
  action_comment: ActionCommentRow;
  action_depends: ActionDependsRow;
  plan_feed: PlanFeedRow;
  plan_link: PlanLinkRow;
  plan_sent: PlanSentRow;
}

export type ActionStatus = 'proposed' | 'agreed' | 'in-progress' | 'done' | 'stopped';

export interface ActionRow {
  id: string;
  council: string;
  title: string;
  /** Slug of the outcome that it serves; nothing when it serves none in particular. */
  outcome: string | null;
  /** Id of the target that it moves, within the outcome. */
  target: string | null;
  /** Levels 1 to 4. */
  from_level: number | null;
  to_level: number | null;
  why: string;
  /** The person who owns it, a member when it was given to them. */
  owner_id: string | null;
  /** An owner outside the space, named by role. Empty when there is none. */
  owner_role: string;
  /** ISO dates. */
  start_on: string | null;
  due_on: string | null;
  status: ActionStatus;
  /** What was said when the status was last set. */
  status_note: string;
  /** Id of an effort and of a cost band, as the content lists them; empty when not said. */
  effort: string;
  cost_band: string;
  /** Whole pounds. */
  cost: number | null;
  benefit: string;
  /** How the benefit will be measured. */
  measure: string;
  evidence: string;
  /** JSON: list of `{ text, url }`. */
  links: string;
  /** What changed, as said when it was finished: a figure. */
  figure: string;
  /** What it came from: `outcome/id` of a step or a question, the slug of an example. */
  step: string | null;
  example: string | null;
  question: string | null;
  /** JSON: costs and benefits by year, for the business case; written and read by the papers. */
  money: string | null;
  /** Whether the answer of its target is to be raised with this as evidence. */
  raise: 'asked' | 'agreed' | 'declined' | null;
  /** Id of the action of a council that ended, which this one goes on with. */
  carried_from: string | null;
  /** What a search looks in, in small letters without accents. */
  words: string;
  made_by: string | null;
  made_at: string;
  /** When a person last did something to it. */
  touched_at: string;
  version: number;
}

/** One change of an action. Rows are added, never changed. */
export interface ActionChangeRow {
  id: string;
  council: string;
  action_id: string;
  /** Nothing when the almanac did it by itself. */
  person_id: string | null;
  at: string;
  kind: 'made' | 'changed' | 'update' | 'finished' | 'carried' | 'raise';
  /** JSON: field → [before, after]. */
  fields: string;
  note: string;
  /** The version of the action that it led to. */
  version: number;
}

export interface ActionCommentRow {
  id: string;
  council: string;
  action_id: string;
  person_id: string;
  at: string;
  body: string;
  /** JSON: ids of the persons who were mentioned. */
  mentions: string;
  removed_at: string | null;
}

/** `action_id` cannot be finished before `needs_id`. */
export interface ActionDependsRow {
  council: string;
  action_id: string;
  needs_id: string;
}

/** A private address of a calendar: only the hash of its secret. */
export interface PlanFeedRow {
  id: string;
  council: string;
  person_id: string;
  whose: 'mine' | 'all';
  hash: string;
  made_at: string;
}

/** A private address by which somebody outside may look at one action or one outcome of the plan. */
export interface PlanLinkRow {
  id: string;
  council: string;
  action_id: string | null;
  outcome: string | null;
  /** Who it was made for, as the maker named them. */
  partner: string;
  hash: string;
  made_by: string | null;
  made_at: string;
  /** ISO date of the last day on which it works. */
  ends_on: string;
  /** ISO date on which it was last opened. */
  seen_on: string | null;
  revoked_at: string | null;
}

/** Mail of the plan that was sent, so that none goes out twice. */
export interface PlanSentRow {
  key: string;
  council: string;
  person_id: string;
  sent_at: string;
}
