import { sql } from 'kysely';
import type { Handle } from '../connect.ts';

/** A table as it is in the database now. */
export interface StoredTable {
  name: string;
  columns: string[];
  /** Columns of the primary key, in order. */
  key: string[];
}

interface Column {
  table: string;
  column: string;
  key: number | null;
}

interface Reference {
  table: string;
  needs: string;
}

/** The migrator's own books: they are kept by it, not copied. */
const MIGRATOR = ['kysely_migration', 'kysely_migration_lock'];

const SQLITE_COLUMNS = sql<Column>`
  select t.name as "table", c.name as "column", nullif(c.pk, 0) as "key"
  from sqlite_master t join pragma_table_info(t.name) c
  where t.type = 'table' and t.name not like 'sqlite!_%' escape '!'
  order by t.name, c.cid`;
const SQLITE_REFERENCES = sql<Reference>`
  select t.name as "table", f."table" as "needs"
  from sqlite_master t join pragma_foreign_key_list(t.name) f where t.type = 'table'`;
const POSTGRES_COLUMNS = sql<Column>`
  select t.relname as "table", c.attname as "column", array_position(i.indkey::int[], c.attnum::int) as "key"
  from pg_class t
  join pg_attribute c on c.attrelid = t.oid and c.attnum > 0 and not c.attisdropped
  left join pg_index i on i.indrelid = t.oid and i.indisprimary
  where t.relkind = 'r' and t.relnamespace = current_schema()::regnamespace
  order by t.relname, c.attnum`;
const POSTGRES_REFERENCES = sql<Reference>`
  select t.relname as "table", n.relname as "needs"
  from pg_constraint f join pg_class t on t.oid = f.conrelid join pg_class n on n.oid = f.confrelid
  where f.contype = 'f' and t.relnamespace = current_schema()::regnamespace`;

/**
 * Every table of the almanac, each after those that its rows point to, so that rows can be added in this order.
 * @throws Error when tables point to one another in a circle, or one has no primary key
 */
export async function listTables(
  handle: Handle,
  engine: 'sqlite' | 'postgres',
): Promise<StoredTable[]> {
  const sqlite = engine === 'sqlite';
  const { rows: columns } = await (sqlite ? SQLITE_COLUMNS : POSTGRES_COLUMNS).execute(handle);
  const { rows: references } = await (sqlite ? SQLITE_REFERENCES : POSTGRES_REFERENCES).execute(
    handle,
  );
  const names = [...new Set(columns.map(({ table }) => table))].filter(
    (name) => !MIGRATOR.includes(name),
  );
  return inOrder(names, references).map((name) => {
    const own = columns.filter(({ table }) => table === name);
    const key = own
      .filter((column) => column.key !== null)
      .sort((one, other) => Number(one.key) - Number(other.key))
      .map(({ column }) => column);
    if (key.length === 0) throw new Error(`The table ${name} has no primary key.`);
    return { name, columns: own.map(({ column }) => column), key };
  });
}

/** Puts what is needed before what needs it; a table may point to itself. */
export function inOrder(names: readonly string[], references: readonly Reference[]): string[] {
  const ordered: string[] = [];
  let waiting = [...names].sort();
  while (waiting.length > 0) {
    const ready = waiting.filter((name) =>
      references.every(
        ({ table, needs }) => table !== name || needs === name || ordered.includes(needs),
      ),
    );
    if (ready.length === 0)
      throw new Error(`These tables point to one another in a circle: ${waiting.join(', ')}.`);
    ordered.push(...ready);
    waiting = waiting.filter((name) => !ready.includes(name));
  }
  return ordered;
}
