import type { Living, Written } from './published.ts';
import type { AlmanacFile, Role } from './schema/almanac.ts';
import type { Edition, ItemChange } from './schema/editions.ts';
import type { Applies, SourceReference } from './schema/fields.ts';
import type { FrameworkFile, Term } from './schema/language.ts';
import type { MadeUp } from './schema/made-up.ts';
import type {
  OutcomeFile,
  QuestionFile,
  ReadingFile,
  StepFile,
  TargetFile,
} from './schema/outcome.ts';
import type { News, PageFile, Retired } from './schema/pages.ts';
import type { ExampleFile } from './schema/practice.ts';
import type { CombinedFile, CouncilFile } from './schema/register.ts';
import type { SharingFile } from './schema/sharing.ts';
import type { WorkshopFile } from './schema/workshop.ts';
import type { EntryFile, MonthFile } from './schema/year.ts';

/** The almanac as the rest of the program sees it: checked, linked in both directions and frozen. */
export interface Almanac {
  about: AlmanacFile;
  levels: readonly Level[];
  roles: readonly Role[];
  outcomes: readonly Outcome[];
  examples: readonly Example[];
  terms: readonly Term[];
  frameworks: readonly Framework[];
  months: readonly Month[];
  councils: readonly Council[];
  pages: readonly Page[];
  retired: readonly Retired[];
  /** Latest first. */
  news: readonly News[];
  /** A council to look at before signing up; it is not in the register. */
  madeUp: MadeUp | undefined;
  /** How questions changed from edition to edition, oldest first. */
  editions: readonly Edition[];
  /** What helps people to write up an example; without it nobody can. */
  sharing: SharingFile | undefined;
  /** Running orders of sessions, the shortest first. */
  workshops: readonly Workshop[];
}

export interface Level {
  id: string;
  name: string;
  meaning: string;
  /** 1 is the lowest. */
  number: number;
}

/** What a council at one level looks like. */
export interface LevelDescription {
  level: Level;
  description: string;
}

/** Parts of an outcome's text, as Markdown, by the heading that opens them. */
export interface OutcomeText {
  why: string;
  councillors: string;
  officers: string;
  wrong: string;
}

export interface Outcome extends Omit<OutcomeFile, 'ties' | 'quick'> {
  slug: string;
  /** Place in the order of outcomes, from 1. */
  number: number;
  text: OutcomeText;
  /** What a council at each level looks like on the whole, lowest first. */
  quick: readonly LevelDescription[];
  ties: readonly { outcome: Outcome; why: string }[];
  targets: readonly Target[];
  steps: readonly Step[];
  questions: readonly Question[];
  readings: readonly Reading[];
  /** Examples that bear on it: those that tell most about it first. */
  examples: readonly Example[];
}

export interface Target extends Omit<TargetFile, 'levels'> {
  outcome: Outcome;
  /** Place within its outcome, from 1. */
  number: number;
  levels: readonly LevelDescription[];
  steps: readonly Step[];
  questions: readonly Question[];
  examples: readonly Example[];
}

export interface Step extends Omit<StepFile, 'moves' | 'applies'> {
  id: string;
  outcome: Outcome;
  number: number;
  moves: readonly { target: Target; from: Level; to: Level }[];
  applies: Applies;
  /** The numbered actions and what to watch for, as Markdown. */
  body: string;
  examples: readonly Example[];
}

export interface Question extends Omit<QuestionFile, 'role' | 'target'> {
  outcome: Outcome;
  role: Role;
  target: Target;
}

export interface Reading extends Omit<ReadingFile, 'roles'> {
  outcome: Outcome;
  roles: readonly Role[];
}

export interface Council extends Omit<CouncilFile, 'successors'> {
  nation: string;
  regions: readonly string[];
  populationYear: number;
  successors: readonly Council[];
  predecessors: readonly Council[];
  /** Councils that belong to a combined authority; empty for any other. */
  members: readonly Council[];
  examples: readonly Example[];
}

/** Parts of an example's story, as Markdown. `wrong` is empty when no source tells of anything. */
export interface ExampleText {
  problem: string;
  did: string;
  wrong: string;
  lessons: string;
}

export interface Example
  extends Omit<ExampleFile, 'outcome' | 'also' | 'targets' | 'steps' | 'councils' | 'cost'> {
  slug: string;
  /** The outcome that it tells most about first. */
  outcomes: readonly Outcome[];
  targets: readonly Target[];
  steps: readonly Step[];
  /** Councils of the register; the one that led comes first. */
  councils: readonly Council[];
  cost: { budget: string; says?: string; source?: number };
  text: ExampleText;
  /** How each result was measured, where the council wrote that down. */
  measured?: readonly string[];
  /** Where the council says that it stood on a target, before and after. */
  levels?: readonly { target: Target; before: Level | undefined; after: Level | undefined }[];
  /** Who wrote it up; nothing for an example by the editors. */
  written?: Written;
  /** What others say of it since. */
  living?: Living;
}

export interface Framework extends Omit<FrameworkFile, 'items'> {
  slug: string;
  items: readonly FrameworkItem[];
}

export interface FrameworkItem {
  id: string;
  name: string;
  meets: readonly { outcome: Outcome; strength: Strength; why: string }[];
}

export type Strength = FrameworkFile['items'][number]['meets'][number]['strength'];

export interface Month extends Omit<MonthFile, 'outcome' | 'entries'> {
  /** 1 is January. */
  number: number;
  slug: string;
  outcome: Outcome;
  entries: readonly Entry[];
  /** The conversation to start this month, as Markdown. */
  body: string;
}

export interface Entry extends Omit<EntryFile, 'outcomes' | 'roles'> {
  roles: readonly Role[];
  outcomes: readonly Outcome[];
}

export interface Workshop extends WorkshopFile {
  /** `30-minutes`. */
  slug: string;
}

export interface Page extends PageFile {
  slug: string;
  body: string;
}

export type { Applies, CombinedFile, Edition, ItemChange, Role, SourceReference, Term };
