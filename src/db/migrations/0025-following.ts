import type { Kysely } from 'kysely';

export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('follow')
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('follow_key', ['person_id', 'what'])
    .execute();
  await schema
    .createTable('catch_up')
    .addColumn('person_id', 'text', (column) => column.primaryKey().references('person.id'))
    .addColumn('digest_at', 'text')
    .addColumn('seen_at', 'text')
    .execute();
  await schema.createIndex('catch_up_digest').on('catch_up').column('digest_at').execute();
}
