/** Questions and answers on parts of the almanac. They are written to be read by all: no council owns them. */
export interface ConversationTables {
  thread: ThreadRow;
  post: PostRow;
}

/** Who may read: everybody, or people who belong to a council here. */
export type Audience = 'everyone' | 'councils';

/**
 * `held` waits for an editor, `hidden` was taken out of sight by one, `withdrawn` was taken back by its author, and has
 * no words any more.
 */
export type PostState = 'held' | 'shown' | 'hidden' | 'withdrawn';

/** A question with its answers. Its id is that of the post that asks. */
export interface ThreadRow {
  id: string;
  /** Address of what it is about, such as `/outcomes/roads`. */
  about: string;
  title: string;
  audience: Audience;
  person_id: string;
  /** The answer that helped, as the asker says. */
  accepted: string | null;
  /** Answers that are shown, and when the latest of all shown posts was written. */
  answers: number;
  last_at: string;
  locked_at: string | null;
  version: number;
}

export interface PostRow {
  id: string;
  thread_id: string;
  person_id: string;
  /** Slug of the council that the author writes from; empty once the account is deleted. */
  council: string;
  partner: 0 | 1;
  body: string;
  state: PostState;
  /** Why an editor ought to look at it first; empty when nothing speaks for that. */
  doubt: string;
  /** Hash of its bare words, to see when the same is sent again. */
  copy_hash: string;
  /** Hash of the network that it came from, for two weeks; then empty. */
  network: string;
  created_at: string;
  edited_at: string | null;
  version: number;
}
