import assert from 'node:assert/strict';
import path from 'node:path';
import { before, test } from 'node:test';
import { loadContent } from '../../content/load.ts';
import { buildIndex } from './build-index.ts';
import { listDocuments } from './documents.ts';
import { groupHits, openSearch, type Search } from './search.ts';
import { findSentence } from './sentence.ts';
import { splitWords, toIndexWord } from './words.ts';

let search: Search;
let names: [name: string, href: string][];
before(async () => {
  const folder = path.resolve(import.meta.dirname, '../../../content');
  const almanac = (await loadContent(folder, '2026-11-23')).almanac!;
  const documents = listDocuments(almanac);
  assert.equal(new Set(documents.map(({ id }) => id)).size, documents.length);
  names = almanac.outcomes.map(({ name, slug }) => [name, `/outcomes/${slug}`]);
  search = openSearch(await buildIndex(documents), almanac.terms);
});

test('the page of an outcome comes first for its own name, in any case', () => {
  for (const [name, href] of names) {
    assert.equal(search(name)[0]?.href, href, name);
    assert.equal(search(name.toUpperCase())[0]?.href, href, name);
  }
});

test('a misspelling, a plural and another name find the thing', () => {
  const first = (typed: string) =>
    search(typed)
      .slice(0, 5)
      .map(({ href }) => href);
  assert.ok(first('ransomeware').includes('/language#ransomware'));
  assert.ok(first('hybrid meetings').includes('/language#hybrid-meeting'));
  assert.ok(first('MFA').includes('/language#multi-factor-authentication'));
  assert.ok(first('wi-fi').includes('/outcomes/connectivity'));
  assert.ok(first('cyber security').includes('/outcomes/security-resilience'));
});

test('hostile, empty and endless text is answered quickly and never fails', () => {
  const hostile = [
    '',
    '   ',
    'the of and',
    '<script>alert(1)</script>',
    "'; DROP TABLE councils; --",
    '(((((a+)+)+)+)$',
    '\u202e\u0000\u0007',
    '🏛️🏛️',
    'data '.repeat(2000),
    'x'.repeat(10_240),
  ];
  for (const typed of hostile) assert.ok(search(typed).length <= 200);
  assert.deepEqual(search('the of and'), []);
});

test('groups stand in the order of their best hit', () => {
  const hit = (kind: 'step' | 'term', score: number) =>
    ({ kind, score, title: '', href: '', within: '', words: [] }) as const;
  const groups = groupHits([hit('term', 9), hit('step', 8), hit('term', 1)]);
  assert.deepEqual(
    groups.map(({ name, hits }) => [name, hits.length]),
    [
      ['Terms', 2],
      ['Steps', 1],
    ],
  );
});

test('the sentence with most of the matched words is shown, its words marked', () => {
  const found = findSentence('Nothing here. Test each backup, and test it again. A backup.', [
    'test',
    'backup',
  ]);
  assert.equal(found?.map(({ text }) => text).join(''), 'Test each backup, and test it again.');
  assert.deepEqual(
    found?.filter(({ marked }) => marked).map(({ text }) => text),
    ['Test', 'backup', 'test'],
  );
  assert.equal(findSentence('Nothing here.', ['backup']), undefined);
});

test('words are bare: no accents, no possessive, singular', () => {
  const words = splitWords("Ynys Môn's Wi-Fi: policies, boxes and services").map(toIndexWord);
  assert.deepEqual(words, ['yny', 'mon', 'wifi', 'policy', 'box', null, 'service']);
});
