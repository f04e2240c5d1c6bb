import type { CouncilRole } from '../../db/tables/councils.ts';
import type { Scope } from '../../db/transact.ts';
import type { Visit } from '../../web/visits/visit.ts';
import type { Reader } from './board.ts';
import type { TogetherNeeds } from './needs.ts';

/** Who reads the board, and from which councils. */
export interface Reading {
  reader: Reader;
  scope: Scope;
  places: readonly { council: string; role: CouncilRole }[];
}

/** A stranger's transaction sees what is public and nothing else; a member's sees what is for councils as well. */
export async function readingOf(
  { listPlaces }: Pick<TogetherNeeds, 'listPlaces'>,
  { visitor }: Visit,
): Promise<Reading> {
  const places = visitor ? await listPlaces(visitor.id) : [];
  const [first] = places;
  return first
    ? { reader: 'member', scope: { council: first.council }, places }
    : { reader: 'anyone', scope: { person: visitor?.id ?? '' }, places };
}

/** The places from which somebody may write. */
export const writersOf = ({ places }: Reading) => places.filter(({ role }) => role !== 'viewer');
