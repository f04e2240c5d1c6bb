import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FileRefused, readSpreadsheet } from '../../files/read-spreadsheet.ts';
import { COLUMNS, planInSpreadsheet } from './action-sheet.ts';
import type { Facts } from './facts.ts';
import type { PlanAction } from './needs.ts';
import { letterOf, plain, readActionSheet, readRows } from './read-action-sheet.ts';
import { compare } from './rules/plan-changes.ts';
import { STATUS_IDS } from './rules/plan-figures.ts';

const FACTS: Facts = {
  council: { slug: 'leeds', name: 'Leeds City Council', nation: 'England' },
  crest: undefined,
  made: { on: '2026-11-27', by: 'Ada' },
  madeUp: false,
  almanac: { title: 'Almanac', edition: '2026', language: 'en-GB' },
  outcomes: [],
  levels: ['Not yet', 'Under way', 'In place', 'Leading'],
  costs: { low: 'Under £5,000', 'staff-time': 'Staff time only' },
  efforts: { small: 'Small', large: 'Large' },
  round: undefined,
  actions: [],
  questions: [],
};
const ACTION: PlanAction = {
  ...{ id: 'a1', version: 3, title: 'Restore payroll', why: '', outcome: '', target: '' },
  ...{
    from: undefined,
    to: undefined,
    owner: '',
    ownerIsPerson: false,
    start: '',
    due: '2027-03-31',
  },
  ...{ status: 'agreed', statusNote: '', effort: 'small', costBand: '', cost: 1200, benefit: '' },
  ...{ measure: '', evidence: '', dependsOn: [] },
};
const nothingEarlier = () => undefined;

// What a form lets through: no control characters, and nothing around it.
const words = fc
  .string({ unit: 'grapheme', maxLength: 60 })
  .map((text) =>
    plain(text.replaceAll(/[^\P{C}\n]/gu, '').replaceAll(/[\u2028\u2029\uFFFD]/g, ' ')),
  );
const day = fc
  .option(
    fc.date({ min: new Date('2020-01-01'), max: new Date('2035-12-31'), noInvalidDate: true }),
  )
  .map((date) => date?.toISOString().slice(0, 10) ?? '');
const action: fc.Arbitrary<PlanAction> = fc.record({
  id: fc.uuid(),
  version: fc.integer({ min: 1, max: 99 }),
  title: words.map((text) => text.replaceAll(/\s+/g, ' ')).filter((text) => text.trim() !== ''),
  ...{ why: words, statusNote: words, benefit: words, measure: words, evidence: words },
  ...{ outcome: fc.constant(''), target: fc.constant('') },
  ...{ from: fc.constant(undefined), to: fc.constant(undefined) },
  ...{ owner: words, ownerIsPerson: fc.boolean(), start: day, due: day },
  status: fc.constantFrom(...STATUS_IDS),
  effort: fc.constantFrom('', 'small', 'large'),
  costBand: fc.constantFrom('', 'low', 'staff-time'),
  cost: fc.option(fc.nat(10_000_000), { nil: undefined }),
  dependsOn: fc.constant([]),
});

// Few files with many actions each: a file is read in a thread of its own, which takes its time to begin.
test('what goes out in the spreadsheet comes back without changes', async () => {
  const property = fc.asyncProperty(
    fc.uniqueArray(action, { selector: ({ id }) => id, minLength: 60, maxLength: 80 }),
    async (actions) => {
      const facts = { ...FACTS, actions };
      const file = await planInSpreadsheet(facts, true);
      const { actions: read, problems } = await readActionSheet(file, facts);
      assert.deepEqual(problems, []);
      assert.equal(read.length, actions.length);
      assert.deepEqual(compare(actions, read, nothingEarlier, plain), { lines: [], gone: [] });
    },
  );
  await fc.assert(property, { numRuns: 3, endOnFailure: true });
});

test('a cell that looks like a formula stays text', async () => {
  for (const title of ['=1+1', '+44 113', '-5', '@SUM(A1)', '=HYPERLINK("http://evil.example")']) {
    const facts = { ...FACTS, actions: [{ ...ACTION, title }] };
    const file = await planInSpreadsheet(facts, true);
    const { rows } = await readSpreadsheet(file);
    assert.equal(rows[1]?.[2], title);
    const { default: JSZip } = await import('jszip');
    const sheet = await (await JSZip.loadAsync(file))
      .file('xl/worksheets/sheet1.xml')!
      .async('string');
    assert.doesNotMatch(sheet, /<f>/);
  }
});

