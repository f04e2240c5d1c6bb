import assert from 'node:assert/strict';
import path from 'node:path';
import { before, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'csv-parse/sync';
import { loadContent } from '../../content/load.ts';
import type { Table } from './columns.ts';
import { toCatalogue, toCsv, toJson, toSchema } from './files.ts';
import { listTables } from './tables.ts';

const LICENCE = { title: 'Almanac', edition: '2026', licence: 'CC', url: 'https://example.org' };
let tables: Table[];
before(async () => {
  const folder = path.resolve(import.meta.dirname, '../../../content');
  tables = listTables((await loadContent(folder, '2026-11-23')).almanac!);
});

test('every table keeps to its own schema, by a foreign validator', () => {
  assert.equal(tables.length, 10);
  for (const table of tables) {
    const validate = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(toSchema(table)));
    assert.ok(validate(JSON.parse(toJson(table, LICENCE))), JSON.stringify(validate.errors?.[0]));
    assert.equal(validate({ table: table.id, ...LICENCE, rows: [{}] }), false);
  }
});

test('an outcome comes with what a council at each level looks like on the whole', () => {
  const { columns, rows } = tables.find(({ id }) => id === 'outcomes')!;
  for (const level of ['not-yet', 'under-way', 'in-place', 'leading']) {
    assert.match(columns.find(({ name }) => name === level)!.says, /quick look/);
    assert.equal(new Set(rows.map((row) => row[level])).size, 12, level);
  }
});

test('CSV reads back as the same rows', () => {
  for (const table of tables) {
    const rows = parse(toCsv(table), { columns: true, bom: true }) as Record<string, string>[];
    assert.equal(rows.length, table.rows.length, table.id);
    assert.deepEqual(
      Object.keys(rows[0]!),
      table.columns.map(({ name }) => name),
    );
  }
});

test('a cell that a spreadsheet would run is made harmless', () => {
  const table: Table = {
    id: 'x',
    title: 'X',
    says: '',
    columns: [{ name: 'a', type: 'text', says: '' }],
    rows: ['=1+1', '+1', '-1', '@x', '\tx', 'safe = yes'].map((a) => ({ a })),
  };
  const cells = (parse(toCsv(table), { columns: true, bom: true }) as { a: string }[]).map(
    ({ a }) => a,
  );
  assert.deepEqual(cells, ["'=1+1", "'+1", "'-1", "'@x", "'\tx", 'safe = yes']);
});

test('the catalogue names a file of each kind for every table', () => {
  const { dataset } = JSON.parse(toCatalogue(tables, LICENCE, 'https://almanac.example'));
  assert.equal(dataset.length, tables.length);
  assert.equal(dataset[0].distribution[1].contentUrl, 'https://almanac.example/data/outcomes.csv');
});
