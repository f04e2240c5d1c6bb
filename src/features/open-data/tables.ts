import type { Almanac } from '../../content/almanac.ts';
import type { Table } from './columns.ts';
import { guideTables } from './guide-tables.ts';
import { shelfTables } from './shelf-tables.ts';

/** The almanac as tables, in the order of the data page; one without rows is left out. */
export const listTables = (almanac: Almanac): Table[] =>
  [...guideTables(almanac), ...shelfTables(almanac)].filter(({ rows }) => rows.length > 0);
