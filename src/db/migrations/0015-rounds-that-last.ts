import { type Kysely, sql } from 'kysely';
import { protectCouncilRows } from '../protect.ts';

/** Who is asked, what is settled, who works on which answer, what happened, and what a successor is handed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema.alterTable('round').addColumn('asked', 'text').execute();
  await schema.alterTable('round').addColumn('settled_at', 'text').execute();
  await schema
    .alterTable('answer')
    .addColumn('carried', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await schema
    .createTable('task')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('council', 'text', (column) => column.notNull())
    .addColumn('round_id', 'text', (column) => column.notNull().references('round.id'))
    .addColumn('item', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('asked_by', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('state', 'text', (column) =>
      column.notNull().check(sql`state in ('asked', 'answered', 'returned', 'settled')`),
    )
    .addColumn('proposal', 'text', (column) => column.notNull())
    .addColumn('changed_at', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addUniqueConstraint('task_once', ['round_id', 'item'])
    .execute();
  await schema
    .createTable('round_event')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('council', 'text', (column) => column.notNull())
    .addColumn('round_id', 'text', (column) => column.notNull().references('round.id'))
    .addColumn('item', 'text')
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.references('person.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('says', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createIndex('round_event_round')
    .on('round_event')
    .columns(['round_id', 'id'])
    .execute();
  await schema
    .createTable('handover')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('council', 'text', (column) => column.notNull())
    .addColumn('from_council', 'text', (column) => column.notNull())
    .addColumn('round_id', 'text', (column) => column.notNull().references('round.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('depth', 'text', (column) => column.notNull())
    .addColumn('edition', 'text', (column) => column.notNull())
    .addColumn('closed_on', 'text', (column) => column.notNull())
    .addColumn('items', 'text', (column) => column.notNull())
    .addColumn('answers', 'text', (column) => column.notNull())
    .addColumn('handed_at', 'text', (column) => column.notNull())
    .addUniqueConstraint('handover_once', ['council', 'round_id'])
    .execute();
  for (const table of ['task', 'round_event', 'handover']) await protectCouncilRows(db, table);
}
