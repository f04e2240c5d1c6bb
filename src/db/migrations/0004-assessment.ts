import { type Kysely, sql } from 'kysely';
import { protectCouncilRows } from '../protect.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('round')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('council', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('depth', 'text', (column) => column.notNull().check(sql`depth in ('quick', 'full')`))
    .addColumn('outcomes', 'text', (column) => column.notNull())
    .addColumn('edition', 'text', (column) => column.notNull())
    .addColumn('closes_on', 'text', (column) => column.notNull())
    .addColumn('before', 'text', (column) => column.references('round.id'))
    .addColumn('opened_at', 'text', (column) => column.notNull())
    .addColumn('closed_at', 'text')
    .addColumn('frozen', 'text')
    .addColumn('version', 'integer', (column) => column.notNull())
    .execute();
  await schema.createIndex('round_council').on('round').columns(['council', 'opened_at']).execute();
  await schema
    .createTable('sheet')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) =>
      column.notNull().check(sql`kind in ('private', 'voice', 'agreed')`),
    )
    .addColumn('council', 'text')
    .addColumn('round_id', 'text', (column) => column.references('round.id'))
    .addColumn('person_id', 'text', (column) => column.references('person.id'))
    .addColumn('perspective', 'text')
    .addColumn('key_hash', 'text', (column) => column.unique())
    .addColumn('depth', 'text', (column) => column.notNull())
    .addColumn('place', 'text')
    .addColumn('edition', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('seen_at', 'text', (column) => column.notNull())
    .addUniqueConstraint('sheet_of_person', ['round_id', 'person_id'])
    .execute();
  await schema.createIndex('sheet_seen').on('sheet').columns(['kind', 'seen_at']).execute();
  await schema
    .createTable('answer')
    .addColumn('sheet_id', 'text', (column) =>
      column.notNull().references('sheet.id').onDelete('cascade'),
    )
    .addColumn('item', 'text', (column) => column.notNull())
    .addColumn('council', 'text')
    .addColumn('choice', 'text', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('evidence', 'text', (column) => column.notNull())
    .addColumn('evidence_date', 'text', (column) => column.notNull())
    .addColumn('evidence_owner', 'text', (column) => column.notNull())
    .addColumn('confidence', 'text', (column) => column.notNull())
    .addColumn('dissent', 'text', (column) => column.notNull().defaultTo(''))
    .addColumn('answered_at', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('answer_key', ['sheet_id', 'item'])
    .execute();
  await protectCouncilRows(db, 'round');
  await protectCouncilRows(db, 'sheet', { shared: true });
  await protectCouncilRows(db, 'answer', { shared: true });
}
