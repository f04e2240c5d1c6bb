/** Examples that people write up, their review, and what others say of an example. */
export interface SharingTables {
  writeup: WriteupRow;
  writeup_part: WriteupPartRow;
  writeup_author: WriteupAuthorRow;
  writeup_invitation: WriteupInvitationRow;
  writeup_version: WriteupVersionRow;
  writeup_review: WriteupReviewRow;
  writeup_picture: WriteupPictureRow;
  writeup_question: WriteupQuestionRow;
  card_echo: CardEchoRow;
  card_report: CardReportRow;
  card_note: CardNoteRow;
  /** One row: a number that grows whenever the public library changes. */
  library_stamp: { id: number; stamp: number };
}

export interface WriteupRow {
  id: string;
  hand: 'council' | 'partner' | 'supplier';
  /** The council that it is written for; nothing for a partner body. */
  council: string | null;
  /** Name of the partner body; empty for a council. */
  body: string;
  /** The finished action of a plan that it was started from. */
  action: string | null;
  /** `published` also while authors work on a next version that they have not sent. */
  state: 'draft' | 'submitted' | 'returned' | 'published';
  title: string;
  /** Its address below `/practice`, from the first publication on. Never used again. */
  slug: string | null;
  /** Number of the version that readers see. */
  live: number | null;
  first_live_at: string | null;
  live_at: string | null;
  /** When its authors last said that it is still so: at first the day of publication. */
  confirmed_at: string | null;
  standing: 'confirmed' | 'unconfirmed' | 'aside';
  withdrawn_at: string | null;
  withdrawn_why: string;
  created_at: string;
  created_by: string;
  submitted_at: string | null;
  version: number;
}

export interface WriteupPartRow {
  writeup_id: string;
  part: string;
  /** JSON: what was typed, by field. */
  content: string;
  saved_at: string;
  saved_by: string;
  version: number;
}

export interface WriteupAuthorRow {
  writeup_id: string;
  person_id: string;
  /** The council that they write for; nothing for somebody of a partner body. */
  council: string | null;
  joined_at: string;
}

export interface WriteupInvitationRow {
  id: string;
  writeup_id: string;
  email: string;
  invited_by: string;
  created_at: string;
}

/** What was sent to the editors. Every version is kept. */
export interface WriteupVersionRow {
  writeup_id: string;
  number: number;
  /** JSON: all parts, and the pictures by id. */
  content: string;
  sent_by: string;
  sent_at: string;
}

export interface WriteupReviewRow {
  id: string;
  writeup_id: string;
  number: number;
  editor_id: string;
  verdict: 'approved' | 'returned';
  /** JSON: what the editor says beside each part. */
  comments: string;
  at: string;
}

export interface WriteupPictureRow {
  id: string;
  writeup_id: string;
  type: 'image/png' | 'image/jpeg';
  /** The picture in base64: the same on both databases, and in a backup. */
  data: string;
  width: number;
  height: number;
  alt: string;
  caption: string;
  added_by: string;
  added_at: string;
  /** Taken out of the draft; kept because a version shows it. */
  removed: 0 | 1;
}

/** “Still running?”, asked of the authors. */
export interface WriteupQuestionRow {
  id: string;
  writeup_id: string;
  asked_at: string;
  answered_at: string | null;
  answered_by: string | null;
  still: 'running' | 'changed' | 'ended' | null;
  says: string;
  hidden: 0 | 1;
}

/** What a council says of an example: at most one row of a kind. */
export interface CardEchoRow {
  id: string;
  slug: string;
  council: string;
  kind: 'done' | 'trying' | 'helped';
  says: string;
  person_id: string;
  at: string;
  hidden: 0 | 1;
}

export interface CardReportRow {
  id: string;
  slug: string;
  kind: 'wrong' | 'outdated' | 'personal' | 'advertising' | 'other';
  says: string;
  at: string;
  decided_at: string | null;
  decided_by: string | null;
  decision: 'corrected' | 'nothing' | null;
}

/** A line of a card's correction log. */
export interface CardNoteRow {
  id: string;
  slug: string;
  says: string;
  at: string;
  by_person: string;
}
