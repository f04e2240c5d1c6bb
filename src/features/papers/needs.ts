import type { Almanac } from '../../content/almanac.ts';
import type { Database, Handle } from '../../db/connect.ts';
import type { Templates } from '../../web/templates.ts';
import type { Show } from '../../web/visits/show.ts';
import type { Makers } from './makers.ts';

/** What the papers need of the rest: the plan and a closed round as values. Handed in, since no feature imports another. */
export interface PapersNeeds {
  database: Database;
  show: Show;
  almanac: Almanac;
  /** Where the typeface of pictures is kept. */
  cacheFolder: string;
  /** These are the papers of the made-up council, and say so. */
  madeUp: boolean;
  makers: Makers;
  templates: Templates;
  plan: PlanSource;
  rounds: RoundSource;
}

export type ActionStatus = 'proposed' | 'agreed' | 'in-progress' | 'done' | 'stopped';

/** An action of the plan. A text that nobody wrote is empty. */
export interface PlanAction {
  id: string;
  version: number;
  title: string;
  why: string;
  /** Slug of the outcome; empty when the action bears on none. */
  outcome: string;
  /** Id of the target that it moves, within its outcome; empty when it moves none. */
  target: string;
  from: number | undefined;
  to: number | undefined;
  /** Name of a member, or a role outside; empty when nobody has it. */
  owner: string;
  /** Whether the owner is a named person, rather than a role. */
  ownerIsPerson: boolean;
  /** ISO dates; may be empty. */
  start: string;
  due: string;
  status: ActionStatus;
  statusNote: string;
  /** Ids of the guide's efforts and cost bands; may be empty. */
  effort: string;
  costBand: string;
  /** In whole pounds. */
  cost: number | undefined;
  benefit: string;
  measure: string;
  evidence: string;
  /** Ids of the actions that come first. */
  dependsOn: readonly string[];
}

/** What a spreadsheet may change of an action. */
export type ActionChange = Partial<
  Pick<
    PlanAction,
    | 'title'
    | 'why'
    | 'start'
    | 'due'
    | 'status'
    | 'statusNote'
    | 'effort'
    | 'costBand'
    | 'cost'
    | 'benefit'
    | 'measure'
    | 'evidence'
  >
>;

export interface PlanSource {
  /** All actions of a council in the order of its plan, at most 5,000. */
  list(handle: Handle, council: string): Promise<PlanAction[]>;
  /** Changes an action, with its history. @returns whether it stood at that version still */
  change(
    handle: Handle,
    action: { council: string; id: string; version: number },
    change: ActionChange,
    by: { person: string; now: Date },
  ): Promise<'kept' | 'changed since' | 'gone'>;
  /** An action as it stood at an earlier version; nothing where that is not known any more. */
  at(
    handle: Handle,
    action: { council: string; id: string; version: number },
  ): Promise<ActionChange | undefined>;
  /** Adds an action. @returns its id */
  add(
    handle: Handle,
    council: string,
    action: ActionChange & { title: string },
    by: { person: string; now: Date },
  ): Promise<string>;
}

/** What the agreed answers of a closed round show. */
export interface ClosedRound {
  name: string;
  /** ISO date. */
  closedOn: string;
  edition: string;
  /** Outcomes were asked, rather than targets. */
  quick: boolean;
  sentences: readonly string[];
  rows: readonly MatrixRow[];
  /** The round before, when there was one. */
  changes:
    | {
        name: string;
        sentences: readonly string[];
        moved: readonly { outcome: string; name: string; from: number; to: number }[];
      }
    | undefined;
  /** Where groups of at least three people stood apart, as far as it may be told; the widest apart first. */
  apart: readonly {
    outcome: string;
    name: string;
    groups: readonly { name: string; level: number }[];
  }[];
}

export interface MatrixRow {
  /** Slug. */
  outcome: string;
  /** How it stands, in words. */
  says: string;
  cells: readonly {
    id: string;
    name: string;
    level: number | undefined;
    /** Level at the round before. */
    before: number | undefined;
    /** The answer in words: the level's name, or why there is none. */
    says: string;
  }[];
}

export interface RoundSource {
  /** Closed rounds, latest first. */
  list(handle: Handle, council: string): Promise<{ id: string; name: string; closedOn: string }[]>;
  read(handle: Handle, council: string, id: string): Promise<ClosedRound | undefined>;
}
