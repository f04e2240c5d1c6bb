import type { Council } from '../../content/almanac.ts';
import type { Database, Handle } from '../../db/connect.ts';
import { KnownError } from '../../lib/errors.ts';
import type { Show } from '../../web/visits/show.ts';

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
