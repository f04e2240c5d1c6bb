import type { Kysely } from 'kysely';
import { protectCouncilRows } from '../protect.ts';

/** The log of a council is its own as much as its people are: the same wall stands around it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await protectCouncilRows(db, 'audit', { owner: 'person_id' });
}
