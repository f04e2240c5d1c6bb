import assert from 'node:assert/strict';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import JSZip from 'jszip';
import { hasOffice, pagesInOffice } from '../../../test/office.ts';
import { type MadeUpPapers, madeUpFacts } from '../../../test/paper-facts.ts';
import { toPng } from '../../web/picture.ts';
import { committeePaper } from './committee.ts';
import type { Facts } from './facts.ts';
import { FIRST_CHOICES, SECTION_IDS, SECTIONS } from './rules/choices.ts';
import { scrutinyPack } from './scrutiny.ts';
import { planInSlides } from './slides.ts';
import { paperInWord } from './word.ts';

let madeUp: MadeUpPapers;
let facts: Facts;
before(async () => {
  madeUp = await madeUpFacts();
  ({ facts } = madeUp);
});
after(() => madeUp.database.close());

const cache = path.join(os.tmpdir(), 'almanac-test-data/cache');
const png = (svg: string) => toPng(svg, cache);

async function open(body: Buffer) {
  const zip = await JSZip.loadAsync(body);
  const parts = await Promise.all(
    Object.keys(zip.files)
      .filter((name) => /\.(?:xml|rels)$/.test(name))
      .map(async (name) => [name, (await zip.file(name)?.async('string')) ?? ''] as const),
  );
  for (const [name, xml] of parts) assert.equal(XMLValidator.validate(xml), true, name);
  return new Map(parts);
}

const plain = (xml: string): string =>
  xml
    .replaceAll(/<w:tab\/>/g, ' ')
    .replaceAll(/<\/w:p>/g, '\n')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&apos;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

test('the committee paper has real headings, head rows, numbers, title and language', async () => {
  const parts = await open(await paperInWord(committeePaper(facts, FIRST_CHOICES), png));
  const document = parts.get('word/document.xml')!;
  const count = (pattern: RegExp) => document.match(pattern)?.length ?? 0;
  assert.equal(count(/w:pStyle w:val="Heading1"/g), SECTION_IDS.length);
  assert.ok(count(/<w:tblHeader/g) >= 5, 'tables say what their columns are, on each page');
  assert.equal(count(/<w:tbl>/g) - count(/<w:tblHeader/g), 1, 'all but the head of the paper');
  assert.match(parts.get('docProps/core.xml')!, /<dc:title>Where we stand on digital/);
  assert.match(parts.get('word/styles.xml')!, /w:lang w:val="en-GB"/);
  assert.match(parts.get('word/numbering.xml')!, /w:lvlText w:val="%1\.%2"/);
  const text = plain(document);
  for (const title of ['Purpose', 'Recommendations', 'Where we are', 'Risks', 'Finance'])
    assert.match(text, new RegExp(`^${title}$`, 'm'));
  for (const who of [
    'Monitoring officer',
    'Equality lead',
    'Climate lead',
    'Chief finance officer',
  ])
    assert.ok(text.includes(`To be written by: ${who}`), who);
});

test('each picture of the paper says in words what it shows, and the matrix stands in words as well', async () => {
  const parts = await open(await paperInWord(committeePaper(facts, FIRST_CHOICES), png));
  const document = parts.get('word/document.xml')!;
  const pictures = [...document.matchAll(/<wp:docPr [^>]*descr="([^"]*)"/g)].map(
    ([, says]) => says,
  );
  assert.equal(pictures.length, 2);
  for (const { outcome, says } of facts.round!.rows) {
    const name = facts.outcomes.find(({ slug }) => slug === outcome)!.name;
    assert.ok(pictures[0]!.includes(`${name}: ${says}`), name);
  }
  assert.match(pictures[1]!, /Wheel of levels/);
  const text = plain(document);
  for (const { cells } of facts.round!.rows)
    for (const { name } of cells) assert.ok(text.includes(name), name);
});

test('every paper carries date, round, edition, who made it and its mark, on each page', async () => {
  for (const make of [committeePaper, scrutinyPack]) {
    const parts = await open(await paperInWord(make(facts, FIRST_CHOICES), png));
    const feet = [...parts].filter(([name]) => /^word\/footer\d+\.xml$/.test(name));
    assert.ok(feet.length >= 2);
    for (const [, xml] of feet) {
      const says = plain(xml);
      for (const part of [
        '27 November 2026',
        'Round: Autumn 2026',
        'Almanac 2026',
        'Made by Ada Byron',
      ])
        assert.ok(says.includes(part), part);
      assert.ok(says.includes('Council only, no names'));
    }
  }
});

test('a draft has a watermark that Word can remove; a paper that is none has none', async () => {
  const headers = async (draft: 'yes' | '') => {
    const paper = committeePaper(facts, { ...FIRST_CHOICES, draft });
    const parts = await open(await paperInWord(paper, png));
    return [...parts]
      .filter(([name]) => /^word\/header\d+\.xml$/.test(name))
      .map(([, xml]) => /PowerPlusWaterMarkObject/.test(xml) && xml.includes('DRAFT'));
  };
  assert.deepEqual(await headers('yes'), [true, true]);
  assert.deepEqual(await headers(''), [false, false]);
});

test('only the chosen sections are there, in the order of a paper', () => {
  const paper = committeePaper(facts, { ...FIRST_CHOICES, sections: ['purpose', 'finance'] });
  const headings = paper.blocks.flatMap((block) =>
    block.kind === 'heading' && block.level === 1 ? [`${block.number} ${block.text}`] : [],
  );
  assert.deepEqual(headings, ['1 Purpose', '2 Finance']);
  assert.equal(Object.keys(SECTIONS).length, 9);
});

