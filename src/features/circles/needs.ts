import type { Almanac } from '../../content/almanac.ts';
import type { Database, Handle } from '../../db/connect.ts';
import type { CouncilRole } from '../../db/tables/councils.ts';
import type { Show } from '../../web/visits/show.ts';

/** An action of a plan, as a circle shows it. */
export interface ShownAction {
  id: string;
  council: string;
  title: string;
  /** How it stands, in words. */
  state: string;
}

export interface CircleNeeds {
  database: Database;
  show: Show;
  almanac: Almanac;
  /** Address of the site, for links in mail and calendars. */
  site: string;
  title: string;
  /** Whether somebody looks at reports, so that a page may ask for them. */
  reports: boolean;
  /** The councils where a person has an active place, with their role. */
  listPlaces(person: string): Promise<{ council: string; role: CouncilRole }[]>;
  /** The active leads of a council, for mail. */
  listLeads(handle: Handle, council: string): Promise<{ id: string; email: string | null }[]>;
  /** The open actions of a council's own plan, from which it chooses what to show. */
  listActions(handle: Handle, council: string): Promise<ShownAction[]>;
  /** Actions that their councils chose to show; what is no longer there is left out. */
  readActions(
    handle: Handle,
    picks: readonly { council: string; id: string }[],
  ): Promise<ShownAction[]>;
}
