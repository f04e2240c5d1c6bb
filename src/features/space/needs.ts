import type { Council } from '../../content/almanac.ts';
import type { Database, Handle } from '../../db/connect.ts';
import { KnownError } from '../../lib/errors.ts';
import type { Show } from '../../web/visits/show.ts';
import type { Visit } from '../../web/visits/visit.ts';

/** What a room of the space tells of itself on the first page. */
export interface Glance {
  /** What it is about, such as the name of a round. */
  title: string;
  href: string;
  /** How it stands, in a sentence. */
  says: string;
  /** How far it is: so much of so much. */
  progress?: { done: number; of: number };
  /** What waits for the person who looks. */
  waiting: Waiting[];
}

export interface Waiting {
  text: string;
  href: string;
  /** ISO date by which it should be done. */
  by?: string;
}

/** Looks into one room for a person. @returns nothing to tell: an empty list */
export type GlanceAt = (handle: Handle, council: string, visit: Visit) => Promise<Glance[]>;

/** What every page of a council's space works with. */
export interface SpaceNeeds {
  database: Database;
  show: Show;
  councils: readonly Council[];
  /** Address of the site for links in mail. */
  site: string;
  title: string;
  /** Sentences for what stands in the log, by action. */
  actions: Readonly<Record<string, string>>;
  /** Actions of the log that every member may hear of on the first page. */
  news: readonly string[];
  /** Looks into the rooms of other features, in the order of the first page. */
  glances: readonly GlanceAt[];
  listEditors(handle: Handle): Promise<{ id: string; email: string | null }[]>;
}

/** @throws KnownError 404 when the register has no such council */
export function getCouncil(
  { councils }: Pick<SpaceNeeds, 'councils'>,
  slug: string | undefined,
): Council {
  const council = councils.find((each) => each.slug === slug);
  if (!council) throw new KnownError(404, 'There is no such council in the register.');
  return council;
}
