import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Term } from './almanac.ts';
import { createMarker } from './mark-terms.ts';

const term = (name: string, also: string[] = [], everyday = false): Term => ({
  term: name,
  also,
  plain: `What ${name} means.`,
  why: 'Why.',
  outcomes: ['data'],
  everyday,
  review: '2027-11-30',
});
const TERMS = [
  term('multi-factor authentication', ['MFA']),
  term('cloud'),
  term('cloud computing'),
  term('wayleave'),
  term('API'),
  term('evaluation', [], true),
];
const mark = createMarker(TERMS);
const page = (inside: string) =>
  `<html><body><nav>cloud</nav><main id="m">${inside}</main><footer>cloud</footer></body></html>`;
const words = (html: string) =>
  [...html.matchAll(/class="term" popovertarget="term-([^"]+)">([^<]*)</g)].map(([, id, word]) => [
    id,
    word,
  ]);

test('the first mention of each term is marked, the longest name first, in the main part only', () => {
  const html = mark(
    page('<p>Cloud computing, cloud and a wayleave. Cloud again, wayleaves not.</p>'),
  );
  assert.deepEqual(words(html), [
    ['cloud-computing', 'Cloud computing'],
    ['cloud', 'cloud'],
    ['wayleave', 'wayleave'],
  ]);
  assert.ok(html.includes('<div class="term-card" popover id="term-wayleave">'));
  assert.ok(
    html.startsWith('<html><body><nav>cloud</nav>') &&
      html.endsWith('<footer>cloud</footer></body></html>'),
  );
});

test('links, headings, summaries and controls are left alone', () => {
  const inside =
    '<h2>Cloud</h2><p><a href="/x">cloud</a></p><details><summary>cloud</summary></details><button>cloud</button><code>cloud</code>';
  assert.equal(mark(page(inside)), page(inside));
  assert.deepEqual(words(mark(page(`${inside}<p>The cloud.</p>`))), [['cloud', 'cloud']]);
});

test('short forms count in capitals only, everyday words not at all, words within words never', () => {
  assert.deepEqual(words(mark(page('<p>mfa, MFA</p>'))), [['multi-factor-authentication', 'MFA']]);
  assert.deepEqual(
    words(mark(page('<p>an evaluation, cloudy, thecloud, rapid, cloud-based</p>'))),
    [],
  );
});

test('at most six a page', () => {
  const many = createMarker(
    Array.from({ length: 9 }, (_, index) => term(`word${'abcdefghi'.charAt(index)}`)),
  );
  const html = many(page('<p>worda wordb wordc wordd worde wordf wordg wordh wordi</p>'));
  assert.equal(words(html).length, 6);
});

test('nothing of the text is changed, whatever stands in it', () => {
  const bits = fc.constantFrom(
    'cloud',
    'MFA',
    ' ',
    'wayleave',
    '&amp;',
    '<b>',
    '</b>',
    '<a href="#">',
    '</a>',
    '<br>',
    '<h3>',
    '</h3>',
    'x',
  );
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 40 }), (parts) => {
      const before = page(parts.join(''));
      const after = mark(before);
      const bare = after
        .replace(/<div class="terms-here">.*?<\/div>\n?(?=<\/main>)/s, '')
        .replaceAll(
          /<button type="button" class="term" popovertarget="[^"]*">([^<]*)<\/button>/g,
          '$1',
        );
      assert.equal(bare, before);
      const ids = words(after).map(([id]) => id);
      assert.equal(new Set(ids).size, ids.length);
    }),
  );
});
