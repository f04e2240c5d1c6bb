import { type Kysely, sql } from 'kysely';
import { protectCouncilRows, refuseChanges } from '../protect.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('person')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('email', 'text', (column) => column.unique())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('deleted_at', 'text')
    .addColumn('version', 'integer', (column) => column.notNull())
    .execute();
  await schema
    .createTable('session')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('seen_at', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('session_person').on('session').column('person_id').execute();
  await schema
    .createTable('sign_in')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('link_hash', 'text', (column) => column.notNull().unique())
    .addColumn('code_hash', 'text', (column) => column.notNull())
    .addColumn('browser_hash', 'text', (column) => column.notNull())
    .addColumn('next', 'text', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('used_at', 'text')
    .execute();
  await schema.createIndex('sign_in_browser').on('sign_in').column('browser_hash').execute();
  await schema
    .createTable('platform_role')
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('role', 'text', (column) =>
      column.notNull().check(sql`role in ('editor', 'administrator')`),
    )
    .addColumn('given_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('platform_role_key', ['person_id', 'role'])
    .execute();
  await schema
    .createTable('attempt')
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('span_start', 'text', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('attempt_key', ['key', 'span_start'])
    .execute();
  await schema
    .createTable('member')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('council', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('role', 'text', (column) =>
      column.notNull().check(sql`role in ('lead', 'contributor', 'viewer')`),
    )
    .addColumn('perspective', 'text')
    .addColumn('suspended', 'integer', (column) => column.notNull())
    .addColumn('joined_at', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addUniqueConstraint('member_once', ['council', 'person_id'])
    .execute();
  await schema.createIndex('member_person').on('member').column('person_id').execute();
  await schema
    .createTable('invitation')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('council', 'text', (column) => column.notNull())
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('perspective', 'text')
    .addColumn('secret_hash', 'text', (column) => column.notNull().unique())
    .addColumn('invited_by', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('ended', 'text')
    .addColumn('ended_at', 'text')
    .execute();
  await schema.createIndex('invitation_council').on('invitation').column('council').execute();
  await schema
    .createTable('join_request')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('council', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id'))
    .addColumn('message', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('decision', 'text')
    .addColumn('decided_by', 'text', (column) => column.references('person.id'))
    .addColumn('decided_at', 'text')
    .execute();
  await schema.createIndex('join_request_council').on('join_request').column('council').execute();
  await schema
    .createTable('audit')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('council', 'text')
    .addColumn('person_id', 'text')
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('audit_council').on('audit').columns(['council', 'id']).execute();
  await refuseChanges(db, 'audit');
  await protectCouncilRows(db, 'member', { owner: 'person_id' });
  await protectCouncilRows(db, 'invitation');
  await protectCouncilRows(db, 'join_request', { owner: 'person_id' });
}
