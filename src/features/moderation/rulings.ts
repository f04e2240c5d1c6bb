import type { Handle } from '../../db/connect.ts';
import type { RulingRow } from '../../db/tables/moderation.ts';
import { newId } from '../../lib/ids.ts';
import { AGAINST_AUTHOR } from './rules.ts';

export async function addRuling(
  handle: Handle,
  ruling: Omit<RulingRow, 'id' | 'at'>,
  now: Date,
): Promise<string> {
  const id = newId();
  await handle
    .insertInto('ruling')
    .values({ ...ruling, id, at: now.toISOString() })
    .execute();
  return id;
}

export const findRuling = (handle: Handle, id: string): Promise<RulingRow | undefined> =>
  handle.selectFrom('ruling').selectAll().where('id', '=', id).executeTakeFirst();

/** What was decided, latest first. @param before id that the page before ended with */
export function listRulings(
  handle: Handle,
  { about, before, most }: { about?: string; before?: string | undefined; most: number },
): Promise<RulingRow[]> {
  let query = handle.selectFrom('ruling').selectAll();
  if (about !== undefined) query = query.where('about', '=', about);
  if (before) query = query.where('id', '<', before);
  return query.orderBy('id', 'desc').limit(most).execute();
}

/** The latest decision that took something from its author; nothing when the latest was another. */
export async function findStanding(handle: Handle, about: string): Promise<RulingRow | undefined> {
  const [last] = (await listRulings(handle, { about, most: 10 })).filter(
    ({ act }) => act !== 'ban' && act !== 'unban' && act !== 'stands',
  );
  return last && AGAINST_AUTHOR.has(last.act) ? last : undefined;
}

/** Decisions about what a person wrote, latest first. */
export const listRulingsOn = (
  handle: Handle,
  person: string,
  since: string,
): Promise<RulingRow[]> =>
  handle
    .selectFrom('ruling')
    .selectAll()
    .where('author_id', '=', person)
    .where('at', '>', since)
    .orderBy('id', 'desc')
    .limit(50)
    .execute();
