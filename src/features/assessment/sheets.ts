import type { Handle } from '../../db/connect.ts';
import type { Depth, SheetRow } from '../../db/tables/assessment.ts';
import { hashOf, newId, newSecret } from '../../lib/ids.ts';

const DAY = 24 * 3_600_000;
/** Days without a visit after which a private sheet is deleted. */
export const PRIVATE_DAYS = 90;

/** A sheet for somebody without an account. @returns the secret of their private link, kept as a hash only */
export async function addPrivateSheet(
  handle: Handle,
  sheet: { depth: Depth; place: string | null; edition: string },
  now: Date,
): Promise<string> {
  const secret = newSecret();
  const moment = now.toISOString();
  await handle
    .insertInto('sheet')
    .values({
      id: newId(),
      kind: 'private',
      council: null,
      round_id: null,
      person_id: null,
      perspective: null,
      key_hash: hashOf(secret),
      ...sheet,
      created_at: moment,
      seen_at: moment,
    })
    .execute();
  return secret;
}

/** The sheet of a private link, noted as visited today. */
export async function findPrivateSheet(
  handle: Handle,
  secret: string,
  now: Date,
): Promise<SheetRow | undefined> {
  const row = await handle
    .selectFrom('sheet')
    .selectAll()
    .where('key_hash', '=', hashOf(secret))
    .where('kind', '=', 'private')
    .executeTakeFirst();
  if (row && now.getTime() - Date.parse(row.seen_at) > DAY)
    await handle
      .updateTable('sheet')
      .set({ seen_at: now.toISOString() })
      .where('id', '=', row.id)
      .execute();
  return row;
}

/** Deletes a sheet with its answers. */
export async function deleteSheet(handle: Handle, id: string): Promise<void> {
  await handle.deleteFrom('answer').where('sheet_id', '=', id).execute();
  await handle.deleteFrom('sheet').where('id', '=', id).execute();
}

/** Deletes private sheets that nobody visited for long. */
export async function forgetPrivateSheets(handle: Handle, now: Date): Promise<void> {
  const before = new Date(now.getTime() - PRIVATE_DAYS * DAY).toISOString();
  await handle
    .deleteFrom('sheet')
    .where('kind', '=', 'private')
    .where('seen_at', '<', before)
    .execute();
}
