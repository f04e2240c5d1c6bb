import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findLinks, toParagraphs } from './links.ts';
import { mixesScripts } from './scripts.ts';
import { mayReadPost, mayReadThread } from './visibility.ts';
import { bareWords, canMend, doubtAbout, EDIT_TIME, namedIn, whyClosed } from './writing.ts';

const states = ['held', 'shown', 'hidden', 'withdrawn'] as const;

test('a stranger reads what is shown to everybody, and nothing else', () => {
  const stranger = { person: undefined, member: false, editor: false };
  fc.assert(
    fc.property(
      fc.constantFrom('everyone', 'councils'),
      fc.constantFrom(...states),
      fc.constantFrom(...states),
      (audience, question, state) => {
        const thread = { audience, question: { state: question }, asker: 'ada' } as const;
        const open = mayReadThread(thread, stranger);
        assert.ok(
          !open || (audience === 'everyone' && question !== 'held' && question !== 'hidden'),
        );
        const words = open && mayReadPost({ state, author: 'mo' }, stranger);
        assert.ok(!words || state === 'shown');
      },
    ),
  );
});

test('an author sees their own post while it waits; a colleague does not', () => {
  for (const state of ['held', 'hidden'] as const) {
    const author = { person: 'mo', member: true, editor: false };
    assert.ok(mayReadPost({ state, author: 'mo' }, author));
    assert.ok(!mayReadPost({ state, author: 'mo' }, { ...author, person: 'ada' }));
    assert.ok(mayReadPost({ state, author: 'mo' }, { ...author, person: 'ed', editor: true }));
    const asked = { audience: 'councils', question: { state }, asker: 'mo' } as const;
    assert.ok(mayReadThread(asked, author));
    assert.ok(!mayReadThread(asked, { ...author, member: false }), 'who left the council');
  }
  // Words that were taken back are for nobody.
  const editor = { person: 'ed', member: true, editor: true };
  assert.ok(!mayReadPost({ state: 'withdrawn', author: 'ed' }, editor));
});

test('every letter of a text comes back, in order, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
      const back = toParagraphs(text)
        .map((lines) => lines.map((line) => line.map((each) => each.text).join('')).join('\n'))
        .join('\n\n');
      const kept = text
        .split(/\n{2,}/)
        .filter((part) => part.trim() !== '')
        .join('\n\n');
      assert.equal(back, kept);
    }),
  );
});

test('only web addresses are links, and a disguised one says where it goes', () => {
  const hrefs = (text: string) => findLinks(text).map(({ href }) => href);
  assert.deepEqual(hrefs('See https://www.gov.uk/a?b=c#d.'), ['https://www.gov.uk/a?b=c#d']);
  for (const text of [
    ...['javascript:alert(1)', 'data:text/html,x', 'ftp://example.org/x', 'mailto:a@b.org'],
    ...['//example.org/x', 'www.example.org', 'a@example.org', 'vbscript:x', 'http://'],
  ])
    assert.deepEqual(hrefs(text), [], text);
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      for (const { href } of findLinks(`${text} https://${text}`))
        assert.match(href, /^https?:\/\//);
    }),
  );
  const host = (text: string) => toParagraphs(text)[0]?.[0]?.find(({ href }) => href)?.host;
  assert.equal(host('https://www.gov.uk/'), undefined);
  assert.match(host('https://gоv.uk/') ?? '', /^xn--/, 'a Cyrillic letter');
  assert.match(host('https://ｇｏｖ.uk.example/') ?? '', /gov\.uk\.example/, 'wide letters');
  // What stands before the @ may be a link to where it says; what comes after it never is one.
  const shown = toParagraphs('https://gov.uk@evil.example/')[0]![0]!;
  assert.ok(shown.every(({ href }) => !href?.includes('evil')));
});

test('words that mix alphabets are seen; whole words in other alphabets are welcome', () => {
  for (const text of ['Аda Byron', 'paypаl', 'Ρaul', 'gоv']) assert.ok(mixesScripts(text), text);
  for (const text of [
    'Ada Byron',
    'Siobhán',
    'Ольга Иванова',
    'Ada и Olga',
    'محمد',
    '漢字',
    'Nguyễn',
  ])
    assert.ok(!mixesScripts(text), text);
});

test('first posts, copies, many links and disguises wait for an editor', () => {
  const author = { name: 'Ada Byron', passed: 2, editor: false };
  const seen = { copied: false, network: false };
  assert.equal(doubtAbout('Plain words.', author, seen), '');
  assert.equal(doubtAbout('Plain words.', { ...author, passed: 1 }, seen), 'new');
  const network = { ...seen, network: true };
  assert.equal(doubtAbout('Plain words.', { ...author, passed: 0 }, network), 'network');
  assert.equal(doubtAbout('Plain words.', author, network), '', 'colleagues share a network');
  assert.equal(doubtAbout('Plain words.', author, { ...seen, copied: true }), 'copy');
  assert.equal(doubtAbout('Plain words.', { ...author, name: 'Аda' }, seen), 'name');
  assert.equal(doubtAbout('https://a.uk '.repeat(4), author, seen), 'links');
  assert.equal(doubtAbout('https://gоv.uk', author, seen), 'links');
  assert.equal(doubtAbout('A paypаl offer', author, seen), 'scripts');
  assert.equal(doubtAbout('https://gоv.uk', { ...author, editor: true }, seen), '');
});

test('a copy is known again in other dress', () => {
  assert.equal(bareWords('BUY  now!\nHere…'), bareWords('buy, now here'));
  assert.notEqual(bareWords('buy now'), bareWords('buy then'));
});

test('mending ends after fifteen minutes, and what is hidden is not mended', () => {
  const at = new Date('2026-11-24T10:00:00Z');
  const later = (milliseconds: number) => new Date(at.getTime() + milliseconds);
  const post = { state: 'shown', created_at: at.toISOString() };
  assert.ok(canMend(post, later(EDIT_TIME - 1)));
  assert.ok(!canMend(post, later(EDIT_TIME)));
  assert.ok(!canMend({ ...post, state: 'hidden' }, at));
});

test('somebody is named by an @ and their whole name', () => {
  const people = [{ name: 'Ada Byron' }, { name: 'Ada' }, { name: '' }];
  assert.deepEqual(namedIn('Thanks @ada byron!', people), people.slice(0, 2));
  assert.deepEqual(namedIn('Thanks Ada Byron', people), []);
});

test('why nobody can answer', () => {
  const open = { locked_at: null, state: 'shown' };
  assert.equal(whyClosed(open, ['leeds']), '');
  assert.match(whyClosed(open, []), /belong to a council/);
  assert.match(whyClosed({ ...open, locked_at: 'x' }, ['leeds']), /closed/);
  assert.match(whyClosed({ ...open, state: 'held' }, ['leeds']), /no answers/);
});
