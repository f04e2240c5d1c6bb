import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema.alterTable('person').addColumn('seen_at', 'text').execute();
  await schema.alterTable('person').addColumn('warned_at', 'text').execute();
  await sql`update person set seen_at = created_at`.execute(db);
  await schema
    .createTable('email_change')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('old_hash', 'text', (column) => column.notNull().unique())
    .addColumn('new_hash', 'text', (column) => column.notNull().unique())
    .addColumn('old_at', 'text')
    .addColumn('new_at', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('email_change_person').on('email_change').column('person_id').execute();
  await schema
    .createTable('refusal_link')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
}
