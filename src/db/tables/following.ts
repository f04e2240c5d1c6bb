/** What people follow, and how far they have read. */
export interface FollowingTables {
  follow: FollowRow;
  catch_up: CatchUpRow;
}

export interface FollowRow {
  person_id: string;
  /** Address of what is followed. */
  what: string;
  created_at: string;
}

export interface CatchUpRow {
  person_id: string;
  /** Up to when the last weekly digest told. */
  digest_at: string | null;
  /** When the person last said that the inbox is read. */
  seen_at: string | null;
}
