import { type Kysely, sql } from 'kysely';
import { allowReading, protectCouncilRows, SCOPE_COUNCIL } from '../protect.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('listing')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('council', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull().check(sql`kind in ('need', 'offer')`))
    .addColumn('help', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('ties', 'text', (column) => column.notNull())
    .addColumn('for_nation', 'text', (column) => column.notNull())
    .addColumn('for_region', 'text', (column) => column.notNull())
    .addColumn('for_type', 'text', (column) => column.notNull())
    .addColumn('visibility', 'text', (column) =>
      column.notNull().check(sql`visibility in ('public', 'councils')`),
    )
    .addColumn('ends_on', 'text', (column) => column.notNull())
    .addColumn('put_up_at', 'text')
    .addColumn('closed_at', 'text')
    .addColumn('result', 'text')
    .addColumn('result_line', 'text', (column) => column.notNull())
    .addColumn('hidden_at', 'text')
    .addColumn('reminded_for', 'text')
    .addColumn('person_id', 'text', (column) => column.references('person.id'))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    // The long texts stand last: a look through the short columns need not step over them.
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('words', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('listing_council').on('listing').column('council').execute();
  await schema.createIndex('listing_open').on('listing').columns(['closed_at', 'kind']).execute();
  await schema
    .createTable('findable')
    .addColumn('council', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('agreed_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('findable_key', ['outcome', 'council'])
    .execute();
  await schema
    .createTable('introduction')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('listing_id', 'text', (column) =>
      column.notNull().references('listing.id').onDelete('cascade'),
    )
    .addColumn('council', 'text', (column) => column.notNull())
    .addColumn('to_council', 'text', (column) => column.notNull())
    .addColumn('message', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.references('person.id'))
    .addColumn('asked_at', 'text', (column) => column.notNull())
    .addColumn('answer', 'text')
    .addColumn('answered_by', 'text', (column) => column.references('person.id'))
    .addColumn('answered_at', 'text')
    .addColumn('ended_at', 'text')
    .addUniqueConstraint('introduction_once', ['listing_id', 'council', 'to_council'])
    .execute();
  await schema.createIndex('introduction_from').on('introduction').column('council').execute();
  await schema.createIndex('introduction_to').on('introduction').column('to_council').execute();
  await protectCouncilRows(db, 'listing');
  await protectCouncilRows(db, 'findable');
  await protectCouncilRows(db, 'introduction', { other: 'to_council' });
  // What is on the board is read by everyone, or by members of any council; drafts and what was taken off stay inside.
  await allowReading(
    db,
    'listing',
    sql`put_up_at is not null and hidden_at is null
      and (visibility = 'public' or ${SCOPE_COUNCIL} <> '')`,
  );
  await allowReading(db, 'findable', sql`${SCOPE_COUNCIL} <> ''`);
}
