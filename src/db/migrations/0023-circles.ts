import { type Kysely, sql } from 'kysely';
import { protectCouncilRows, protectRows, SCOPE_COUNCIL } from '../protect.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('circle')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('council', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('aim', 'text', (column) => column.notNull())
    .addColumn('target', 'text', (column) => column.notNull())
    .addColumn('begins_on', 'text', (column) => column.notNull())
    .addColumn('ends_on', 'text', (column) => column.notNull())
    .addColumn('members', 'text', (column) => column.notNull())
    .addColumn('invited', 'text', (column) => column.notNull())
    .addColumn('reminded_at', 'text')
    .addColumn('closed_at', 'text')
    .addColumn('learned', 'text', (column) => column.notNull())
    .addColumn('report', 'text')
    .addColumn('person_id', 'text', (column) => column.references('person.id'))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .execute();
  await schema
    .createTable('circle_note')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('circle_id', 'text', (column) =>
      column.notNull().references('circle.id').onDelete('cascade'),
    )
    .addColumn('council', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.references('person.id'))
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('changed_at', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .execute();
  await schema.createIndex('circle_note_circle').on('circle_note').column('circle_id').execute();
  await schema
    .createTable('circle_date')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('circle_id', 'text', (column) =>
      column.notNull().references('circle.id').onDelete('cascade'),
    )
    .addColumn('council', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('day', 'text', (column) => column.notNull())
    .addColumn('time', 'text', (column) => column.notNull())
    .addColumn('minutes', 'integer', (column) => column.notNull())
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('changed_at', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('circle_date_circle').on('circle_date').column('circle_id').execute();
  await schema
    .createTable('circle_action')
    .addColumn('circle_id', 'text', (column) =>
      column.notNull().references('circle.id').onDelete('cascade'),
    )
    .addColumn('council', 'text', (column) => column.notNull())
    .addColumn('action_id', 'text', (column) => column.notNull())
    .addColumn('shown_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('circle_action_key', ['circle_id', 'action_id'])
    .execute();
  await schema
    .createTable('circle_calendar')
    .addColumn('secret_hash', 'text', (column) => column.primaryKey())
    .addColumn('circle_id', 'text', (column) =>
      column.notNull().references('circle.id').onDelete('cascade'),
    )
    .addColumn('council', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  // Slugs hold no quotation marks, so a slug within them is that council and no other.
  const among = (list: string) =>
    sql`position('"' || ${SCOPE_COUNCIL} || '"' in ${sql.ref(list)}) > 0`;
  await protectRows(db, 'circle', sql`(${among('members')} or ${among('invited')})`);
  // Who is asked sees the circle and nothing that is in it.
  for (const table of ['circle_note', 'circle_date', 'circle_action'])
    await protectRows(
      db,
      table,
      sql`exists (select 1 from circle where circle.id = ${sql.ref(`${table}.circle_id`)}
        and ${among('circle.members')})`,
    );
  await protectCouncilRows(db, 'circle_calendar', { owner: 'person_id' });
}
