import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { renderMarkdown } from '../../../content/markdown.ts';
import { findMissing } from './complete.ts';
import { differencesOf } from './differences.ts';
import { findMixedWord, isLatin, problemOfLink } from './links.ts';
import { slugOf, toMarkdown } from './publish.ts';
import { afterApproval, isDue, standingOf } from './standing.ts';

/** What people type who want more than plain text. */
const typed = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['# ', '## The problem', '[x](javascript:alert(1))', '![x](https://evil.example/x.png)'],
        ...['<script>', '</div>', '&lt;', '`', '```', '~~~', '> ', '1. ', '- ', '* ', '    ', '\n'],
        ...[
          'https://evil.example',
          '<https://evil.example>',
          '[a]: https://evil.example',
          '\\',
          '|',
        ],
      ),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''));

test('what a person typed becomes paragraphs and lists, and nothing else', () => {
  fc.assert(
    fc.property(typed, (text) => {
      const html = renderMarkdown(toMarkdown(text));
      const tags = [...html.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, name]) => name!.toLowerCase());
      assert.deepEqual(
        [...new Set(tags)].filter((name) => !['p', 'ul', 'li'].includes(name)),
        [],
        html,
      );
      assert.doesNotMatch(html, /href|src=/);
    }),
    { numRuns: 2000 },
  );
});

test('every letter and sign that was typed is there to read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 60 }), (text) => {
      const line = text.trim().replaceAll(/\s+/g, ' ');
      if (/^[-*]\s/.test(line)) return;
      const shown = renderMarkdown(toMarkdown(line))
        .replaceAll(/<\/?p>|\n/g, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&amp;', '&');
      assert.equal(shown, line);
    }),
    { numRuns: 2000 },
  );
});

test('only addresses of public sites in plain letters are taken', () => {
  const refused = ['scribd.com'];
  for (const link of ['', 'https://www.leeds.gov.uk/a?b=c#d', 'http://example.org/'])
    assert.equal(problemOfLink(link, refused), undefined, link);
  for (const link of [
    ...['javascript:alert(1)', 'data:text/html,x', 'ftp://example.org/', '//example.org', 'leeds'],
    ...['https://leeds.gov.uk@evil.example/', 'https://user:pass@example.org/', 'https://1.2.3.4/'],
    ...[
      'https://[::1]/',
      'https://localhost/',
      'https://example.org:8080/',
      'https://exa mple.org',
    ],
    // A Cyrillic a in the first, a Greek o in the second, full-width letters in the third.
    ...['https://lеeds.gov.uk/', 'https://leeds.gοv.uk/', 'https://xn--leds-vpa.gov.uk/'],
    ...['https://www.scribd.com/doc/1', `https://example.org/${'x'.repeat(600)}`],
  ])
    assert.ok(problemOfLink(link, refused), link);
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), typed), (text) => {
      if (!text || problemOfLink(text, refused) !== undefined) return;
      const { protocol, hostname, username } = new URL(text);
      assert.match(protocol, /^https?:$/);
      assert.match(hostname, /^[a-z0-9.-]+\.[a-z]{2,}$/);
      assert.equal(username, '');
    }),
  );
});

test('a word in two alphabets is seen, a Welsh or French name is not', () => {
  assert.equal(findMixedWord('Lеeds City Council'), 'Lеeds');
  for (const name of ['Cyngor Sir Ynys Môn', 'Zoë’s café', 'Ŵyn', 'A 2nd desk', ''])
    assert.equal(findMixedWord(name), undefined, name);
  assert.ok(isLatin('Acme (Wales) Ltd. 2'));
  assert.ok(!isLatin('Асме'));
});

test('an address is plain, short and never one that is taken', () => {
  assert.equal(
    slugOf('Môn’s “Desk”: 20% faster!', () => false),
    'mons-desk-20-faster',
  );
  assert.equal(
    slugOf('🏛', () => false),
    'example',
  );
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(5), (title, used) => {
      const taken = new Set<string>();
      for (let count = 0; count <= used; count += 1) {
        const slug = slugOf(title, (each) => taken.has(each));
        assert.match(slug, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
        assert.ok(slug.length <= 64 && !taken.has(slug));
        taken.add(slug);
      }
    }),
  );
});

test('nobody is asked a third time, and silence is told only after two questions', () => {
  const start = Date.UTC(2026, 0, 1);
  const at = (days: number) => new Date(start + days * 86_400_000);
  fc.assert(
    fc.property(fc.array(fc.nat(2000), { maxLength: 60 }), (days) => {
      const asked: Date[] = [];
      for (const day of days.sort((a, b) => a - b)) {
        const card = { confirmed: at(0), asked };
        if (isDue(card, at(day))) asked.push(at(day));
        assert.ok(asked.length <= 2);
        const standing = standingOf({ confirmed: at(0), asked }, at(day));
        if (asked.length < 2) assert.equal(standing, 'confirmed');
        if (standing === 'aside') assert.ok(day >= 365 + 395);
      }
    }),
  );
  assert.ok(!isDue({ confirmed: at(0), asked: [] }, at(182)));
  assert.ok(isDue({ confirmed: at(0), asked: [] }, at(183)));
});

test('what a supplier wrote takes two different editors', () => {
  assert.equal(afterApproval('supplier', [], 'a'), 'second');
  assert.equal(afterApproval('supplier', ['a'], 'a'), 'second');
  assert.equal(afterApproval('supplier', ['a'], 'b'), 'publish');
  for (const hand of ['council', 'partner'] as const)
    assert.equal(afterApproval(hand, [], 'a'), 'publish');
});

test('differences put together give both texts back', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 80 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const [change] = differencesOf({ wrong: { text: before } }, { wrong: { text: after } });
      if (!change) return assert.equal(before, after);
      const join = (left: string) =>
        change.pieces
          .filter(({ is }) => is !== left)
          .map((piece) => piece.text)
          .join('');
      assert.equal(join('added'), before);
      assert.equal(join('removed'), after);
    }),
  );
});

test('an empty write-up says what is missing, part by part', () => {
  const parts = new Set(findMissing({}).map(({ part }) => part));
  for (const part of ['headline', 'problem', 'did', 'cost', 'changed', 'wrong', 'contact'] as const)
    assert.ok(parts.has(part), part);
  assert.ok(!parts.has('steps') && !parts.has('partners'), 'some parts may stay empty');
});
