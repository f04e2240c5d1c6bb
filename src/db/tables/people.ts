/** People, how they come in, and what they were allowed across the site. */
export interface PeopleTables {
  person: PersonRow;
  session: SessionRow;
  sign_in: SignInRow;
  platform_role: { person_id: string; role: 'editor' | 'administrator'; given_at: string };
  /** How often something was tried in a span of time; shared by all servers. */
  attempt: { key: string; span_start: string; count: number };
}

export interface PersonRow {
  id: string;
  /** In small letters. Empty once the account is deleted. */
  email: string | null;
  name: string;
  created_at: string;
  deleted_at: string | null;
  version: number;
}

export interface SessionRow {
  /** Hash of the secret in the cookie. */
  id: string;
  person_id: string;
  created_at: string;
  seen_at: string;
}

/** A request to sign in by email: only hashes of its link, its code, and the browser that asked. */
export interface SignInRow {
  id: string;
  email: string;
  link_hash: string;
  code_hash: string;
  browser_hash: string;
  next: string;
  tries: number;
  created_at: string;
  used_at: string | null;
}
