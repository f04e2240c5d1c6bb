import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from './template-code.ts';

const SETTINGS = { autoescape: true };
/** Of no earlier run, so that it is made here. */
const PLACE = `/there/is/no/${process.pid}/such.njk`;

test('the code of a template is kept, and another text, place or setting has code of its own', () => {
  const code = codeOf(PLACE, '<p>{{ a }}</p>', SETTINGS);
  assert.ok(code);
  assert.equal(codeOf(PLACE, '<p>{{ a }}</p>', SETTINGS), code);
  for (const other of [
    codeOf(PLACE, '<p>{{ b }}</p>', SETTINGS),
    codeOf('/there/is/no/other.njk', '<p>{{ a }}</p>', SETTINGS),
    codeOf(PLACE, '<p>{{ a }}</p>', { autoescape: false }),
  ]) {
    assert.ok(other);
    assert.notEqual(other, code);
  }
});

test('a template that cannot be compiled says so, and is not kept', () => {
  for (const _ of ['first', 'again'])
    assert.throws(() => codeOf(PLACE, '{% if %}', SETTINGS), /such\.njk/);
});
