import type { Almanac } from '../../content/almanac.ts';
import type { Handle } from '../../db/connect.ts';
import { carrySheet } from './carry.ts';
import { findAgreedSheet } from './rounds.ts';

/** Copies the agreed answers of an earlier round as a start; the questions of today are asked, whatever they were then. */
export async function copyAgreed(
  handle: Handle,
  council: string,
  rounds: { from: string; to: string },
  almanac: Pick<Almanac, 'editions' | 'about'>,
): Promise<void> {
  const from = await findAgreedSheet(handle, council, rounds.from);
  const to = await findAgreedSheet(handle, council, rounds.to);
  if (!from || !to) return;
  const rows = await handle
    .selectFrom('answer')
    .selectAll()
    .where('sheet_id', '=', from.id)
    .orderBy('item')
    .limit(500)
    .execute();
  if (rows.length === 0) return;
  await handle
    .insertInto('answer')
    .values(rows.map((row) => ({ ...row, sheet_id: to.id, version: 1 })))
    .execute();
  await carrySheet(handle, { ...to, edition: from.edition }, almanac);
}
