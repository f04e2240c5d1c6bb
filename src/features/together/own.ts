import type { Handle } from '../../db/connect.ts';
import type { ListingRow } from '../../db/tables/together.ts';
import { transact } from '../../db/transact.ts';
import { KnownError } from '../../lib/errors.ts';
import { membershipOf, type Visit } from '../../web/visits/visit.ts';
import { findListing } from './listings.ts';
import type { TogetherNeeds } from './needs.ts';
import type { Card } from './rules/matches.ts';

/** The row as the rules take it. */
export const toCard = (row: ListingRow): Card & { body: string } => ({
  ...row,
  ties: JSON.parse(row.ties) as string[],
});

export const deskPath = (council: string, listing?: string): string =>
  `/my/${council}/together${listing ? `/${listing}` : ''}`;

export const CHANGED_SINCE =
  'A colleague changed this since you opened the page. What you typed is below. Compare it with how it stands now, and send it again if it should stay.';

/** Does work on the council's own listing that the address names. @throws KnownError 404 when it has none such */
export function withOwn<T>(
  { database }: Pick<TogetherNeeds, 'database'>,
  visit: Visit,
  work: (handle: Handle, row: ListingRow) => Promise<T>,
): Promise<T> {
  const { council } = membershipOf(visit);
  return transact(database, { council }, async (handle) => {
    const row = await findListing(handle, council, visit.params.listing ?? '');
    if (!row) throw new KnownError(404, 'There is no such need or offer of this council.');
    return work(handle, row);
  });
}
