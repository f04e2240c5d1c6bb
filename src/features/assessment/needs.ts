import type { Almanac, Example } from '../../content/almanac.ts';
import type { Database, Handle } from '../../db/connect.ts';
import type { SheetRow } from '../../db/tables/assessment.ts';
import type { Scope } from '../../db/transact.ts';
import type { Show } from '../../web/visits/show.ts';
import type { Access, Visit } from '../../web/visits/visit.ts';
import type { Answers } from './rules/answers.ts';
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
  /** The council's agreed answers of the round before, to compare with. */
  earlier?: { name: string; answers: Answers };
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
