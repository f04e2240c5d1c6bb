import type { Handle } from '../../db/connect.ts';
import type { BanRow } from '../../db/tables/moderation.ts';
import { hashOf, newId } from '../../lib/ids.ts';
import { bareEmail } from './rules.ts';

const emailHash = (email: string): string => hashOf(`email of a ban:${bareEmail(email)}`);

/** Stops somebody from writing until a day. @param networks that they wrote from lately, as hashes */
export async function addBan(
  handle: Handle,
  person: { id: string; email: string | null },
  ban: Pick<BanRow, 'rule' | 'words' | 'by_person' | 'until'> & { networks: readonly string[] },
  now: Date,
): Promise<void> {
  const { networks, ...rest } = ban;
  const id = newId();
  await handle
    .insertInto('ban')
    .values({
      ...rest,
      id,
      person_id: person.id,
      email_hash: person.email ? emailHash(person.email) : '',
      created_at: now.toISOString(),
    })
    .execute();
  if (networks.length > 0)
    await handle
      .insertInto('ban_network')
      .values(networks.map((network) => ({ ban_id: id, network })))
      .execute();
}

/** The ban that stands for a person, or for another account with the same email box. */
export const findBan = (
  handle: Handle,
  person: { id: string; email: string },
  now: Date,
): Promise<BanRow | undefined> =>
  handle
    .selectFrom('ban')
    .selectAll()
    .where('until', '>', now.toISOString())
    .where((where) =>
      where.or([
        where('person_id', '=', person.id),
        where('email_hash', '=', emailHash(person.email)),
      ]),
    )
    .orderBy('until', 'desc')
    .limit(1)
    .executeTakeFirst();

export const isNetworkOfBan = async (
  handle: Handle,
  network: string,
  now: Date,
): Promise<boolean> =>
  (await handle
    .selectFrom('ban_network')
    .innerJoin('ban', 'ban.id', 'ban_network.ban_id')
    .select('ban.id')
    .where('network', '=', network)
    .where('until', '>', now.toISOString())
    .limit(1)
    .executeTakeFirst()) !== undefined;

/** Ends what stands against a person. @returns whether anything did */
export async function endBans(handle: Handle, person: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await handle
    .updateTable('ban')
    .set({ until: now.toISOString() })
    .where('person_id', '=', person)
    .where('until', '>', now.toISOString())
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Forgets by what somebody would be known again, once their ban is over. */
export async function forgetBans(handle: Handle, now: Date): Promise<void> {
  const over = handle.selectFrom('ban').select('id').where('until', '<', now.toISOString());
  await handle.deleteFrom('ban_network').where('ban_id', 'in', over).execute();
  await handle.deleteFrom('ban').where('until', '<', now.toISOString()).execute();
}
