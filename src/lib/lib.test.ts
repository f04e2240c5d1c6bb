import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withArticle } from './article.ts';
import { contrast } from './colour.ts';
import { isoDate, writtenDate } from './dates.ts';
import { deepFreeze } from './freeze.ts';
import { writtenNumber } from './numbers.ts';
import { remember } from './remember.ts';

test('dates are written as in Britain, and anything else is left alone', () => {
  assert.equal(writtenDate('2027-11-30'), '30 November 2027');
  assert.equal(writtenDate('2024-12'), 'December 2024');
  assert.equal(writtenDate('2024'), '2024');
  assert.equal(writtenDate('2015-2024'), '2015-2024');
  assert.equal(isoDate(new Date(Date.UTC(2026, 10, 23, 23, 59))), '2026-11-23');
});

test('contrast is that of WCAG', () => {
  assert.equal(contrast('#000000', '#ffffff').toFixed(2), '21.00');
  assert.equal(contrast('#ffffff', '#ffffff').toFixed(2), '1.00');
  assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48');
});

test('freezing reaches into circles', () => {
  const a: { b: { a?: unknown } } = { b: {} };
  a.b.a = a;
  deepFreeze(a);
  assert.ok(Object.isFrozen(a.b));
});

test('a role stands in a sentence with its article', () => {
  assert.equal(withArticle('Officer'), 'an officer');
  assert.equal(withArticle('Leader or chief executive'), 'a leader or chief executive');
});

test('numbers are written as in Britain', () => {
  assert.equal(writtenNumber(1234567), '1,234,567');
  assert.equal(writtenNumber(-0.5), '-0.5');
});

test('what is made of an object is made once, and anew of another that looks the same', () => {
  let made = 0;
  const of = remember(({ name }: { name: string }) => ({ name, number: ++made }));
  const leeds = { name: 'Leeds' };
  assert.equal(of(leeds), of(leeds));
  assert.deepEqual(of({ name: 'Leeds' }), { name: 'Leeds', number: 2 });
});
