import type { Generated } from 'kysely';

/** People, how they come in, and what they were allowed across the site. */
export interface PeopleTables {
  person: PersonRow;
  session: SessionRow;
  sign_in: SignInRow;
  provider_sign_in: ProviderSignInRow;
  identity: IdentityRow;
  email_change: EmailChangeRow;
  platform_role: { person_id: string; role: 'editor' | 'administrator'; given_at: string };
  /** How often something was tried in a span of time; shared by all servers. */
  attempt: { key: string; span_start: string; count: number };
}

export interface PersonRow {
  id: string;
  /** In small letters. Empty once the account is deleted. */
  email: string | null;
  name: string;
  /** How they want to be addressed in mail; empty: by their name. */
  addressed: Generated<string>;
  created_at: string;
  /** Last sign-in. */
  seen_at: string | null;
  /** When they were told that the account will be deleted for want of use. */
  warned_at: string | null;
  deleted_at: string | null;
  version: number;
}

export interface SessionRow {
  /** Hash of the secret in the cookie. */
  id: string;
  person_id: string;
  created_at: string;
  seen_at: string;
  /** Id of the provider that let them in; nothing when it was a mail. */
  provider: string | null;
}

/** A sign-in by a provider that is under way. */
export interface ProviderSignInRow {
  state_hash: string;
  provider: string;
  browser_hash: string;
  nonce: string;
  /** Of PKCE: useless without the code that only the provider and the browser have. */
  verifier: string;
  next: string;
  created_at: string;
}

/** That a person of ours is this person at a provider. */
export interface IdentityRow {
  issuer: string;
  subject: string;
  person_id: string;
  created_at: string;
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

/** A change of email address, asked for and not yet confirmed on both sides. */
export interface EmailChangeRow {
  id: string;
  person_id: string;
  email: string;
  old_hash: string;
  new_hash: string;
  old_at: string | null;
  new_at: string | null;
  created_at: string;
}
