/** What was reported or held, what editors decided, and who may not write for a time. */
export interface ModerationTables {
  concern: ConcernRow;
  ruling: RulingRow;
  ban: BanRow;
  ban_network: { ban_id: string; network: string };
}

/** Something that an editor has to look at. */
export interface ConcernRow {
  id: string;
  /** Address of what it is about. */
  about: string;
  kind: string;
  source: 'held' | 'report' | 'appeal';
  /** The house rule that is named, or why it was held. */
  rule: string;
  words: string;
  /** Who raised it; nothing for a stranger, or when the almanac did. */
  person_id: string | null;
  /** Of an appeal: the ruling that it is against. */
  against: string | null;
  created_at: string;
  decided_at: string | null;
  ruling_id: string | null;
}

/** What an editor decided. */
export interface RulingRow {
  id: string;
  at: string;
  about: string;
  kind: string;
  act: string;
  rule: string;
  /** What the author is told. */
  words: string;
  author_id: string | null;
  by_person: string;
}

/** Somebody who may not write until a day. */
export interface BanRow {
  id: string;
  person_id: string;
  /** Hash of the bare form of their email address. */
  email_hash: string;
  rule: string;
  words: string;
  by_person: string;
  created_at: string;
  /** ISO moment. */
  until: string;
}
