import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import { protectCouncilRows } from '../protect.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();
const key = (column: ColumnDefinitionBuilder) => column.primaryKey();
const person = (column: ColumnDefinitionBuilder) => column.notNull().references('person.id');
const writeup = (column: ColumnDefinitionBuilder) =>
  column.notNull().references('writeup.id').onDelete('cascade');

export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('writeup')
    .addColumn('id', 'text', key)
    .addColumn('hand', 'text', (column) =>
      column.notNull().check(sql`hand in ('council', 'partner', 'supplier')`),
    )
    .addColumn('council', 'text')
    .addColumn('body', 'text', required)
    .addColumn('action', 'text')
    .addColumn('state', 'text', (column) =>
      column.notNull().check(sql`state in ('draft', 'submitted', 'returned', 'published')`),
    )
    .addColumn('title', 'text', required)
    .addColumn('slug', 'text', (column) => column.unique())
    .addColumn('live', 'integer')
    .addColumn('first_live_at', 'text')
    .addColumn('live_at', 'text')
    .addColumn('confirmed_at', 'text')
    .addColumn('standing', 'text', required)
    .addColumn('withdrawn_at', 'text')
    .addColumn('withdrawn_why', 'text', required)
    .addColumn('created_at', 'text', required)
    .addColumn('created_by', 'text', person)
    .addColumn('submitted_at', 'text')
    .addColumn('version', 'integer', required)
    // A council or a named body, never both and never neither.
    .addCheckConstraint('writeup_of_one', sql`(council is null) = (body <> '')`)
    .execute();
  await schema
    .createIndex('writeup_state')
    .on('writeup')
    .columns(['state', 'submitted_at'])
    .execute();
  await schema.createIndex('writeup_council').on('writeup').column('council').execute();
  await schema
    .createTable('writeup_part')
    .addColumn('writeup_id', 'text', writeup)
    .addColumn('part', 'text', required)
    .addColumn('content', 'text', required)
    .addColumn('saved_at', 'text', required)
    .addColumn('saved_by', 'text', person)
    .addColumn('version', 'integer', required)
    .addPrimaryKeyConstraint('writeup_part_key', ['writeup_id', 'part'])
    .execute();
  await schema
    .createTable('writeup_author')
    .addColumn('writeup_id', 'text', writeup)
    .addColumn('person_id', 'text', person)
    .addColumn('council', 'text')
    .addColumn('joined_at', 'text', required)
    .addPrimaryKeyConstraint('writeup_author_key', ['writeup_id', 'person_id'])
    .execute();
  await schema
    .createIndex('writeup_author_person')
    .on('writeup_author')
    .column('person_id')
    .execute();
  await schema
    .createTable('writeup_invitation')
    .addColumn('id', 'text', key)
    .addColumn('writeup_id', 'text', writeup)
    .addColumn('email', 'text', required)
    .addColumn('invited_by', 'text', person)
    .addColumn('created_at', 'text', required)
    .addUniqueConstraint('writeup_invited_once', ['writeup_id', 'email'])
    .execute();
  await schema
    .createIndex('writeup_invitation_email')
    .on('writeup_invitation')
    .column('email')
    .execute();
  await schema
    .createTable('writeup_version')
    .addColumn('writeup_id', 'text', writeup)
    .addColumn('number', 'integer', required)
    .addColumn('content', 'text', required)
    .addColumn('sent_by', 'text', person)
    .addColumn('sent_at', 'text', required)
    .addPrimaryKeyConstraint('writeup_version_key', ['writeup_id', 'number'])
    .execute();
  await schema
    .createTable('writeup_review')
    .addColumn('id', 'text', key)
    .addColumn('writeup_id', 'text', writeup)
    .addColumn('number', 'integer', required)
    .addColumn('editor_id', 'text', person)
    .addColumn('verdict', 'text', required)
    .addColumn('comments', 'text', required)
    .addColumn('at', 'text', required)
    // One editor judges a version once: two approvals are of two people.
    .addUniqueConstraint('writeup_reviewed_once', ['writeup_id', 'number', 'editor_id'])
    .execute();
  await schema
    .createTable('writeup_picture')
    .addColumn('id', 'text', key)
    .addColumn('writeup_id', 'text', writeup)
    .addColumn('type', 'text', required)
    .addColumn('data', 'text', required)
    .addColumn('width', 'integer', required)
    .addColumn('height', 'integer', required)
    .addColumn('alt', 'text', required)
    .addColumn('caption', 'text', required)
    .addColumn('added_by', 'text', person)
    .addColumn('added_at', 'text', required)
    .addColumn('removed', 'integer', required)
    .execute();
  await schema
    .createIndex('writeup_picture_writeup')
    .on('writeup_picture')
    .column('writeup_id')
    .execute();
  await protectCouncilRows(db, 'writeup');
}
