import type { Kysely } from 'kysely';
import { protectCouncilRows } from '../protect.ts';

/** How a person wants to be addressed in mail; and who is kept out of a council although their account is gone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .alterTable('person')
    .addColumn('addressed', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await schema
    .createTable('kept_out')
    .addColumn('council', 'text', (column) => column.notNull())
    .addColumn('mailbox_hash', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('kept_out_key', ['council', 'mailbox_hash'])
    .execute();
  await protectCouncilRows(db, 'kept_out');
}
