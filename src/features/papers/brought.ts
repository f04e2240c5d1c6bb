import type { Handle } from '../../db/connect.ts';
import { newId } from '../../lib/ids.ts';
import type { SheetAction } from './read-action-sheet.ts';

/** Spreadsheets that somebody brought back, kept until that person has decided on their changes. */

/** Days after which one that nobody came back to is forgotten. */
export const KEPT_DAYS = 14;
const MOST_EACH = 5;

export async function keepBrought(
  handle: Handle,
  council: string,
  person: string,
  rows: readonly SheetAction[],
  now: Date,
): Promise<string> {
  const id = newId();
  await handle
    .insertInto('brought_plan')
    .values({
      id,
      council,
      person_id: person,
      rows: JSON.stringify(rows),
      brought_at: now.toISOString(),
    })
    .execute();
  return id;
}

/** What one person brought; nobody else sees it. */
export async function findBrought(
  handle: Handle,
  council: string,
  person: string,
  id: string,
): Promise<{ id: string; rows: SheetAction[]; at: string } | undefined> {
  const row = await handle
    .selectFrom('brought_plan')
    .selectAll()
    .where('council', '=', council)
    .where('person_id', '=', person)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { id: row.id, rows: JSON.parse(row.rows) as SheetAction[], at: row.brought_at };
}

/** The files that a person still has to decide on, latest first. */
export const listBrought = (handle: Handle, council: string, person: string) =>
  handle
    .selectFrom('brought_plan')
    .select(['id', 'brought_at'])
    .where('council', '=', council)
    .where('person_id', '=', person)
    .orderBy('brought_at', 'desc')
    .limit(MOST_EACH)
    .execute();

/** Takes out rows that were dealt with. */
export async function keepRows(
  handle: Handle,
  council: string,
  id: string,
  rows: readonly SheetAction[],
): Promise<void> {
  await handle
    .updateTable('brought_plan')
    .set({ rows: JSON.stringify(rows) })
    .where('council', '=', council)
    .where('id', '=', id)
    .execute();
}

export async function forgetBrought(
  handle: Handle,
  council: string,
  person: string,
  id: string,
): Promise<void> {
  await handle
    .deleteFrom('brought_plan')
    .where('council', '=', council)
    .where('person_id', '=', person)
    .where('id', '=', id)
    .execute();
}

/** A job: forgets files that nobody came back to. */
export async function forgetOldBrought(handle: Handle, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000).toISOString();
  await handle.deleteFrom('brought_plan').where('brought_at', '<', before).execute();
}

/** What a person brought anywhere, for the file of all that is kept about them. */
export const readBroughtOf = (handle: Handle, person: string): Promise<object> =>
  handle
    .selectFrom('brought_plan')
    .selectAll()
    .where('person_id', '=', person)
    .orderBy('id')
    .limit(100)
    .execute();

/** Forgets what a person brought, when they delete their account. */
export async function forgetBroughtOf(handle: Handle, person: string): Promise<void> {
  await handle.deleteFrom('brought_plan').where('person_id', '=', person).execute();
}