test('a plan that is far too long for a committee is cut at what is due first, and the paper says so', () => {
  const [some] = facts.actions;
  const day = (index: number) => new Date(Date.UTC(2027, 0, 1 + index)).toISOString().slice(0, 10);
  const actions = Array.from({ length: 400 }, (_, index) => ({
    ...some!,
    ...{
      id: `a${index}`,
      title: `Action ${index}`,
      status: 'agreed' as const,
      due: day(399 - index),
    },
  }));
  const { blocks } = committeePaper({ ...facts, actions }, FIRST_CHOICES);
  assert.match(JSON.stringify(blocks), /The 150 that are due first .* holds all 400/);
  const told = blocks.flatMap((block) =>
    block.kind === 'table' && block.head[0] === 'Action' && block.head.length === 5
      ? block.rows.map(({ cells }) => cells[0])
      : [],
  );
  assert.equal(told.length, 150);
  assert.equal(told[0], 'Action 399');
});

test('people are named only when somebody chose so, and then the mark says it', () => {
  const people = new Set(
    facts.actions.filter(({ ownerIsPerson }) => ownerIsPerson).map(({ owner }) => owner),
  );
  assert.ok(people.size > 2);
  const says = (names: 'yes' | 'no') => {
    const choices = { ...FIRST_CHOICES, names, extent: 'all' as const };
    return [committeePaper(facts, choices), scrutinyPack(facts, choices)].map((paper) => ({
      ...paper,
      text: JSON.stringify(paper.blocks),
    }));
  };
  for (const { text, mark } of says('no')) {
    for (const name of people) assert.ok(!text.includes(name), name);
    assert.equal(mark.name, 'Council only, no names');
  }
  const [committee] = says('yes');
  for (const name of people) assert.ok(committee!.text.includes(name), name);
  assert.equal(committee!.mark.name, 'Council only, with names');
});

test('a council that has neither a round nor an action gets papers that say so', async () => {
  const empty: Facts = { ...facts, round: undefined, actions: [], questions: [] };
  const text = plain(
    (await open(await paperInWord(committeePaper(empty, FIRST_CHOICES), png))).get(
      'word/document.xml',
    )!,
  );
  assert.match(text, /has not closed an assessment yet/);
  assert.match(text, /The plan holds no action yet/);
  assert.doesNotMatch(text, /undefined|NaN|none is late/);
  assert.match(
    plain(
      (await open(await paperInWord(scrutinyPack(empty, FIRST_CHOICES), png))).get(
        'word/document.xml',
      )!,
    ),
    /Which three things will the council do first/,
  );
});

test('text of people is text in a paper: neither markup nor a field', async () => {
  const [first] = facts.actions;
  const nasty = {
    ...first!,
    title: '<w:p/>&amp; “=1+1” {PAGE} ]]>',
    outcome: 'data',
    status: 'agreed' as const,
  };
  const paper = committeePaper({ ...facts, actions: [nasty] }, FIRST_CHOICES);
  const document = (await open(await paperInWord(paper, png))).get('word/document.xml')!;
  assert.ok(JSON.stringify(new XMLParser().parse(document)).includes('<w:p/>'));
});

test('the slides are eight, each with a title, its language, and words for each picture', async () => {
  const parts = await open(await planInSlides(facts, FIRST_CHOICES, png));
  const slides = [...parts].filter(([name]) => /^ppt\/slides\/slide\d+\.xml$/.test(name));
  assert.equal(slides.length, 8);
  let pictures = 0;
  for (const [name, xml] of slides) {
    assert.match(xml, /<p:ph[^>]*type="title"/, name);
    assert.match(xml, /lang="en-GB"/, name);
    for (const [picture] of xml.matchAll(/<p:pic>.*?<\/p:pic>/gs)) {
      assert.match(picture, /descr="[^"]{20,}"/, name);
      pictures += 1;
    }
  }
  assert.equal(pictures, 2, 'the wheel and the matrix');
  const layouts = [...parts]
    .filter(([name]) => /slideLayout\d+\.xml$/.test(name))
    .map(([, xml]) => xml);
  assert.ok(
    layouts.some((xml) => xml.includes('Made by Ada Byron') && xml.includes('Round: Autumn 2026')),
  );
});

test('LibreOffice opens them and shows what they should', async (context) => {
  if (!hasOffice()) return context.skip('LibreOffice and pdftotext are not installed');
  const committee = await pagesInOffice(
    'committee.docx',
    await paperInWord(committeePaper(facts, FIRST_CHOICES), png),
  );
  const text = committee.join('\n');
  assert.match(text, /1\s+Purpose/, 'numbers are worked out');
  assert.match(text, /3\.1\s/);
  assert.match(text, /\(a\)\s+note where the council stands/);
  for (const page of committee) assert.match(page, /Page \d+ of \d+/);
  const scrutiny = await pagesInOffice(
    'scrutiny.docx',
    await paperInWord(scrutinyPack(facts, FIRST_CHOICES), png),
  );
  assert.equal(scrutiny.length, 2, 'two pages');
  assert.match(scrutiny.join('\n'), /Listen for:/);
  const slides = await pagesInOffice('slides.pptx', await planInSlides(facts, FIRST_CHOICES, png));
  assert.equal(slides.length, 8);
  assert.match(slides[0]!, /Where we stand on digital/);
});
