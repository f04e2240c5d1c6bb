import type {
  AlmanacFile,
  Applies,
  CombinedFile,
  CouncilFile,
  OutcomeFile,
  PageFile,
  QuestionFile,
  ReadingFile,
  Retired,
  Role,
  SourceReference,
  StepFile,
  TargetFile,
  Term,
} from './schema.ts';

/** The almanac as the rest of the program sees it: checked, linked in both directions and frozen. */
export interface Almanac {
  about: AlmanacFile;
  levels: readonly Level[];
  roles: readonly Role[];
  outcomes: readonly Outcome[];
  terms: readonly Term[];
  councils: readonly Council[];
  pages: readonly Page[];
  retired: readonly Retired[];
}

export interface Level {
  id: string;
  name: string;
  meaning: string;
  /** 1 is the lowest. */
  number: number;
}

/** Parts of an outcome's text, as Markdown, by the heading that opens them. */
export interface OutcomeText {
  why: string;
  councillors: string;
  officers: string;
  wrong: string;
}

export interface Outcome extends Omit<OutcomeFile, 'ties'> {
  slug: string;
  /** Place in the order of outcomes, from 1. */
  number: number;
  text: OutcomeText;
  ties: readonly { outcome: Outcome; why: string }[];
  targets: readonly Target[];
  steps: readonly Step[];
  questions: readonly Question[];
  readings: readonly Reading[];
}

export interface Target extends Omit<TargetFile, 'levels'> {
  outcome: Outcome;
  /** Place within its outcome, from 1. */
  number: number;
  levels: readonly { level: Level; description: string }[];
  steps: readonly Step[];
  questions: readonly Question[];
}

export interface Step extends Omit<StepFile, 'moves' | 'applies'> {
  id: string;
  outcome: Outcome;
  number: number;
  moves: readonly { target: Target; from: Level; to: Level }[];
  applies: Applies;
  /** The numbered actions and what to watch for, as Markdown. */
  body: string;
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
}

export interface Page extends PageFile {
  slug: string;
  body: string;
}

export type { Applies, CombinedFile, Role, SourceReference, Term };
