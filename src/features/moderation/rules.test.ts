import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ageInDays, bareEmail, HOUSE_RULES, ruleName, whyNotDecide } from './rules.ts';

test('an email address is known again with a plus, with dots and in capitals', () => {
  const bare = bareEmail('ada.byron@leeds.gov.uk');
  for (const form of [
    'adabyron@leeds.gov.uk',
    'a.d.a.byron+x@leeds.gov.uk',
    'Ada.Byron@Leeds.gov.uk',
  ])
    assert.equal(bareEmail(form), bare, form);
  for (const other of ['ada.byron@york.gov.uk', 'adabyrons@leeds.gov.uk'])
    assert.notEqual(bareEmail(other), bare, other);
});

test('nobody decides about their own words, nor again about their own decision', () => {
  const case_ = { author: 'ada', first: undefined };
  assert.match(whyNotDecide('ada', case_, 3) ?? '', /wrote this yourself/);
  assert.equal(whyNotDecide('ed', case_, 1), undefined);
  assert.match(whyNotDecide('ed', { author: 'ada', first: 'ed' }, 2) ?? '', /another editor/);
  assert.equal(whyNotDecide('ed', { author: 'ada', first: 'ed' }, 1), undefined, 'one editor only');
});

test('ages are whole days, and a clock that is behind makes none below nought', () => {
  const now = new Date('2026-11-24T10:00:00Z');
  assert.equal(ageInDays('2026-11-22T10:00:01Z', now), 1);
  assert.equal(ageInDays('2026-11-22T10:00:00Z', now), 2);
  assert.equal(ageInDays('2026-11-25T10:00:00Z', now), 0);
});

test('every rule can be named as a reason', () => {
  for (const { id, name } of HOUSE_RULES) assert.equal(ruleName(id), name);
  assert.equal(ruleName('no-such-rule'), '');
});
