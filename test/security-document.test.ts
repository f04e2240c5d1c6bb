import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

const root = path.resolve(import.meta.dirname, '..');
const text = await readFile(path.join(root, 'docs/security.md'), 'utf8');
const rows = text.split('\n').filter((line) => line.startsWith('| '));
const testsIn = (row: string) =>
  [...row.matchAll(/`([\w./-]+\.test\.ts)`/g)].map(([, file]) => file!);

test('each chapter of the standard is judged once, and shown by tests that exist', () => {
  const chapters = rows.filter((row) => /^\| V\d+ /.test(row));
  assert.deepEqual(
    chapters.map((row) => Number(/^\| V(\d+) /.exec(row)?.[1])),
    Array.from({ length: 17 }, (_, index) => index + 1),
  );
  for (const row of chapters) {
    const state = row.split(' | ')[1] ?? '';
    assert.ok(['met', 'in part', 'does not apply'].includes(state), row);
    assert.equal(testsIn(row).length > 0, state !== 'does not apply', row);
  }
});

test('each attack names the test that tries it', async () => {
  const attacks = text.slice(
    text.indexOf('## Who attacks'),
    text.indexOf('What nothing here stops'),
  );
  const told = attacks
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.includes('| tries |'));
  assert.ok(told.length >= 12);
  for (const row of told) assert.ok(testsIn(row).length > 0, row);
  for (const file of new Set(rows.flatMap(testsIn))) {
    assert.ok(existsSync(path.join(root, file)), `${file} does not exist`);
    assert.match(
      await readFile(path.join(root, file), 'utf8'),
      /assert\./,
      `${file} asserts nothing`,
    );
  }
});
