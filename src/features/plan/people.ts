import type { Handle } from '../../db/connect.ts';

/** What a plan keeps of one person, wherever they work: for their own file, and for when they go. */

const MOST = 10_000;

/** Everything of a person in plans, for the file that they can download. */
export async function readOfPerson(handle: Handle, person: string): Promise<object> {
  const of = (table: 'action' | 'action_change' | 'action_comment', column: string) =>
    handle
      .selectFrom(table)
      .selectAll()
      .where(column as 'id', '=', person)
      .orderBy('id')
      .limit(MOST)
      .execute();
  return {
    owned: await of('action', 'owner_id'),
    changes: await of('action_change', 'person_id'),
    comments: await of('action_comment', 'person_id'),
    letters: await handle
      .selectFrom('plan_sent')
      .selectAll()
      .where('person_id', '=', person)
      .orderBy('sent_at')
      .orderBy('key')
      .limit(MOST)
      .execute(),
    // Not their hashes: those are what an address is checked against.
    calendars: await handle
      .selectFrom('plan_feed')
      .select(['council', 'whose', 'made_at'])
      .where('person_id', '=', person)
      .orderBy('id')
      .limit(MOST)
      .execute(),
  };
}

/**
 * Forgets a person in plans before their account goes: their calendars, what was sent to them, and their name where
 * others mentioned them. What they did for a council stays, without the name.
 */
export async function forgetInPlans(handle: Handle, person: string): Promise<void> {
  await handle.deleteFrom('plan_feed').where('person_id', '=', person).execute();
  await handle.deleteFrom('plan_sent').where('person_id', '=', person).execute();
  const { name } = await handle
    .selectFrom('person')
    .select('name')
    .where('id', '=', person)
    .executeTakeFirstOrThrow();
  if (name === '') return;
  const mentioned = await handle
    .selectFrom('action_comment')
    .select(['id', 'body'])
    .where('mentions', 'like', `%${person}%`)
    .orderBy('id')
    .limit(MOST)
    .execute();
  for (const { id, body } of mentioned)
    await handle
      .updateTable('action_comment')
      .set({ body: body.replaceAll(`@${name}`, 'a former member') })
      .where('id', '=', id)
      .execute();
}
