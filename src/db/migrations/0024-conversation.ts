import { type Kysely, sql } from 'kysely';

/**
 * Conversation and its moderation. These rows are written by people for everybody, so the wall around a council's rows
 * does not stand here: who may read a post is decided by `src/features/conversation/rules/visibility.ts`.
 */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('thread')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('about', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('audience', 'text', (column) =>
      column.notNull().check(sql`audience in ('everyone', 'councils')`),
    )
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('accepted', 'text')
    .addColumn('answers', 'integer', (column) => column.notNull())
    .addColumn('last_at', 'text', (column) => column.notNull())
    .addColumn('locked_at', 'text')
    .addColumn('version', 'integer', (column) => column.notNull())
    .execute();
  await schema.createIndex('thread_about').on('thread').columns(['about', 'id']).execute();
  await schema.createIndex('thread_person').on('thread').column('person_id').execute();
  await schema
    .createTable('post')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('thread_id', 'text', (column) => column.notNull().references('thread.id'))
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('council', 'text', (column) => column.notNull())
    .addColumn('partner', 'integer', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) =>
      column.notNull().check(sql`state in ('held', 'shown', 'hidden', 'withdrawn')`),
    )
    .addColumn('doubt', 'text', (column) => column.notNull())
    .addColumn('copy_hash', 'text', (column) => column.notNull())
    .addColumn('network', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('edited_at', 'text')
    .addColumn('version', 'integer', (column) => column.notNull())
    .execute();
  await schema.createIndex('post_thread').on('post').columns(['thread_id', 'id']).execute();
  await schema.createIndex('post_person').on('post').columns(['person_id', 'id']).execute();
  await schema.createIndex('post_copy').on('post').column('copy_hash').execute();
  await schema.createIndex('post_time').on('post').columns(['created_at', 'id']).execute();

  await schema
    .createTable('ruling')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('about', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('act', 'text', (column) => column.notNull())
    .addColumn('rule', 'text', (column) => column.notNull())
    .addColumn('words', 'text', (column) => column.notNull())
    .addColumn('author_id', 'text', (column) => column.references('person.id'))
    .addColumn('by_person', 'text', (column) => column.notNull().references('person.id'))
    .execute();
  await schema.createIndex('ruling_about').on('ruling').columns(['about', 'id']).execute();
  await schema.createIndex('ruling_author').on('ruling').columns(['author_id', 'id']).execute();
  await schema
    .createTable('concern')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('about', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) =>
      column.notNull().check(sql`source in ('held', 'report', 'appeal')`),
    )
    .addColumn('rule', 'text', (column) => column.notNull())
    .addColumn('words', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.references('person.id'))
    .addColumn('against', 'text', (column) => column.references('ruling.id'))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('decided_at', 'text')
    .addColumn('ruling_id', 'text', (column) => column.references('ruling.id'))
    .execute();
  await schema.createIndex('concern_open').on('concern').columns(['decided_at', 'id']).execute();
  await schema.createIndex('concern_about').on('concern').column('about').execute();
  await schema.createIndex('concern_person').on('concern').column('person_id').execute();
  await schema
    .createTable('ban')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('email_hash', 'text', (column) => column.notNull())
    .addColumn('rule', 'text', (column) => column.notNull())
    .addColumn('words', 'text', (column) => column.notNull())
    .addColumn('by_person', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('until', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('ban_person').on('ban').column('person_id').execute();
  await schema.createIndex('ban_email').on('ban').column('email_hash').execute();
  await schema
    .createTable('ban_network')
    .addColumn('ban_id', 'text', (column) => column.notNull().references('ban.id'))
    .addColumn('network', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('ban_network_key', ['ban_id', 'network'])
    .execute();
}
