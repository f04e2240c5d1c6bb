import type { Handle } from '../../db/connect.ts';
import type { FollowRow } from '../../db/tables/following.ts';

const MOST = 300;

/** Follows an address from now on; the first weekly mail comes a week later. @returns false when it is one too many */
export async function follow(
  handle: Handle,
  person: string,
  what: string,
  now: Date,
): Promise<boolean> {
  if ((await listFollows(handle, person)).length >= MOST) return false;
  await handle
    .insertInto('follow')
    .values({ person_id: person, what, created_at: now.toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await handle
    .insertInto('catch_up')
    .values({ person_id: person, digest_at: now.toISOString(), seen_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return true;
}

export async function unfollow(handle: Handle, person: string, what: string): Promise<void> {
  await handle
    .deleteFrom('follow')
    .where('person_id', '=', person)
    .where('what', '=', what)
    .execute();
}

/** What a person follows, latest first. */
export const listFollows = (handle: Handle, person: string): Promise<FollowRow[]> =>
  handle
    .selectFrom('follow')
    .selectAll()
    .where('person_id', '=', person)
    .orderBy('created_at', 'desc')
    .orderBy('what')
    .limit(MOST)
    .execute();

export const isFollowing = async (handle: Handle, person: string, what: string): Promise<boolean> =>
  (await handle
    .selectFrom('follow')
    .select('what')
    .where('person_id', '=', person)
    .where('what', '=', what)
    .executeTakeFirst()) !== undefined;

/** When a person last said that the inbox is read. */
export const findSeen = async (handle: Handle, person: string): Promise<string | undefined> =>
  (
    await handle
      .selectFrom('catch_up')
      .select('seen_at')
      .where('person_id', '=', person)
      .executeTakeFirst()
  )?.seen_at ?? undefined;

export async function setSeen(handle: Handle, person: string, now: Date): Promise<void> {
  const seen_at = now.toISOString();
  await handle
    .insertInto('catch_up')
    .values({ person_id: person, digest_at: null, seen_at })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ seen_at }))
    .execute();
}

/** What following keeps about a person, for that person. */
export async function readFollowing(handle: Handle, person: string): Promise<object> {
  return {
    follows: await listFollows(handle, person),
    inboxSeen: (await findSeen(handle, person)) ?? null,
  };
}

/** Forgets with an account what it followed. */
export async function forgetFollowing(handle: Handle, person: string): Promise<void> {
  await handle.deleteFrom('follow').where('person_id', '=', person).execute();
  await handle.deleteFrom('catch_up').where('person_id', '=', person).execute();
}
