export type CouncilRole = 'lead' | 'contributor' | 'viewer';
export type Group = 'councillor' | 'leadership' | 'service' | 'digital' | 'partner';

/** A council's own space and who belongs to it. `council` is always a slug of the register. */
export interface CouncilTables {
  member: MemberRow;
  invitation: InvitationRow;
  join_request: JoinRequestRow;
  audit: AuditRow;
  /** Mailboxes, as hashes, of people who deleted their account while their place was paused. */
  kept_out: { council: string; mailbox_hash: string; created_at: string };
}

export interface MemberRow {
  id: string;
  council: string;
  person_id: string;
  role: CouncilRole;
  /** How this person sees the council's work; asked, never guessed. */
  perspective: Group | null;
  suspended: 0 | 1;
  joined_at: string;
  version: number;
}

export interface InvitationRow {
  id: string;
  council: string;
  email: string;
  role: CouncilRole;
  perspective: Group | null;
  secret_hash: string;
  invited_by: string;
  created_at: string;
  /** How it ended; nothing while it is open. */
  ended: 'accepted' | 'withdrawn' | null;
  ended_at: string | null;
}

export interface JoinRequestRow {
  id: string;
  council: string;
  person_id: string;
  message: string;
  created_at: string;
  decision: 'approved' | 'declined' | null;
  decided_by: string | null;
  decided_at: string | null;
}

/** Who did what when. Rows are added, never changed: the database refuses. */
export interface AuditRow {
  id: string;
  at: string;
  council: string | null;
  person_id: string | null;
  action: string;
  /** JSON: what it was about, without names or addresses of people. */
  detail: string;
}
