import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { FileRefused, readSpreadsheet } from './read-spreadsheet.ts';
import { writeSpreadsheet } from './spreadsheet.ts';

const columns = [
  { title: 'code', width: 20 },
  { title: 'note', width: 40 },
];
const refused = (data: Uint8Array, why: RegExp) =>
  assert.rejects(
    readSpreadsheet(data),
    (error) => error instanceof FileRefused && why.test(error.message),
  );

test('what is written is read again: text, numbers, formulas as text', async () => {
  const rows = [
    ['a.b', '=1+1'],
    ['c', 'Ŵ “quoted” & <b>\nsecond line'],
    ['d', 4],
    ['constructor', '__proto__'],
    ['toString', '_x0041_ and _x005F_'],
  ];
  const file = await writeSpreadsheet('Answers', columns, rows);
  const read = await readSpreadsheet(file);
  assert.equal(read.name, 'Answers');
  assert.deepEqual(read.rows, [['code', 'note'], ...rows.map((row) => row.map(String))]);
});

test('what is no spreadsheet is refused in a sentence', async () => {
  await refused(Buffer.from('not a zip'), /not a spreadsheet/);
  await refused(new Uint8Array(0), /not a spreadsheet/);
  await refused(new Uint8Array(2_000_001), /too large/);
  await refused(zipSync({ 'a.txt': strToU8('x') }), /not a spreadsheet/);
  await refused(zipSync({ 'xl/workbook.xml': strToU8('<broken') }), /not a spreadsheet/);
  await refused(
    zipSync({ 'xl/workbook.xml': strToU8('<x/>'), 'xl/vbaProject.bin': strToU8('x') }),
    /macros/,
  );
});

test('a bomb is not unpacked, also when it lies about its size', async () => {
  const huge = new Uint8Array(40_000_000);
  const bomb = zipSync(
    { 'xl/workbook.xml': strToU8('<x/>'), 'xl/worksheets/sheet1.xml': huge },
    { level: 9 },
  );
  assert.ok(bomb.length < 2_000_000);
  await refused(bomb, /far more/);
  const lying = Buffer.from(bomb);
  // The size that a file says it unpacks to stands in the central directory, 24 bytes after its mark.
  for (let at = lying.indexOf('PK\x01\x02'); at >= 0; at = lying.indexOf('PK\x01\x02', at + 4))
    lying.writeUInt32LE(100, at + 24);
  await assert.rejects(readSpreadsheet(lying), FileRefused);
});
