import type { Group } from './councils.ts';

export interface AssessmentTables {
  round: RoundRow;
  sheet: SheetRow;
  answer: AnswerRow;
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

export interface AnswerRow {
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
  version: number;
}
