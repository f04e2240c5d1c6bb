import type { Handle } from '../../db/connect.ts';
import type { PlanFeedRow } from '../../db/tables/plan.ts';
import { hashOf, newId, newSecret } from '../../lib/ids.ts';

/** Private addresses of calendars: of each only the hash of its secret is kept. */

const MOST_FEEDS = 5;

export const listFeeds = (
  handle: Handle,
  council: string,
  person: string,
): Promise<PlanFeedRow[]> =>
  handle
    .selectFrom('plan_feed')
    .selectAll()
    .where('council', '=', council)
    .where('person_id', '=', person)
    .orderBy('id')
    .limit(MOST_FEEDS)
    .execute();

/** Makes an address. @returns its secret, shown once; nothing when the person has enough of them */
export async function addFeed(
  handle: Handle,
  council: string,
  { person, whose }: { person: string; whose: PlanFeedRow['whose'] },
  now: Date,
): Promise<string | undefined> {
  if ((await listFeeds(handle, council, person)).length >= MOST_FEEDS) return undefined;
  const secret = newSecret();
  await handle
    .insertInto('plan_feed')
    .values({
      id: newId(),
      council,
      person_id: person,
      whose,
      hash: hashOf(secret),
      made_at: now.toISOString(),
    })
    .execute();
  return secret;
}

/** Revokes an address of one's own. */
export async function removeFeed(
  handle: Handle,
  council: string,
  person: string,
  id: string,
): Promise<boolean> {
  const { numDeletedRows } = await handle
    .deleteFrom('plan_feed')
    .where('council', '=', council)
    .where('person_id', '=', person)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** The feed of a secret, while its person still belongs to the council. */
export const findFeed = (handle: Handle, secret: string): Promise<PlanFeedRow | undefined> =>
  handle
    .selectFrom('plan_feed')
    .innerJoin('member', (join) =>
      join
        .onRef('member.person_id', '=', 'plan_feed.person_id')
        .onRef('member.council', '=', 'plan_feed.council'),
    )
    .selectAll('plan_feed')
    .where('hash', '=', hashOf(secret))
    .where('member.suspended', '=', 0)
    .executeTakeFirst();
