import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findPersonalData } from './personal-data.ts';

const kinds = (text: string) => findPersonalData(text).map(({ kind }) => kind);

test('addresses, numbers of people and of accounts are found where they stand', () => {
  assert.deepEqual(findPersonalData('Ask jo.bloggs+x@leeds.gov.uk, or 0113 496 0000.'), [
    { kind: 'an email address', found: 'jo.bloggs+x@leeds.gov.uk' },
    { kind: 'a phone number', found: '0113 496 0000' },
  ]);
  for (const phone of ['07700 900123', '+44 7700 900 123', '(0113) 4960000', '0044 113 496 0000'])
    assert.deepEqual(kinds(`Call ${phone} today`), ['a phone number'], phone);
  for (const number of ['QQ123456C', 'AB 12 34 56 C', 'ab123456c'])
    assert.deepEqual(
      kinds(`It is ${number}.`),
      number.startsWith('QQ') ? [] : ['a national insurance number'],
      number,
    );
  assert.deepEqual(kinds('Pay to 12-34-56 account 12345678'), ['a bank account or card number']);
  assert.deepEqual(kinds('GB29 NWBK 6016 1331 9268 19'), ['a bank account or card number']);
  assert.deepEqual(kinds('4929 1234 5678 9012'), ['a bank account or card number']);
});

test('what only looks like it is left alone', () => {
  for (const text of [
    'It cost £1,200,000 in 2024-25 and £03.50 each.',
    'We moved 120,000 records between 2019 and 2026, 99.9% of all.',
    'See section 12-34 of the report of 2026-11-27.',
    'Write to us @ the town hall',
    'GB12 is a region code',
    '',
  ])
    assert.deepEqual(kinds(text), [], text);
});

test('a long text of a stranger takes no time to speak of', () => {
  for (const piece of ['0 ', 'a@', '0-(', 'AB1', '12-34-56 a', 'a.b'])
    assert.ok(Array.isArray(findPersonalData(piece.repeat(100_000 / piece.length))));
});
