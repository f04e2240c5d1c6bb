import type { Handle } from '../../db/connect.ts';

/** What sharing keeps about a person: given to them on demand, and without their name once they have gone. */

const MOST = 10_000;

/** Everything that a person wrote here, by kind. */
export async function readOfPerson(handle: Handle, person: string): Promise<object> {
  const { email } = (await handle
    .selectFrom('person')
    .select('email')
    .where('id', '=', person)
    .executeTakeFirst()) ?? { email: null };
  const written = handle
    .selectFrom('writeup_author')
    .select('writeup_id')
    .where('person_id', '=', person);
  return {
    examples: await handle
      .selectFrom('writeup')
      .selectAll()
      .where('id', 'in', written)
      .orderBy('id')
      .limit(MOST)
      .execute(),
    parts: await handle
      .selectFrom('writeup_part')
      .selectAll()
      .where('saved_by', '=', person)
      .orderBy('writeup_id')
      .orderBy('part')
      .limit(MOST)
      .execute(),
    sent: await handle
      .selectFrom('writeup_version')
      .selectAll()
      .where('sent_by', '=', person)
      .orderBy('writeup_id')
      .orderBy('number')
      .limit(MOST)
      .execute(),
    reviews: await handle
      .selectFrom('writeup_review')
      .selectAll()
      .where('editor_id', '=', person)
      .orderBy('id')
      .limit(MOST)
      .execute(),
    pictures: await handle
      .selectFrom('writeup_picture')
      .selectAll()
      .where('added_by', '=', person)
      .orderBy('id')
      .limit(100)
      .execute(),
    answers: await handle
      .selectFrom('writeup_question')
      .selectAll()
      .where('answered_by', '=', person)
      .orderBy('id')
      .limit(MOST)
      .execute(),
    said: await handle
      .selectFrom('card_echo')
      .selectAll()
      .where('person_id', '=', person)
      .orderBy('id')
      .limit(MOST)
      .execute(),
    corrections: await handle
      .selectFrom('card_note')
      .selectAll()
      .where('by_person', '=', person)
      .orderBy('id')
      .limit(MOST)
      .execute(),
    invitations: await handle
      .selectFrom('writeup_invitation')
      .selectAll()
      .where((where) =>
        where.or([where('email', '=', email ?? ''), where('invited_by', '=', person)]),
      )
      .orderBy('id')
      .limit(MOST)
      .execute(),
  };
}

/**
 * Takes a person off what they wrote. What is published stays, without their name. A draft that nobody else can open goes
 * with them: of a partner body, with no other author and never published.
 */
export async function forgetPerson(handle: Handle, person: string): Promise<void> {
  const { email } = (await handle
    .selectFrom('person')
    .select('email')
    .where('id', '=', person)
    .executeTakeFirst()) ?? { email: null };
  const alone = await handle
    .selectFrom('writeup')
    .innerJoin('writeup_author as own', 'own.writeup_id', 'writeup.id')
    .select('writeup.id')
    .where('own.person_id', '=', person)
    .where('writeup.council', 'is', null)
    .where('writeup.slug', 'is', null)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('writeup_author as other')
            .select('other.person_id')
            .whereRef('other.writeup_id', '=', 'writeup.id')
            .where('other.person_id', '<>', person),
        ),
      ),
    )
    .orderBy('writeup.id')
    .limit(MOST)
    .execute();
  for (const { id } of alone) await handle.deleteFrom('writeup').where('id', '=', id).execute();
  await handle.deleteFrom('writeup_author').where('person_id', '=', person).execute();
  await handle.deleteFrom('writeup_invitation').where('invited_by', '=', person).execute();
  if (email) await handle.deleteFrom('writeup_invitation').where('email', '=', email).execute();
}
