import type { Kysely } from 'kysely';

/** How a person wants to be addressed in mail; empty: by their name. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .alterTable('person')
    .addColumn('addressed', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
}
