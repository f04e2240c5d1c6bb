import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readingAge, splitSentences, splitWords } from './reading-age.ts';

const NONE = /(?!)/g;

test('sentences end at a full stop, not at a common abbreviation or a decimal point', () => {
  assert.deepEqual(splitSentences('Ask Cllr. Smith. It cost 3.5 per cent, e.g. here.').length, 2);
});

test('words are counted without dashes and signs', () => {
  assert.deepEqual(splitWords('Two – or three/four, £5!'), ['Two', 'or', 'three', 'four,', '£5!']);
});

test('reading age is the Flesch-Kincaid grade plus five', () => {
  // 6 words, 1 sentence, 6 syllables: 0.39 × 6 + 11.8 × 1 − 15.59 = −1.45.
  assert.equal(readingAge(['The cat sat on the mat.'], NONE).toFixed(2), '3.55');
});

test('names, figures and explained terms count as plain words', () => {
  const hard = readingAge(['We ask our wayleave officer.'], NONE);
  assert.ok(readingAge(['We ask our wayleave officer.'], /\b(wayleave|officer)\b/g) < hard);
  assert.equal(
    readingAge(['We met in Northumberland.'], NONE),
    readingAge(['We met in York.'], NONE),
  );
});
