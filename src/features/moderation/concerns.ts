import type { Handle } from '../../db/connect.ts';
import type { ConcernRow } from '../../db/tables/moderation.ts';
import { newId } from '../../lib/ids.ts';

export interface NewConcern
  extends Pick<ConcernRow, 'about' | 'kind' | 'source' | 'rule' | 'words'> {
  person?: string | undefined;
  against?: string;
}

/** Puts something before the editors. @returns false when the same person has it there already */
export async function addConcern(
  handle: Handle,
  { person, against, ...concern }: NewConcern,
  now: Date,
): Promise<boolean> {
  if (person || concern.source === 'held') {
    const open = handle
      .selectFrom('concern')
      .select('id')
      .where('about', '=', concern.about)
      .where('source', '=', concern.source)
      .where('person_id', person ? '=' : 'is', person ?? null)
      .where('decided_at', 'is', null);
    if (await open.executeTakeFirst()) return false;
  }
  await handle
    .insertInto('concern')
    .values({
      ...concern,
      id: newId(),
      person_id: person ?? null,
      against: against ?? null,
      created_at: now.toISOString(),
      decided_at: null,
      ruling_id: null,
    })
    .execute();
  return true;
}

/** What waits for an editor, oldest first. */
export const listOpen = (handle: Handle, most = 200): Promise<ConcernRow[]> =>
  handle
    .selectFrom('concern')
    .selectAll()
    .where('decided_at', 'is', null)
    .orderBy('id')
    .limit(most)
    .execute();

/** Everything that was ever said against one thing, oldest first. */
export const listAbout = (handle: Handle, about: string): Promise<ConcernRow[]> =>
  handle
    .selectFrom('concern')
    .selectAll()
    .where('about', '=', about)
    .orderBy('id')
    .limit(100)
    .execute();

/** Notes that all that waits about one thing is decided. @returns those that were */
export async function closeConcerns(
  handle: Handle,
  about: string,
  ruling: string,
  now: Date,
): Promise<ConcernRow[]> {
  return handle
    .updateTable('concern')
    .set({ decided_at: now.toISOString(), ruling_id: ruling })
    .where('about', '=', about)
    .where('decided_at', 'is', null)
    .returningAll()
    .execute();
}

/** Whether a ruling was appealed against, ever: there is one appeal. */
export const findAppeal = (handle: Handle, ruling: string): Promise<ConcernRow | undefined> =>
  handle.selectFrom('concern').selectAll().where('against', '=', ruling).executeTakeFirst();
