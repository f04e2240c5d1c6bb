import type { Handle } from '../../db/connect.ts';

/** What learning circles keep of a person. */

const MOST = 1000;

/** All of it, for the file that the person takes away. */
export const readCircles = async (handle: Handle, person: string): Promise<object> => ({
  started: await handle
    .selectFrom('circle')
    .select(['id', 'council', 'name', 'created_at'])
    .where('person_id', '=', person)
    .orderBy('id')
    .limit(MOST)
    .execute(),
  notes: await handle
    .selectFrom('circle_note')
    .select(['id', 'circle_id', 'council', 'title', 'body', 'created_at', 'changed_at'])
    .where('person_id', '=', person)
    .orderBy('id')
    .limit(MOST)
    .execute(),
  // Not the hash of the address: it is what a calendar is checked against.
  calendars: await handle
    .selectFrom('circle_calendar')
    .select(['circle_id', 'council', 'created_at'])
    .where('person_id', '=', person)
    .orderBy('circle_id')
    .limit(MOST)
    .execute(),
});

/** Takes the person off what they wrote, and ends their private addresses. */
export async function forgetCircles(handle: Handle, person: string): Promise<void> {
  for (const table of ['circle', 'circle_note'] as const)
    await handle
      .updateTable(table)
      .set({ person_id: null })
      .where('person_id', '=', person)
      .execute();
  await handle.deleteFrom('circle_calendar').where('person_id', '=', person).execute();
}
