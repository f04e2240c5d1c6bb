import assert from 'node:assert/strict';
import path from 'node:path';
import { before, test } from 'node:test';
import { XMLValidator } from 'fast-xml-parser';
import JSZip from 'jszip';
import type { Almanac } from '../../content/almanac.ts';
import { loadContent } from '../../content/load.ts';
import { outcomeInWord, roleInWord } from './word.ts';

let almanac: Almanac;
before(async () => {
  const folder = path.resolve(import.meta.dirname, '../../../content');
  almanac = (await loadContent(folder, '2026-11-24')).almanac!;
});

async function open(body: Buffer) {
  const zip = await JSZip.loadAsync(body);
  const read = async (name: string) => (await zip.file(name)?.async('string')) ?? '';
  return {
    document: await read('word/document.xml'),
    core: await read('docProps/core.xml'),
    styles: await read('word/styles.xml'),
  };
}

test('an outcome in Word has its parts as headings, header rows, its language and its links', async () => {
  const outcome = almanac.outcomes.find(({ slug }) => slug === 'data')!;
  const { document, core, styles } = await open(
    await outcomeInWord(almanac, outcome, 'https://almanac.example'),
  );
  assert.equal(XMLValidator.validate(document), true);
  assert.match(core, /<dc:title>Data<\/dc:title>/);
  assert.match(styles, /w:lang w:val="en-GB"/);
  assert.equal(
    document.match(/w:val="Heading2"/g)!.length >= outcome.targets.length + outcome.steps.length,
    true,
  );
  assert.equal(document.match(/<w:tblHeader/g)?.length, outcome.targets.length);
  assert.match(document, /<w:hyperlink /);
  for (const { title } of outcome.steps) {
    assert.ok(
      document.includes(title.replaceAll("'", '&apos;')) || document.includes(title),
      title,
    );
  }
  assert.match(document, /Local Government Association/);
  assert.doesNotMatch(document, /\]\(https?:|\*\*/);
});

test("a reader's path in Word holds that reader's questions and no other's", async () => {
  const role = almanac.roles.find(({ id }) => id === 'councillor')!;
  const { document } = await open(await roleInWord(almanac, role, ''));
  assert.equal(XMLValidator.validate(document), true);
  const text = document.replaceAll('&apos;', "'");
  const questions = almanac.outcomes.flatMap((outcome) => outcome.questions);
  for (const { question, role: asks } of questions) {
    assert.equal(text.includes(`“${question}”`), asks === role, question);
  }
});
