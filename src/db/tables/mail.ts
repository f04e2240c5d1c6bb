/** Mail that waits to be sent, and work that waits for its time. */
export interface MailTables {
  mail: MailRow;
  /** Kinds of mail that a person does not want. */
  mail_refused: { person_id: string; kind: string };
  /** Links in notices that refuse a kind of mail, by hash. */
  refusal_link: { hash: string; person_id: string; kind: string; created_at: string };
  job: JobRow;
}

export interface MailRow {
  id: string;
  recipient: string;
  kind: string;
  subject: string;
  body: string;
  /** Address to refuse this kind of mail; nothing for mail that cannot be refused, such as a sign-in link. */
  refuse: string | null;
  created_at: string;
  due_at: string;
  tries: number;
  leased_until: string | null;
  sent_at: string | null;
  failed_at: string | null;
  last_error: string | null;
}

export interface JobRow {
  name: string;
  due_at: string;
  leased_until: string | null;
}
