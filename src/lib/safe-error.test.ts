import assert from 'node:assert/strict';
import { test } from 'node:test';
import { safeError, withoutPersonalData } from './safe-error.ts';

const SECRET = 'Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9';

const TEXTS: [text: string, safe: string][] = [
  ['550 5.1.1 <ada@leeds.gov.uk>: unknown', '550 5.1.1 <[address]>: unknown'],
  ['ada+x@leeds.gov.uk, bob@york.gov.uk', '[address], [address]'],
  ['Unexpected token in "{"name":"Ada"}" is bad', 'Unexpected token in "…" is bad'],
  ["no such user 'O'Hara' here", 'no such user "…" here'],
  [`connect ECONNREFUSED 192.0.2.7:5432`, 'connect ECONNREFUSED [network address]:5432'],
  [`link ${SECRET} used`, 'link [secret] used'],
  ['row 0190c1b2-1111-7abc-8def-0123456789ab', 'row 0190c1b2-1111-7abc-8def-0123456789ab'],
  ['UNIQUE constraint failed: person.email', 'UNIQUE constraint failed: person.email'],
];
for (const [text, safe] of TEXTS)
  test(`a text is made safe for the log: ${text.slice(0, 30)}`, () => {
    assert.equal(withoutPersonalData(text), safe);
  });

test('of an error only what says where it happened is kept, and of its causes too', () => {
  const cause = Object.assign(new Error('duplicate key: Ada Byron'), {
    code: '23505',
    severity: 'ERROR',
    routine: '_bt_check_unique',
    detail: 'Key (email)=(ada@leeds.gov.uk) already exists.',
    constraint: 'person_email_key',
    table: 'person',
    parameters: ['Ada Byron'],
  });
  const error = Object.assign(new TypeError('failed for ada@leeds.gov.uk\n    at Ada (Byron)'), {
    rejected: ['ada@leeds.gov.uk'],
    cause,
  });
  const safe = safeError(error);
  const text = JSON.stringify(safe);
  assert.doesNotMatch(text, /ada@leeds|Byron|Key \(email\)/);
  assert.equal(safe.type, 'TypeError');
  assert.match(safe.stack[0] ?? '', /safe-error\.test\.ts/);
  assert.deepEqual(
    { code: safe.cause?.code, constraint: safe.cause?.constraint, table: safe.cause?.table },
    { code: '23505', constraint: 'person_email_key', table: 'person' },
  );
});

test('what is thrown and no error is told as well, and a circle of causes ends', () => {
  assert.deepEqual(safeError('ada@leeds.gov.uk'), {
    type: 'string',
    message: '[address]',
    stack: [],
  });
  const error = new Error('round');
  error.cause = error;
  assert.ok(JSON.stringify(safeError(error)).length < 10_000);
});