const HEAD = COLUMNS.map(({ title }) => title);
const rowOf = (cells: Record<string, string>) => HEAD.map((title) => cells[title] ?? '');
const FILLED = {
  Code: 'a1',
  Version: '3',
  Action: 'Restore payroll',
  Status: 'Agreed',
  Due: '2027-03-31',
  Effort: 'Small',
  'Cost in pounds': '1200',
};
const read = (...rows: Record<string, string>[]) =>
  readRows({ name: 'Plan', rows: [HEAD, ...rows.map(rowOf)] }, FACTS);

test('a bad cell is named by sheet, row and column, and nothing is taken', () => {
  const { problems } = read(
    FILLED,
    { ...FILLED, Code: 'a2', Due: '31 Sept' },
    { ...FILLED, Code: 'a3', Status: 'Nearly', Action: '' },
    { ...FILLED, Code: 'a4', Effort: 'huge', 'Cost in pounds': 'lots', Due: '2027-02-30' },
    { ...FILLED, Code: 'a1' },
    { ...FILLED, Code: 'a6', Version: 'x', Why: 'y'.repeat(2001) },
  );
  const starts = problems.map((problem) => problem.split(':')[0]);
  assert.deepEqual(starts, [
    'Sheet “Plan”, row 3, column G (Due)',
    'Sheet “Plan”, row 4, column C (Action)',
    'Sheet “Plan”, row 4, column D (Status)',
    'Sheet “Plan”, row 5, column G (Due)',
    'Sheet “Plan”, row 5, column H (Effort)',
    'Sheet “Plan”, row 5, column J (Cost in pounds)',
    'Sheet “Plan”, row 6, column A (Code)',
    'Sheet “Plan”, row 7, column B (Version)',
    'Sheet “Plan”, row 7, column K (Why)',
  ]);
});

test('people’s own ways of writing are understood', () => {
  const { actions, problems } = read({
    ...FILLED,
    ...{
      Due: '1/4/2027',
      Status: 'IN PROGRESS',
      'Cost in pounds': '£12,500',
      'Cost band': 'under £5,000',
    },
  });
  assert.deepEqual(problems, []);
  const { due, status, cost, costBand } = actions[0]!.values;
  assert.deepEqual([due, status, cost, costBand], ['2027-04-01', 'in-progress', 12_500, 'low']);
});

test('a sheet that is not ours is refused in a sentence; empty rows and moved columns are not', () => {
  assert.throws(
    () => readRows({ name: 'x', rows: [['Name', 'Age']] }, FACTS),
    (error) => error instanceof FileRefused && /Missing: Code, Version, Action/.test(error.message),
  );
  const turned = { name: 'Plan', rows: [HEAD.toReversed(), [], rowOf(FILLED).toReversed()] };
  assert.deepEqual(
    readRows(turned, FACTS).actions.map(({ id, row }) => [id, row]),
    [['a1', 3]],
  );
  const many = Array.from({ length: 5_001 }, () => rowOf(FILLED));
  assert.throws(() => readRows({ name: 'Plan', rows: [HEAD, ...many] }, FACTS), /5,000 rows/);
});

test('each changed field is a line; a new row is one; an action that is gone is told', () => {
  const { actions } = read(
    { ...FILLED, Due: '2027-06-30', Status: 'In progress' },
    { Action: 'A new one' },
    { ...FILLED, Code: 'gone', Action: 'Old' },
  );
  const { lines, gone } = compare([ACTION], actions, nothingEarlier, plain);
  assert.deepEqual(
    lines.map(({ key, now, file, both }) => [key, now, file, both]),
    [
      ['a1.status.3', 'agreed', 'in-progress', false],
      ['a1.due.3', '2027-03-31', '2027-06-30', false],
      ['new.3', undefined, 'A new one', false],
    ],
  );
  assert.deepEqual(gone, [{ row: 4, title: 'Old' }]);
});

test('what only a colleague changed since is no change of the file; what both changed shows both', () => {
  const { actions } = read({ ...FILLED, Due: '2027-06-30', Why: 'Because' });
  const now = { ...ACTION, version: 5, title: 'Restore payroll first', due: '2027-05-01' };
  const then = () => ({ ...ACTION });
  const { lines } = compare([now], actions, then, plain);
  assert.deepEqual(
    lines.map(({ key, now: here, file, both }) => [key, here, file, both]),
    [
      ['a1.due.5', '2027-05-01', '2027-06-30', true],
      ['a1.why.5', '', 'Because', false],
    ],
  );
  const blind = compare([now], actions, nothingEarlier, plain).lines;
  assert.ok(
    blind.every(({ both }) => both),
    'where the past is not known, nothing is chosen',
  );
});

test('columns are named as spreadsheets name them', () => {
  assert.deepEqual([0, 25, 26, 27, 51, 52].map(letterOf), ['A', 'Z', 'AA', 'AB', 'AZ', 'BA']);
});
