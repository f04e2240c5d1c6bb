import type { Handle } from '../../db/connect.ts';
import type { CouncilRole, Group } from '../../db/tables/councils.ts';

/** A member of a council who is not suspended. */
export interface Colleague {
  id: string;
  name: string;
  email: string | null;
  role: CouncilRole;
  group: Group | null;
}

const MOST = 500;

/** Those who may answer in a council, by name. Viewers are left out. */
export const listColleagues = (handle: Handle, council: string): Promise<Colleague[]> =>
  handle
    .selectFrom('member')
    .innerJoin('person', 'person.id', 'member.person_id')
    .select(['person.id', 'person.name', 'person.email', 'role', 'perspective as group'])
    .where('council', '=', council)
    .where('role', '<>', 'viewer')
    .where('suspended', '=', 0)
    .orderBy('person.name')
    .orderBy('person.id')
    .limit(MOST)
    .execute();
