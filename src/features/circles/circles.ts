import type { Database, Handle } from '../../db/connect.ts';
import type { CircleRow } from '../../db/tables/circles.ts';
import { newId } from '../../lib/ids.ts';
import { type Circle, toCircle } from './rules/circle.ts';

/**
 * Circles, as one of their councils finds them. Slugs hold no quotation marks, so a slug within them stands for that
 * council alone.
 */

const MOST = 100;
const among = (council: string) => `%"${council}"%`;

/** The circles that a council is in, or is asked to join, latest first. */
export async function listCircles(handle: Handle, council: string): Promise<Circle[]> {
  const rows = await handle
    .selectFrom('circle')
    .selectAll()
    .where((where) =>
      where.or([
        where('members', 'like', among(council)),
        where('invited', 'like', among(council)),
      ]),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute();
  return rows.map(toCircle);
}

/** A circle that a council is in, or is asked to join. */
export async function findCircle(
  handle: Handle,
  council: string,
  id: string,
): Promise<Circle | undefined> {
  const row = await handle
    .selectFrom('circle')
    .selectAll()
    .where('id', '=', id)
    .where((where) =>
      where.or([
        where('members', 'like', among(council)),
        where('invited', 'like', among(council)),
      ]),
    )
    .executeTakeFirst();
  return row && toCircle(row);
}

/** The same, held until the transaction ends: two councils that answer at once must not undo each other. */
export async function holdCircle(
  database: Database,
  handle: Handle,
  council: string,
  id: string,
): Promise<Circle | undefined> {
  if (database.engine === 'postgres')
    await handle.selectFrom('circle').select('id').where('id', '=', id).forUpdate().execute();
  return findCircle(handle, council, id);
}

export type NewCircle = Pick<CircleRow, 'name' | 'aim' | 'target' | 'begins_on' | 'ends_on'>;

/** Starts a circle with the council that starts it as its first member. @returns its id */
export async function startCircle(
  handle: Handle,
  council: string,
  { person, ...circle }: NewCircle & { person: string },
  now: Date,
): Promise<string> {
  const id = newId();
  await handle
    .insertInto('circle')
    .values({
      id,
      council,
      ...circle,
      members: JSON.stringify([council]),
      invited: '[]',
      reminded_at: null,
      closed_at: null,
      learned: '',
      report: null,
      person_id: person,
      created_at: now.toISOString(),
      version: 1,
    })
    .execute();
  return id;
}

/** Sets who is in a circle and who is asked. The caller holds the circle. */
export async function setCouncils(
  handle: Handle,
  id: string,
  { members, invited }: { members: readonly string[]; invited: readonly string[] },
): Promise<void> {
  await handle
    .updateTable('circle')
    .set((update) => ({
      members: JSON.stringify(members),
      invited: JSON.stringify(invited),
      version: update('version', '+', 1),
    }))
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .execute();
}

/** Takes away what a council showed and keeps of a circle that it has left; its notes stay with the others. */
export async function forgetMember(handle: Handle, council: string, id: string): Promise<void> {
  for (const table of ['circle_action', 'circle_calendar'] as const)
    await handle
      .deleteFrom(table)
      .where('council', '=', council)
      .where('circle_id', '=', id)
      .execute();
}

/** Keeps what the members say that they learned, if nobody changed it since. @returns whether it was kept */
export async function setLearned(
  handle: Handle,
  { id, version }: Pick<Circle, 'id' | 'version'>,
  learned: string,
): Promise<boolean> {
  const { numUpdatedRows } = await handle
    .updateTable('circle')
    .set({ learned, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Closes a circle with what was done. @returns whether it was open */
export async function closeCircle(
  handle: Handle,
  id: string,
  report: string,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await handle
    .updateTable('circle')
    .set((update) => ({
      closed_at: now.toISOString(),
      report,
      invited: '[]',
      version: update('version', '+', 1),
    }))
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
