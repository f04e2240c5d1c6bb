import type { Generated, Selectable } from 'kysely';
import type { Group } from './councils.ts';

export interface AssessmentTables {
  round: RoundRow;
  sheet: SheetRow;
  answer: AnswerTable;
  task: TaskRow;
  round_event: RoundEventRow;
  handover: HandoverRow;
}

export type Depth = 'quick' | 'full';

/** One time that a council asks itself where it stands. */
export interface RoundRow {
  id: string;
  council: string;
  name: string;
  depth: Depth;
  /** JSON: slugs of the outcomes that are asked. */
  outcomes: string;
  edition: string;
  /** ISO date. */
  closes_on: string;
  /** The round whose agreed answers it started from. */
  before: string | null;
  opened_at: string;
  closed_at: string | null;
  /** JSON: the items as they were asked, written when it closed. */
  frozen: string | null;
  /** JSON: ids of the people who are asked; nothing when everybody is who may answer. */
  asked: string | null;
  /** When leads said that all is agreed: from then on answers stand, until it is reopened with a reason. */
  settled_at: string | null;
  version: number;
}

/** A set of answers: somebody's private one, one person's voice in a round, or what the council agreed. */
export interface SheetRow {
  id: string;
  kind: 'private' | 'voice' | 'agreed';
  council: string | null;
  round_id: string | null;
  person_id: string | null;
  perspective: Group | null;
  /** Hash of the secret in a private link. */
  key_hash: string | null;
  depth: Depth;
  /** Slug of the council that a private sheet is about, if its owner said so: for examples from councils like it. */
  place: string | null;
  edition: string;
  created_at: string;
  seen_at: string;
}

export type AnswerRow = Selectable<AnswerTable>;

export interface AnswerTable {
  sheet_id: string;
  /** `outcome` in a quick look, `outcome.target` in a full assessment. */
  item: string;
  council: string | null;
  /** `1` to `4`, `na`, `unknown` or `later`. */
  choice: string;
  note: string;
  evidence: string;
  evidence_date: string;
  evidence_owner: string;
  confidence: string;
  /** Of an agreed answer: who sees it differently, and why. */
  dissent: string;
  answered_at: string;
  /** How the question changed since it was answered, until somebody answers anew: a kind of change, or empty. */
  carried: Generated<string>;
  version: number;
}

/** A question of a round that a lead gave to a colleague, to propose what the council should say. */
export interface TaskRow {
  id: string;
  council: string;
  round_id: string;
  item: string;
  person_id: string;
  asked_by: string;
  state: 'asked' | 'answered' | 'returned' | 'settled';
  /** JSON: the answer that the colleague proposes; empty before. */
  proposal: string;
  changed_at: string;
  version: number;
}

/** What happened in a round, for its members to read. Words that people wrote stand here, never in the audit. */
export interface RoundEventRow {
  id: string;
  council: string;
  round_id: string;
  item: string | null;
  at: string;
  person_id: string | null;
  kind: string;
  says: string;
}

/** What a council handed to the one that follows it: a copy of a closed round's agreed answers. */
export interface HandoverRow {
  id: string;
  /** The successor, whose row this is. */
  council: string;
  from_council: string;
  round_id: string;
  name: string;
  depth: Depth;
  edition: string;
  closed_on: string;
  /** JSON: the items as they were asked. */
  items: string;
  /** JSON: the agreed answers. */
  answers: string;
  handed_at: string;
}
