import { type Kysely, sql } from 'kysely';
import { protectCouncilRows } from '../protect.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('action')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('council', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text')
    .addColumn('target', 'text')
    .addColumn('from_level', 'integer')
    .addColumn('to_level', 'integer')
    .addColumn('why', 'text', (column) => column.notNull())
    .addColumn('owner_id', 'text', (column) => column.references('person.id'))
    .addColumn('owner_role', 'text', (column) => column.notNull())
    .addColumn('start_on', 'text')
    .addColumn('due_on', 'text')
    .addColumn('status', 'text', (column) =>
      column
        .notNull()
        .check(sql`status in ('proposed', 'agreed', 'in-progress', 'done', 'stopped')`),
    )
    .addColumn('status_note', 'text', (column) => column.notNull())
    .addColumn('effort', 'text', (column) => column.notNull())
    .addColumn('cost_band', 'text', (column) => column.notNull())
    .addColumn('cost', 'integer')
    .addColumn('benefit', 'text', (column) => column.notNull())
    .addColumn('measure', 'text', (column) => column.notNull())
    .addColumn('evidence', 'text', (column) => column.notNull())
    .addColumn('links', 'text', (column) => column.notNull())
    .addColumn('figure', 'text', (column) => column.notNull())
    .addColumn('step', 'text')
    .addColumn('example', 'text')
    .addColumn('question', 'text')
    .addColumn('money', 'text')
    .addColumn('raise', 'text')
    .addColumn('carried_from', 'text')
    .addColumn('words', 'text', (column) => column.notNull())
    .addColumn('made_by', 'text', (column) => column.references('person.id'))
    .addColumn('made_at', 'text', (column) => column.notNull())
    .addColumn('touched_at', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addUniqueConstraint('action_carried_once', ['council', 'carried_from'])
    .execute();
  await schema.createIndex('action_council').on('action').columns(['council', 'id']).execute();
  await schema.createIndex('action_owner').on('action').column('owner_id').execute();
  await schema
    .createTable('action_change')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('council', 'text', (column) => column.notNull())
    .addColumn('action_id', 'text', (column) =>
      column.notNull().references('action.id').onDelete('cascade'),
    )
    .addColumn('person_id', 'text', (column) => column.references('person.id'))
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('fields', 'text', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .execute();
  await schema
    .createIndex('action_change_action')
    .on('action_change')
    .columns(['action_id', 'id'])
    .execute();
  await schema
    .createIndex('action_change_council')
    .on('action_change')
    .columns(['council', 'at'])
    .execute();
  await schema
    .createTable('action_comment')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('council', 'text', (column) => column.notNull())
    .addColumn('action_id', 'text', (column) =>
      column.notNull().references('action.id').onDelete('cascade'),
    )
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('mentions', 'text', (column) => column.notNull())
    .addColumn('removed_at', 'text')
    .execute();
  await schema
    .createIndex('action_comment_action')
    .on('action_comment')
    .columns(['action_id', 'id'])
    .execute();
  await schema
    .createTable('action_depends')
    .addColumn('council', 'text', (column) => column.notNull())
    .addColumn('action_id', 'text', (column) =>
      column.notNull().references('action.id').onDelete('cascade'),
    )
    .addColumn('needs_id', 'text', (column) =>
      column.notNull().references('action.id').onDelete('cascade'),
    )
    .addPrimaryKeyConstraint('action_depends_key', ['action_id', 'needs_id'])
    .execute();
  await schema
    .createIndex('action_depends_council')
    .on('action_depends')
    .column('council')
    .execute();
  await schema
    .createTable('plan_feed')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('council', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('whose', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull().unique())
    .addColumn('made_at', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('plan_link')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('council', 'text', (column) => column.notNull())
    .addColumn('action_id', 'text', (column) => column.references('action.id').onDelete('cascade'))
    .addColumn('outcome', 'text')
    .addColumn('partner', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull().unique())
    .addColumn('made_by', 'text', (column) => column.references('person.id'))
    .addColumn('made_at', 'text', (column) => column.notNull())
    .addColumn('ends_on', 'text', (column) => column.notNull())
    .addColumn('seen_on', 'text')
    .addColumn('revoked_at', 'text')
    .execute();
  await schema.createIndex('plan_link_council').on('plan_link').column('council').execute();
  await schema
    .createTable('plan_sent')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('council', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('sent_at', 'text', (column) => column.notNull())
    .execute();
  for (const table of ['action', 'action_change', 'action_comment', 'action_depends', 'plan_link'])
    await protectCouncilRows(db, table);
  for (const table of ['plan_feed', 'plan_sent'])
    await protectCouncilRows(db, table, { owner: 'person_id' });
}
