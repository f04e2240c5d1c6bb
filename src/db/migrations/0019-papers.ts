import type { Kysely } from 'kysely';
import { protectCouncilRows } from '../protect.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('paper_face')
    .addColumn('council', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('crest', 'text')
    .addColumn('crest_type', 'text')
    .addColumn('crest_width', 'integer')
    .addColumn('crest_height', 'integer')
    .addColumn('changed_at', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .execute();
  await schema
    .createTable('brought_plan')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('council', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('rows', 'text', (column) => column.notNull())
    .addColumn('brought_at', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createIndex('brought_plan_council')
    .on('brought_plan')
    .columns(['council', 'brought_at'])
    .execute();
  await protectCouncilRows(db, 'paper_face');
  await protectCouncilRows(db, 'brought_plan', { owner: 'person_id' });
}
