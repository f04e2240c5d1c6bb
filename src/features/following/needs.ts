import type { Database, Handle } from '../../db/connect.ts';
import type { Show } from '../../web/visits/show.ts';

/** Something that can be followed. */
export interface Followed {
  /** As a page names it: "Outcome", "Council". */
  kind: string;
  title: string;
  href: string;
}

/** Who is told. */
export interface Follower {
  id: string;
  name: string;
  editor: boolean;
}

/** One line of news. */
export interface NewsLine {
  /** Heading that it stands under: "New questions". */
  section: string;
  text: string;
  href: string;
  /** ISO moment or date. */
  at: string;
}

export interface NewsWanted {
  follower: Follower;
  /** Addresses that they follow. */
  what: readonly string[];
  /** ISO moments: after the first, up to the second. */
  since: string;
  until: string;
}

/** Where news come from; each hands over only what this follower may read. */
export type NewsSource = (handle: Handle, wanted: NewsWanted) => Promise<NewsLine[]>;

/** One thing in an inbox. */
export interface InboxItem {
  text: string;
  href: string;
  at: string;
  /** Somebody waits for this person to do something. */
  waits: boolean;
}

/** Where the inbox finds things; each hands over only what is this person's. */
export interface InboxSource {
  name: string;
  list(handle: Handle, person: Follower, now: Date): Promise<InboxItem[]>;
}

export interface FollowingNeeds {
  database: Database;
  show: Show;
  /** @returns nothing for what is not there, or not for this person */
  findFollowed(
    handle: Handle,
    address: string,
    person: Follower | undefined,
  ): Promise<Followed | undefined>;
  inbox: readonly InboxSource[];
}
