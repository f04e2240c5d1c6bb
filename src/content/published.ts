import type { Retired } from './schema/pages.ts';
import type { ExampleFile } from './schema/practice.ts';

/** What councils and partners wrote themselves, as it joins the examples of the content folder. */

/** Whose hand wrote an example. What a supplier wrote is always labelled. */
export type Hand = 'council' | 'partner' | 'supplier';

export interface Shot {
  /** Address of the picture on this site. */
  address: string;
  width: number;
  height: number;
  alt: string;
  caption: string;
}

/** What a written-up example tells beyond what the editors' own examples do. */
export interface Written {
  hand: Hand;
  /** Names of the bodies whose people wrote it, the first one first. */
  by: readonly string[];
  /** ISO date of its first publication. */
  first: string;
  /** ISO date on which an editor checked what stands there now. */
  checked: string;
  people: string;
  time: string;
  reuse: { answer: 'yes' | 'partly' | 'no'; kinds: readonly string[]; says: string; link: string };
  /** Whom to ask: a role, never a person. */
  contact: { role: string; link: string };
  pictures: readonly Shot[];
}

/** What others say of an example, and whether it is still so. Of councils, never of people, and never counted. */
export interface Living {
  echoes: readonly Echo[];
  /** Corrections, latest first. */
  log: readonly { on: string; says: string }[];
  /** Answers of its authors to “still running?”, latest first. */
  answers: readonly { on: string; still: Still; says: string }[];
  /** How far it is confirmed; nothing for an example that the editors keep. */
  standing?: { since: string; is: Standing };
}

export type EchoKind = 'done' | 'trying' | 'helped';
export interface Echo {
  kind: EchoKind;
  /** Slug of a council of the register. */
  council: string;
  says: string;
  on: string;
}

export type Still = 'running' | 'changed' | 'ended';
/** `unconfirmed`: asked twice without an answer. `aside`: for a year, so that it leaves the usual list. */
export type Standing = 'confirmed' | 'unconfirmed' | 'aside';

/** A written-up example: its facts as a file of the practice folder would say them. */
export interface Published {
  slug: string;
  facts: ExampleFile;
  /** Parts of the story, as Markdown. */
  text: { problem: string; did: string; wrong: string; lessons: string };
  /** How each result was measured, in the order of the results. */
  measured: readonly string[];
  /** Where the council stood on a target before and after: ids of levels, empty where it was not said. */
  levels: readonly { target: string; before: string; after: string }[];
  written: Written;
}

/** Everything that people added to the library. */
export interface Library {
  /** Grows with each change; servers make their pages anew when it does. */
  stamp: number;
  published: readonly Published[];
  withdrawn: readonly Retired[];
  /** By slug of the example. */
  living: ReadonlyMap<string, Living>;
}

export const EMPTY_LIBRARY: Library = {
  stamp: 0,
  published: [],
  withdrawn: [],
  living: new Map(),
};
