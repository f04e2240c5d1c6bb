import type { Handle } from '../../db/connect.ts';
import type { PlanLinkRow } from '../../db/tables/plan.ts';
import { hashOf, newId, newSecret } from '../../lib/ids.ts';

/** Private addresses by which a named person outside may look at one action or one outcome. */

/** The links of a council, latest first. */
export const listPartnerLinks = (handle: Handle, council: string): Promise<PlanLinkRow[]> =>
  handle
    .selectFrom('plan_link')
    .selectAll()
    .where('council', '=', council)
    .orderBy('id', 'desc')
    .limit(200)
    .execute();

/** Makes a link. @returns its secret, shown once */
export async function addPartnerLink(
  handle: Handle,
  council: string,
  link: Pick<PlanLinkRow, 'action_id' | 'outcome' | 'partner' | 'ends_on'> & { by: string },
  now: Date,
): Promise<string> {
  const secret = newSecret();
  const { by, ...rest } = link;
  await handle
    .insertInto('plan_link')
    .values({
      id: newId(),
      council,
      ...rest,
      hash: hashOf(secret),
      made_by: by,
      made_at: now.toISOString(),
      seen_on: null,
      revoked_at: null,
    })
    .execute();
  return secret;
}

export async function revokePartnerLink(
  handle: Handle,
  council: string,
  id: string,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await handle
    .updateTable('plan_link')
    .set({ revoked_at: now.toISOString() })
    .where('council', '=', council)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The link of a secret while it holds; notes the day on which it was opened. @param today ISO date */
export async function openPartnerLink(
  handle: Handle,
  secret: string,
  today: string,
): Promise<PlanLinkRow | undefined> {
  const row = await handle
    .selectFrom('plan_link')
    .selectAll()
    .where('hash', '=', hashOf(secret))
    .where('revoked_at', 'is', null)
    .where('ends_on', '>=', today)
    .executeTakeFirst();
  if (row && row.seen_on !== today)
    await handle
      .updateTable('plan_link')
      .set({ seen_on: today })
      .where('id', '=', row.id)
      .execute();
  return row;
}

/** Forgets links that ended long ago, with the names in them. @param before ISO date */
export async function forgetPartnerLinks(handle: Handle, before: string): Promise<void> {
  await handle.deleteFrom('plan_link').where('ends_on', '<', before).execute();
  await handle.deleteFrom('plan_link').where('revoked_at', '<', before).execute();
}
