import type { Database, Handle } from '../../db/connect.ts';
import type { Show } from '../../web/visits/show.ts';
import type { Visitor } from '../../web/visits/visit.ts';

/** Something that can be judged. */
export interface Moderated {
  title: string;
  /** The words that are judged. */
  words: string;
  /** How it stands: "Shown", "Held". */
  state: string;
  /** Page on which it stands. */
  href: string;
  author: { id: string; name: string; email: string | null; place: string } | undefined;
  /** Why an editor ought to look at it. */
  doubt: string;
  /** What may be done with it now, by `ACTS`. */
  acts: readonly string[];
}

/** One kind of thing that people write, and how it is hidden or closed. */
export interface ModeratedKind {
  kind: string;
  /** As a page names it: "a post". */
  name: string;
  /** Whether an address is of this kind, there or not. */
  claims(about: string): boolean;
  /** @param reader who wants to report it: nothing comes back of what they may not read; an editor sees all */
  find(
    handle: Handle,
    about: string,
    reader: Visitor | 'editor' | undefined,
  ): Promise<Moderated | undefined>;
  /** @returns whether anything changed */
  act(handle: Handle, about: string, act: string, now: Date): Promise<boolean>;
  /** Networks that an author wrote from lately, as hashes. */
  listNetworks?(handle: Handle, person: string): Promise<string[]>;
}

export interface ModerationNeeds {
  database: Database;
  show: Show;
  site: string;
  title: string;
  kinds: readonly ModeratedKind[];
  /** The title of the public page at an address that nobody's `kinds` claim; nothing when there is none. */
  findPage(handle: Handle, address: string): Promise<string | undefined>;
  listEditors(handle: Handle): Promise<{ id: string; email: string | null }[]>;
}

/** The kind that an address is of; a page of the guide is of none that anybody wrote. */
export const kindOf = (
  { kinds }: Pick<ModerationNeeds, 'kinds'>,
  about: string,
): ModeratedKind | undefined => kinds.find((kind) => kind.claims(about));
