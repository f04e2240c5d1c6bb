import type { Database, Handle } from '../../db/connect.ts';
import type { Show } from '../../web/visits/show.ts';

/** Something that can be talked about. */
export interface Subject {
  /** `outcome`, `step`, `example`, `need` … */
  kind: string;
  /** As a page names it: "Step". */
  kindName: string;
  title: string;
  /** Its own address. */
  href: string;
  /** Slug of the outcome whose colour and feed it has. */
  outcome?: string;
}

/** One kind of subject: where its pages live, and how one is found. */
export interface SubjectKind {
  kind: string;
  /** The address, with parameters: `/outcomes/:outcome/steps/:step`. Its talk is at `/talk` before it. */
  path: string;
  find(handle: Handle, params: Readonly<Record<string, string>>): Promise<Subject | undefined>;
}

/** A council that a person may write from. */
export interface Place {
  council: string;
  name: string;
  /** Somebody from outside who works with the council. */
  partner: boolean;
}

export interface Ban {
  until: string;
  words: string;
}

export interface TalkNeeds {
  database: Database;
  show: Show;
  /** Address of the site, for feeds. */
  site: string;
  title: string;
  language: string;
  subjects: readonly SubjectKind[];
  /** What stands at an address; nothing when it is gone, or nobody may talk about it. */
  findSubject(handle: Handle, address: string): Promise<Subject | undefined>;
  nameOf(council: string): string | undefined;
  /** The councils of a person who is not suspended there. */
  listPlaces(handle: Handle, person: string): Promise<Place[]>;
  /** The ban that stands in a person's way, under this or another form of their address. */
  findBan(
    handle: Handle,
    person: { id: string; email: string },
    now: Date,
  ): Promise<Ban | undefined>;
  /** Whether somebody who may not write now wrote from a network. @param network its hash */
  isNetworkOfBan(handle: Handle, network: string, now: Date): Promise<boolean>;
  /** Puts a post before the editors. */
  raise(
    handle: Handle,
    concern: { about: string; kind: string; rule: string },
    now: Date,
  ): Promise<void>;
  /** What was decided about a post, for its author. */
  lastRuling(
    handle: Handle,
    about: string,
  ): Promise<{ id: string; rule: string; words: string; appealed: boolean } | undefined>;
  /** The addresses that a person follows, among some. */
  isFollowing(handle: Handle, person: string, what: string): Promise<boolean>;
  follow(handle: Handle, person: string, what: string, now: Date): Promise<void>;
}
