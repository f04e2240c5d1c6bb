import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { daysAfter } from '../../../lib/dates.ts';
import { canClose, isOpen, LONGEST_DAYS, lastDay, plainWords, stateOf } from './listing.ts';

const row = (over: object = {}) => ({
  put_up_at: '2026-11-01T00:00:00Z',
  closed_at: null,
  hidden_at: null,
  result: null,
  ends_on: '2026-12-31',
  ...over,
});

test('a listing is open, ending, over, gone', () => {
  for (const [day, state] of [
    ['2026-12-23', 'open'],
    ['2026-12-24', 'ending'],
    ['2026-12-31', 'ending'],
    ['2027-01-01', 'over'],
    ['2027-01-14', 'over'],
    ['2027-01-15', 'gone'],
  ] as const) {
    assert.equal(stateOf(row(), day), state, day);
    // Whether the work of the day has run or not makes no difference to who reads.
    const ended = row({ closed_at: '2027-01-01T01:00:00Z', result: 'ended' });
    if (day > '2026-12-31') assert.equal(stateOf(ended, day), state, day);
  }
  assert.equal(stateOf(row({ put_up_at: null }), '2030-01-01'), 'draft');
  assert.equal(stateOf(row({ closed_at: 'x', result: 'found' }), '2026-12-01'), 'closed');
  assert.equal(stateOf(row({ hidden_at: 'x' }), '2026-12-01'), 'hidden');
});

test('what is open can be closed, and no last day lies further away than 90 days', () => {
  fc.assert(
    fc.property(fc.integer({ min: -200, max: 200 }), (days) => {
      const today = '2026-11-24';
      const state = stateOf(row({ ends_on: daysAfter(today, days) }), today);
      assert.equal(isOpen(state), days >= 0);
      assert.equal(canClose(state), days >= -14);
    }),
  );
  assert.equal(lastDay('2026-11-24'), '2027-02-22');
  assert.equal(daysAfter('2026-11-24', LONGEST_DAYS), '2027-02-22');
});

test('words are found without their accents and signs', () => {
  assert.equal(plainWords('Cyngor Sir Fôn: 100% “agored”_!'), 'cyngor sir fon 100 agored');
});
