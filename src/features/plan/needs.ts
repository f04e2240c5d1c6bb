import type { Almanac, Council } from '../../content/almanac.ts';
import type { Database, Handle } from '../../db/connect.ts';
import type { CouncilRole } from '../../db/tables/councils.ts';
import { KnownError } from '../../lib/errors.ts';
import type { Show } from '../../web/visits/show.ts';

/** What the pages of a plan work with. */
export interface PlanNeeds {
  database: Database;
  show: Show;
  almanac: Almanac;
  /** Address of the site, for links that leave it. */
  site: string;
  title: string;
  listMembers(handle: Handle, council: string): Promise<Colleague[]>;
  /** The councils that a person belongs to. */
  listMemberships(
    person: string,
  ): Promise<{ council: string; role: CouncilRole; suspended: 0 | 1 }[]>;
  /** What the council agreed last, target by target. */
  findLevels(handle: Handle, council: string): Promise<AgreedLevels>;
  /** Raises the agreed answer of a target; left out where nothing can. */
  raiseAnswer?: RaiseAnswer;
  /** Where a practice example is started from an action; left out where there is no such place. */
  shareAddress?(council: string, action: string): string;
  /** SVG of an icon by its name. */
  findIcon(name: string): string | undefined;
}

/** Somebody who belongs to the council here. */
export interface Colleague {
  person_id: string;
  name: string;
  email: string | null;
  role: CouncilRole;
  suspended: 0 | 1;
}

/** Levels 1 to 4 by `outcome.target`, and the round that they are from; an empty map when none is agreed. */
export interface AgreedLevels {
  round: string | undefined;
  levels: ReadonlyMap<string, number>;
}

/** @returns whether the answer now stands at that level or above; false when no round can take it */
export type RaiseAnswer = (
  handle: Handle,
  council: string,
  raise: {
    /** `outcome.target` */
    item: string;
    level: number;
    evidence: string;
    note: string;
    /** Person id of the lead who agrees. */
    by: string;
  },
  now: Date,
) => Promise<boolean>;

/** @throws KnownError 404 when the register has no such council */
export function getCouncil({ almanac }: Pick<PlanNeeds, 'almanac'>, slug: string): Council {
  const council = almanac.councils.find((each) => each.slug === slug);
  if (!council) throw new KnownError(404, 'There is no such council in the register.');
  return council;
}

/** Those who can be given an action, or be mentioned. */
export const activeOf = (members: readonly Colleague[]): Colleague[] =>
  members.filter(({ suspended }) => suspended === 0);
