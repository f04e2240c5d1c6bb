import type { Kysely } from 'kysely';

/** Signing in by another organisation's provider: what is under way, and which of its people is which of ours. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('provider_sign_in')
    .addColumn('state_hash', 'text', (column) => column.primaryKey())
    .addColumn('provider', 'text', (column) => column.notNull())
    .addColumn('browser_hash', 'text', (column) => column.notNull())
    .addColumn('nonce', 'text', (column) => column.notNull())
    .addColumn('verifier', 'text', (column) => column.notNull())
    .addColumn('next', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('identity')
    .addColumn('issuer', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('identity_key', ['issuer', 'subject'])
    .execute();
  await schema.createIndex('identity_person').on('identity').column('person_id').execute();
  await schema.alterTable('session').addColumn('provider', 'text').execute();
}
