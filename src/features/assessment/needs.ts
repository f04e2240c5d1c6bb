import type { Almanac, Example, Step } from '../../content/almanac.ts';
import type { Database, Handle } from '../../db/connect.ts';
import type { SheetRow } from '../../db/tables/assessment.ts';
import type { Scope } from '../../db/transact.ts';
import type { Show } from '../../web/visits/show.ts';
import type { Access, Visit } from '../../web/visits/visit.ts';
import type { Colleague } from './colleagues.ts';
import type { Answers } from './rules/answers.ts';
import type { Shown } from './rules/disclosure.ts';
import type { Mark, Retired } from './rules/editions.ts';
import type { Item } from './rules/items.ts';

export interface AssessmentNeeds {
  database: Database;
  show: Show;
  almanac: Almanac;
  /** Address of the site, for links that people keep. */
  site: string;
  /** SVG of an icon by its name. */
  findIcon(name: string): string | undefined;
  /** How an example is shown in a list. */
  cardOf(example: Example): object;
  /** Where what took time to make may be kept. */
  cacheFolder: string;
  /** Makes a tagged PDF of a page; left out where no browser is installed. @param foot at the foot of each sheet */
  print?: ((html: string, foot: string) => Promise<Buffer>) | undefined;
  /** Where a council puts a step into its plan; left out where there is no plan. */
  planAddress?: ((council: string, step: Step) => string) | undefined;
}

/** A sheet that somebody has open: what is asked, where its pages are, and whether it can still be changed. */
export interface Desk {
  sheet: SheetRow;
  items: readonly Item[];
  /** Address that its pages begin with. */
  base: string;
  /** What it is called at the head of its pages. */
  title: string;
  open: boolean;
  /** The page of all its answers; nothing for who only reads the results. */
  answersAt: string | undefined;
  /** The council's agreed answers of the round before, carried to the questions of this one, to compare with. */
  earlier?: {
    name: string;
    edition: string;
    answers: Answers;
    /** Questions whose meaning changed since. */
    marks: ReadonlyMap<string, Mark>;
    retired: readonly Retired[];
  };
  /** What may be told of several voices, by item. */
  voices?: ReadonlyMap<string, readonly Shown[]>;
  /** Of an agreed sheet that its leads have open: who could be asked, and what was given to whom. */
  agreeing?: {
    colleagues: readonly Colleague[];
    tasks: ReadonlyMap<string, { state: string; name: string }>;
  };
  /** Since when agreed answers stand, as an ISO date. */
  settled?: string | undefined;
  /** Whether the council follows others that handed over what they had agreed. */
  handed?: boolean;
}

/** Where sheets of one kind are answered. */
export interface DeskPlace {
  /** Pattern of the address. */
  path: string;
  access: Access;
  scope(visit: Visit): Scope;
  /** The sheet of a visit; nothing when there is none that this person may open. */
  findDesk(handle: Handle, visit: Visit): Promise<Desk | undefined>;
}
