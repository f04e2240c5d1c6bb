import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { changeSchema } from '../../../content/schema/editions.ts';
import { CHOICES } from './answers.ts';
import { ENOUGH, SMALLEST } from './disclosure.ts';
import { MOST_GAPS, STRONG_SHARE } from './profile.ts';
import { MOST_DIVIDED } from './sentences.ts';

const WORDS = ['none', 'one', 'two', 'three', 'four', 'five', 'six'];
const word = (count: number) => WORDS[count] ?? String(count);

test('the published method says the numbers and the cases that the code has', async () => {
  const file = path.resolve(import.meta.dirname, '../../../../docs/method.md');
  const text = await readFile(file, 'utf8');
  const says = (part: string) => assert.ok(text.includes(part), `docs/method.md lacks “${part}”`);
  says(`No group smaller than ${word(SMALLEST)} is shown`);
  says(`With fewer than ${word(ENOUGH)} levels given`);
  says(`With fewer than ${word(SMALLEST)}, nothing is shown`);
  says(`names at most ${word(MOST_GAPS)} outcomes`);
  assert.equal(STRONG_SHARE, 0.75);
  says('at least three in four are at the third or fourth');
  says(`names the ${word(MOST_DIVIDED)} with the widest gap`);
  const levels = CHOICES.filter((choice) => /^\d$/.test(choice)).length;
  const others = CHOICES.length - levels;
  says(`one of ${word(levels)} levels, or one of ${word(others)} honest answers`);
  for (const { shape } of changeSchema.options) says(`\n| ${shape.change.value}`);
});
