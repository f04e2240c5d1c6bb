import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import { protectCouncilRows } from '../protect.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();
const key = (column: ColumnDefinitionBuilder) => column.primaryKey();
const person = (column: ColumnDefinitionBuilder) => column.references('person.id');

export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('writeup_question')
    .addColumn('id', 'text', key)
    .addColumn('writeup_id', 'text', (column) =>
      column.notNull().references('writeup.id').onDelete('cascade'),
    )
    .addColumn('asked_at', 'text', required)
    .addColumn('answered_at', 'text')
    .addColumn('answered_by', 'text', person)
    .addColumn('still', 'text')
    .addColumn('says', 'text', required)
    .addColumn('hidden', 'integer', required)
    .execute();
  await schema
    .createIndex('writeup_question_writeup')
    .on('writeup_question')
    .columns(['writeup_id', 'asked_at'])
    .execute();
  await schema
    .createTable('card_echo')
    .addColumn('id', 'text', key)
    .addColumn('slug', 'text', required)
    .addColumn('council', 'text', required)
    .addColumn('kind', 'text', (column) =>
      column.notNull().check(sql`kind in ('done', 'trying', 'helped')`),
    )
    .addColumn('says', 'text', required)
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('at', 'text', required)
    .addColumn('hidden', 'integer', required)
    .addUniqueConstraint('card_echo_once', ['slug', 'council', 'kind'])
    .execute();
  await schema
    .createTable('card_report')
    .addColumn('id', 'text', key)
    .addColumn('slug', 'text', required)
    .addColumn('kind', 'text', required)
    .addColumn('says', 'text', required)
    .addColumn('at', 'text', required)
    .addColumn('decided_at', 'text')
    .addColumn('decided_by', 'text', person)
    .addColumn('decision', 'text')
    .execute();
  await schema
    .createIndex('card_report_open')
    .on('card_report')
    .columns(['decided_at', 'at'])
    .execute();
  await schema
    .createTable('card_note')
    .addColumn('id', 'text', key)
    .addColumn('slug', 'text', required)
    .addColumn('says', 'text', required)
    .addColumn('at', 'text', required)
    .addColumn('by_person', 'text', (column) => column.notNull().references('person.id'))
    .execute();
  await schema.createIndex('card_note_slug').on('card_note').column('slug').execute();
  await schema
    .createTable('library_stamp')
    .addColumn('id', 'integer', key)
    .addColumn('stamp', 'integer', required)
    .execute();
  await protectCouncilRows(db, 'card_echo');
}
