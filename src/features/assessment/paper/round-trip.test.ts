import assert from 'node:assert/strict';
import path from 'node:path';
import { before, test } from 'node:test';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { z } from 'zod';
import type { Almanac } from '../../../content/almanac.ts';
import { loadContent } from '../../../content/load.ts';
import type { SheetRow } from '../../../db/tables/assessment.ts';
import type { Given } from '../answers.ts';
import { exportSchema, jsonSchema, toExport } from '../export.ts';
import type { Desk } from '../needs.ts';
import type { Answer, Answers, Choice } from '../rules/answers.ts';
import { type Item, listItems } from '../rules/items.ts';
import { toRows, writeAnswerSheet } from './answer-sheet.ts';
import { toBooklet } from './booklet.ts';
import { readAnswersFile } from './read-answers-file.ts';

let almanac: Almanac;
let items: Item[];
before(async () => {
  const folder = path.resolve(import.meta.dirname, '../../../../content');
  almanac = (await loadContent(folder, '2026-11-24')).almanac!;
  items = listItems(almanac, 'full');
});

const CHOICES: Choice[] = [1, 2, 3, 4, 'na', 'unknown', 'later'];
/**
 * Text as a form leaves it: nothing around it, one form of each letter, no control characters. Without the sign for a
 * letter that could not be read (U+FFFD), which the library leaves out of a spreadsheet.
 */
const words = (most: number) =>
  fc
    .oneof(
      fc.string({ maxLength: most, unit: 'grapheme' }),
      fc.constantFrom('=1+1', "'=x", "''-x", '+44', '@me', '"a", b', 'one\ntwo', "'plain", '-5'),
    )
    .map((text) =>
      text
        .normalize('NFC')
        .replaceAll(/[^\P{C}\n]/gu, '')
        .trim()
        .slice(0, most)
        .toWellFormed()
        .replaceAll('\uFFFD', '')
        .trim(),
    );

const given = () =>
  fc
    .uniqueArray(
      fc.record({
        at: fc.nat({ max: 59 }),
        choice: fc.constantFrom(...CHOICES),
        note: words(60),
        evidence: words(40),
        evidenceDate: fc.constantFrom('', '2026-11-24'),
        evidenceOwner: words(20),
        confidence: fc.constantFrom('', 'opinion', 'documented', 'peer'),
        dissent: words(40),
      }),
      { selector: ({ at }) => at, maxLength: 12 },
    )
    .map((all): Answers => {
      const answers = all.map(({ at, ...rest }): [string, Answer] => {
        const item = items[at % items.length]!.id;
        const note = rest.choice === 'na' && rest.note === '' ? 'Why' : rest.note;
        return [item, { ...rest, note, item, answeredAt: '', version: 1 } as Answer];
      });
      return new Map(answers);
    });

const desk = (): Desk =>
  ({
    sheet: { depth: 'full', edition: almanac.about.edition, place: null } as SheetRow,
    items,
  }) as unknown as Desk;
const read = (data: Buffer) =>
  readAnswersFile(data, items, { edition: almanac.about.edition, editions: almanac.editions });
const bare = (answers: Answers): Given[] =>
  items.flatMap(({ id }) => {
    const answer = answers.get(id);
    if (!answer) return [];
    const { answeredAt: _, version: __, ...rest } = answer;
    return [rest];
  });

test('what leaves as JSON or CSV comes back the same', async () => {
  await fc.assert(
    fc.asyncProperty(given(), async (answers) => {
      const json = JSON.stringify(toExport(desk(), answers, new Date(0)));
      assert.deepEqual(await read(Buffer.from(json)), { answers: bare(answers), problems: [] });
      const csv = stringify(toRows(desk(), answers), { bom: true });
      assert.deepEqual(await read(Buffer.from(csv)), { answers: bare(answers), problems: [] });
    }),
    { numRuns: 60 },
  );
});

test('what leaves as a spreadsheet comes back the same', async () => {
  await fc.assert(
    fc.asyncProperty(given(), async (answers) => {
      const file = await writeAnswerSheet(desk(), answers);
      assert.deepEqual(await read(file), { answers: bare(answers), problems: [] });
    }),
    { numRuns: 4 },
  );
});

test('no cell of the CSV begins as a formula', () => {
  fc.assert(
    fc.property(given(), (answers) => {
      for (const row of toRows(desk(), answers))
        for (const cell of row) assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
    }),
    { numRuns: 60 },
  );
});

test('the published schema is that of the file, and takes what we write', () => {
  const schema = jsonSchema('https://almanac.example/schema.json') as {
    properties: Record<string, unknown>;
    required: string[];
  };
  assert.deepEqual(Object.keys(schema.properties), Object.keys(exportSchema.shape));
  const read = z.fromJSONSchema(schema as never);
  const answers: Answers = new Map([
    [
      items[0]!.id,
      {
        ...{ item: items[0]!.id, choice: 2, note: 'n', evidence: '', evidenceDate: '' },
        ...{ evidenceOwner: '', confidence: '', dissent: '', answeredAt: '', version: 1 },
      },
    ],
  ]);
  const file = toExport(desk(), answers, new Date(0));
  assert.ok(read.safeParse(JSON.parse(JSON.stringify(file))).success);
  assert.equal(read.safeParse({ ...file, depth: 'deep' }).success, false);
});

test('the booklet has the codes of the spreadsheet, in the same order', () => {
  const codes = toBooklet(items, '2026').groups.flatMap((group) =>
    group.items.map(({ code }) => code),
  );
  const [, ...rows] = toRows(desk(), new Map());
  assert.deepEqual(
    codes,
    rows.map(([code]) => code),
  );
});
