import type { Almanac, Council, Example } from '../../content/almanac.ts';
import type { Database, Handle } from '../../db/connect.ts';
import type { CouncilRole } from '../../db/tables/councils.ts';
import type { Show } from '../../web/visits/show.ts';
import type { Guide, Levels } from './rules/matches.ts';
import { tieReader } from './rules/ties.ts';

export interface TogetherNeeds {
  database: Database;
  show: Show;
  almanac: Almanac;
  /** Address of the site, for links in mail. */
  site: string;
  title: string;
  /** How an example is shown in a list. */
  cardOf(example: Example): object;
  /** SVG of an icon by its name. */
  findIcon(name: string): string | undefined;
  /** Whether somebody looks at reports, so that a page may ask for them. */
  reports: boolean;
  /** The councils where a person has an active place, with their role. */
  listPlaces(person: string): Promise<{ council: string; role: CouncilRole }[]>;
  /** Levels that councils last agreed on, by council and item. Asked only for those that agreed to be found, and one's own. */
  readAgreedLevels(
    handle: Handle,
    councils: readonly string[],
    items: readonly string[],
  ): Promise<ReadonlyMap<string, Levels>>;
}

/** What the rules look things up in: made once, since it holds the whole guide by name. */
export function toGuide({ almanac }: Pick<TogetherNeeds, 'almanac'>): Guide {
  const councils = new Map<string, Council>(almanac.councils.map((each) => [each.slug, each]));
  return {
    about: almanac.about,
    examples: almanac.examples,
    readTies: tieReader(almanac),
    councilOf: (slug) => councils.get(slug),
  };
}
