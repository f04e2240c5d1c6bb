import type { Handle } from '../../db/connect.ts';

/** Writes down how a person is to be named; nothing happens when it is that already. */
export async function namePerson(handle: Handle, person: string, name: string): Promise<void> {
  await handle
    .updateTable('person')
    .set((update) => ({ name, version: update('version', '+', 1) }))
    .where('id', '=', person)
    .where('name', '<>', name)
    .execute();
}

/** People with a role for the whole site, for mail about requests that no lead can decide. */
export const listEditors = (handle: Handle): Promise<{ id: string; email: string | null }[]> =>
  handle
    .selectFrom('platform_role')
    .innerJoin('person', 'person.id', 'platform_role.person_id')
    .select(['person.id', 'email'])
    .distinct()
    .where('email', 'is not', null)
    .orderBy('email')
    .limit(50)
    .execute();
