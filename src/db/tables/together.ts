/** Needs and offers of councils, who agreed to be found, and introductions between two councils. */
export interface TogetherTables {
  listing: ListingRow;
  findable: FindableRow;
  introduction: IntroductionRow;
}

export type ListingKind = 'need' | 'offer';
export type Help = 'time' | 'code' | 'contract' | 'visit' | 'template';
export type Result = 'found' | 'not-found' | 'overtaken';

/** A need or an offer that a council put up. */
export interface ListingRow {
  id: string;
  council: string;
  kind: ListingKind;
  /** What is offered, or what would help; empty when a need does not say. */
  help: Help | '';
  title: string;
  /** JSON: what it is about, as `outcome`, `outcome.target` or `outcome/step`. */
  ties: string;
  /** For whom: each empty when it does not matter. A nation, a region and a kind of council of the register. */
  for_nation: string;
  for_region: string;
  for_type: string;
  visibility: 'public' | 'councils';
  /** ISO date of its last day. */
  ends_on: string;
  /** Nothing while it is a draft. */
  put_up_at: string | null;
  closed_at: string | null;
  /** What came of it; `ended` when its last day passed and nobody said. */
  result: Result | 'ended' | null;
  result_line: string;
  /** Taken off the board by an editor. */
  hidden_at: string | null;
  /** The last day that its council was reminded of. */
  reminded_for: string | null;
  person_id: string | null;
  created_at: string;
  version: number;
  body: string;
  /** Title and text in small plain letters, for searching. */
  words: string;
}

/** A council that agreed to be found on an outcome. */
export interface FindableRow {
  council: string;
  outcome: string;
  agreed_at: string;
}

/** One council asks another for an introduction about a listing. Both have said yes only when `answer` is `yes`. */
export interface IntroductionRow {
  id: string;
  listing_id: string;
  /** The council that asks. */
  council: string;
  to_council: string;
  message: string;
  person_id: string | null;
  asked_at: string;
  /** Never told to who asked unless it is `yes`. */
  answer: 'yes' | 'no' | null;
  answered_by: string | null;
  answered_at: string | null;
  /** When it was taken back, or its listing closed. */
  ended_at: string | null;
}
