import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findMixedWord } from './forms/mixed-scripts.ts';
import { toParagraphs } from './plain-text.ts';

const links = (text: string) =>
  toParagraphs(text)
    .flat(2)
    .filter(({ href }) => href);

test('text keeps its paragraphs and lines, and web addresses become links', () => {
  assert.deepEqual(
    toParagraphs('One\ntwo.\n\nSee https://york.gov.uk/data, or www.leeds.gov.uk.'),
    [
      [[{ text: 'One' }], [{ text: 'two.' }]],
      [
        [
          { text: 'See ' },
          { text: 'https://york.gov.uk/data', href: 'https://york.gov.uk/data' },
          { text: ', or ' },
          { text: 'www.leeds.gov.uk', href: 'http://www.leeds.gov.uk/' },
          { text: '.' },
        ],
      ],
    ],
  );
  assert.deepEqual(toParagraphs(' \n\n '), []);
});

test('no link leads anywhere but to a web site, nor hides where it leads', () => {
  for (const text of [
    'javascript:alert(1)',
    'data:text/html,x',
    'mailto:a@b.example',
    '//evil.example',
    'ftp://evil.example',
    'file:///etc/passwd',
  ])
    assert.deepEqual(links(text), [], text);
  assert.deepEqual(
    links('https://leeds.gov.uk@evil.com/').map(({ href }) => href),
    ['https://leeds.gov.uk/'],
  );
  assert.equal(links('https://leеds.gov.uk')[0]?.host, 'xn--leds-w4d.gov.uk');
  assert.equal(links('https://leeds.gov.uk')[0]?.host, undefined);
});

test('whatever is typed, nothing of it is lost and each link is http', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
      const pieces = toParagraphs(text).flat(2);
      const bare = (all: string) => all.replaceAll(/\s/g, '');
      assert.equal(bare(pieces.map((piece) => piece.text).join('')), bare(text));
      for (const { href } of pieces) if (href) assert.match(href, /^https?:\/\//);
    }),
  );
});

test('letters that pass for others are found; other languages are left alone', () => {
  for (const text of ['Lеeds City Council', 'Υork', 'ｐａｙ now', '𝐋𝐞𝐞𝐝𝐬'])
    assert.ok(findMixedWord(text), text);
  for (const text of [
    'Cyngor Sir Fynwy, Caerdydd ŵyl',
    'Добро пожаловать',
    'Ελλάδα',
    'Café No 7',
    '',
  ])
    assert.equal(findMixedWord(text), undefined, text);
});
