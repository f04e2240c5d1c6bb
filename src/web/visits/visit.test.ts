import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cookieRules, csrfOf, secretIn } from './cookies.ts';
import { localPath } from './visit.ts';

const SITE = 'https://almanac.example';

/** Pieces that addresses of attacks are made of, in every order. */
const attack = fc
  .array(
    fc.constantFrom(
      ...[
        '/',
        '//',
        '\\',
        '.',
        '..',
        '/.',
        '@',
        ':',
        '?',
        '#',
        '%2f',
        '%5c',
        '%00',
        '\t',
        '\n',
        '\r',
      ],
      ...[' ', '\u0000', '\u2028', '\u202e', '\ufeff', 'é', 'ŵ', '🏛', '\ud800', '／', '．'],
      ...['https:', 'javascript:', 'data:', 'evil.example', 'my', 'almanac.example'],
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

test('the way on after signing in never leaves the site, whatever was typed', () => {
  const typed = fc.oneof(
    attack,
    attack.map((text) => `/${text}`),
    fc.string({ unit: 'binary' }),
    fc.webUrl(),
    fc.webPath(),
  );
  fc.assert(
    fc.property(typed, (text) => {
      const path = localPath(text, '/my');
      assert.equal(new URL(path, SITE).origin, SITE);
      assert.equal(
        new URL(path, `${SITE}/sign-in`).href,
        SITE + path,
        'and reads as it is written',
      );
      assert.match(path, /^\/(?!\/)[\x21-\x7e]*$/, 'plain letters, as a header wants them');
      assert.equal(localPath(path, '/my'), path, 'a second look changes nothing');
    }),
    { numRuns: 5000 },
  );
});

test('an address of ours stays as it is', () => {
  for (const path of ['/', '/my', '/my/leeds?done=joined', '/search?q=a%20b&x=1#top'])
    assert.equal(localPath(path, '/fallback'), path);
});

test('an address of somebody else becomes the fallback', () => {
  for (const text of [
    ...[
      '',
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      '/.//evil.example',
      '/..//evil',
    ],
    ...[
      'https://evil.example',
      'javascript:alert(1)',
      'evil',
      '\\\\evil',
      `/${'x'.repeat(500)}`,
      '/\n/e',
    ],
  ])
    assert.equal(localPath(text, '/my'), '/my', JSON.stringify(text));
  assert.equal(localPath(null, '/my'), '/my');
});

test('behind https the cookies are bound to this host and to https', () => {
  const { session, browser, options } = cookieRules(true);
  assert.match(session, /^__Host-/);
  assert.match(browser, /^__Host-/);
  assert.deepEqual(options, { path: '/', httpOnly: true, sameSite: 'lax', secure: true });
});

test('only a secret as we make them is looked up', () => {
  assert.equal(secretIn('A'.repeat(43)), 'A'.repeat(43));
  fc.assert(
    fc.property(fc.string(), (text) => {
      const found = secretIn(text);
      assert.ok(found === undefined || /^[\w-]{43}$/.test(text));
    }),
  );
  for (const cookie of ['', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(43)}\n`, undefined])
    assert.equal(secretIn(cookie), undefined);
});

test('the hidden field does not give the secret away that it is made from', () => {
  const secret = 'A'.repeat(43);
  assert.equal(csrfOf(secret).length, 32);
  assert.notEqual(csrfOf(secret), csrfOf('B'.repeat(43)));
  assert.ok(!secret.includes(csrfOf(secret)));
});
