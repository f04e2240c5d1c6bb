import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minutesOf } from '../bench/words-read.ts';
import { loadContent } from '../src/content/load.ts';
import { ALMANAC } from './fixtures.ts';

test('a quick look is read and answered in under ten minutes, the full assessment in under an hour', async () => {
  const { almanac } = await loadContent(ALMANAC, '2026-11-24');
  const quick = minutesOf(almanac!, 'quick').minutes;
  const full = minutesOf(almanac!, 'full').minutes;
  assert.ok(quick > 2 && quick < 10, `${quick} minutes`);
  assert.ok(full > 20 && full < 60, `${full} minutes`);
});
