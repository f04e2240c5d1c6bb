import { type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely';

const isPostgres = (db: Kysely<unknown>): boolean =>
  db.getExecutor().adapter instanceof PostgresAdapter;

/**
 * Puts the second wall around a table of councils' rows: on PostgreSQL a query sees only rows of the council that its
 * transaction named, or of its own person. SQLite has no such wall; there the store functions are the only one.
 * @param owner column with the person who may see a row in any council
 * @param other column with a second council that the row belongs to as well
 * @param shared whether rows without a council, which are found by a secret only, stand outside the wall
 */
export async function protectCouncilRows(
  db: Kysely<unknown>,
  table: string,
  { owner, other, shared = false }: { owner?: string; other?: string; shared?: boolean } = {},
): Promise<void> {
  const own = owner
    ? sql` or ${sql.ref(owner)} = nullif(current_setting('almanac.person', true), '')`
    : sql``;
  const outside = shared ? sql` or council is null` : sql``;
  const both = other ? sql`council, ${sql.ref(other)}` : sql`council`;
  await protectRows(
    db,
    table,
    sql`current_setting('almanac.council', true) in (${both})${own}${outside}`,
  );
}

/**
 * Puts a wall of any shape around a table, on PostgreSQL.
 * @param rows which rows a transaction sees and may write, as SQL; one for everyone sees all
 */
export async function protectRows(
  db: Kysely<unknown>,
  table: string,
  rows: RawBuilder<unknown>,
): Promise<void> {
  if (!isPostgres(db)) return;
  const name = sql.table(table);
  await sql`alter table ${name} enable row level security`.execute(db);
  // The owner of the tables is held to it as well: small installations have one database user for everything.
  await sql`alter table ${name} force row level security`.execute(db);
  await sql`create policy own_council on ${name} using (
    current_setting('almanac.council', true) = '*' or ${rows})`.execute(db);
}

/** The council that a transaction on PostgreSQL named; an empty text when it named none. */
export const SCOPE_COUNCIL = sql`coalesce(current_setting('almanac.council', true), '')`;

/**
 * Opens a door in the wall for reading alone: rows that fit are seen in other scopes as well.
 * @param rows which rows, as SQL for PostgreSQL
 */
export async function allowReading(
  db: Kysely<unknown>,
  table: string,
  rows: RawBuilder<unknown>,
): Promise<void> {
  if (!isPostgres(db)) return;
  await sql`create policy read_by_others on ${sql.table(table)} for select using (${rows})`.execute(
    db,
  );
}

/** Makes the database itself refuse to change or delete rows of a table. */
export async function refuseChanges(db: Kysely<unknown>, table: string): Promise<void> {
  if (isPostgres(db)) {
    await sql`create function refuse_change() returns trigger language plpgsql as $$
      begin raise exception 'rows of % are never changed', tg_table_name; end $$`.execute(db);
    await sql`create trigger append_only before update or delete or truncate on ${sql.table(table)}
      for each statement execute function refuse_change()`.execute(db);
    return;
  }
  for (const event of ['update', 'delete']) {
    await sql`create trigger ${sql.ref(`${table}_no_${event}`)} before ${sql.raw(event)} on ${sql.table(table)}
      begin select raise(abort, ${sql.lit(`rows of ${table} are never changed`)}); end`.execute(db);
  }
}
