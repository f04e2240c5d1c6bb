import type { Handle } from '../../db/connect.ts';

/** What the board keeps of a person: that they wrote something for a council, and asked or answered for it. */

const MOST = 1000;

/** All of it, for the file that the person takes away. */
export const readTogether = async (handle: Handle, person: string): Promise<object> => ({
  listings: await handle
    .selectFrom('listing')
    .select(['id', 'council', 'kind', 'title', 'body', 'created_at', 'put_up_at', 'closed_at'])
    .where('person_id', '=', person)
    .orderBy('id')
    .limit(MOST)
    .execute(),
  asked: await handle
    .selectFrom('introduction')
    .select(['id', 'listing_id', 'council', 'to_council', 'message', 'asked_at'])
    .where('person_id', '=', person)
    .orderBy('id')
    .limit(MOST)
    .execute(),
  answered: await handle
    .selectFrom('introduction')
    .select(['id', 'listing_id', 'council', 'to_council', 'answer', 'answered_at'])
    .where('answered_by', '=', person)
    .orderBy('id')
    .limit(MOST)
    .execute(),
});

/** Takes the person off what they wrote for councils; the words stay the councils'. */
export async function forgetTogether(handle: Handle, person: string): Promise<void> {
  await handle
    .updateTable('listing')
    .set({ person_id: null })
    .where('person_id', '=', person)
    .execute();
  await handle
    .updateTable('introduction')
    .set({ person_id: null })
    .where('person_id', '=', person)
    .execute();
  await handle
    .updateTable('introduction')
    .set({ answered_by: null })
    .where('answered_by', '=', person)
    .execute();
}
