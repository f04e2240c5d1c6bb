import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StillAddresses } from './addresses.ts';

const copy = () =>
  new StillAddresses([
    '/',
    '/a',
    '/a/b',
    '/a?x=1',
    '/a?x=1&page=2',
    '/a/c.docx',
    '/assets/1/s.css',
  ]);

test('an address becomes a file that any host finds', () => {
  const files = copy();
  assert.equal(files.fileOf('/'), 'index.html');
  assert.equal(files.fileOf('/a/b'), 'a/b/index.html');
  assert.equal(files.fileOf('/a?x=1&page=2'), 'a/x-1/page-2/index.html');
  assert.equal(files.fileOf('/a/c.docx'), 'a/c.docx');
  assert.throws(() => files.fileOf('/z'), /does not hold \/z/);
});

test('links are relative to the page, keep their anchor, and lead to the page itself where they must', () => {
  const files = copy();
  const page =
    '<a href="/">1</a><a href="/a#x">2</a><link href="/assets/1/s.css"><form action="/a"><script data-index-address="/a/c.docx">';
  assert.equal(
    files.relink(page, '/a/b'),
    '<a href="../../index.html">1</a><a href="../../a/index.html#x">2</a><link href="../../assets/1/s.css"><form action="../../a/index.html"><script data-index-address="../../a/c.docx">',
  );
  assert.equal(files.relink('<a href="/a">', '/a'), '<a href="../a/index.html">');
  assert.deepEqual(files.dead, []);
});

test('a narrowed list that is held is linked, any other goes to the whole list', () => {
  const files = copy();
  assert.equal(
    files.relink('<a href="/a?x=1&amp;page=2">', '/'),
    '<a href="a/x-1/page-2/index.html">',
  );
  assert.equal(files.relink('<a href="/a?y=1#z">', '/'), '<a href="a/index.html#z">');
});

test('outside addresses stay, a link to nowhere is told', () => {
  const files = copy();
  const outside =
    '<a href="https://example.org/a">x</a><a href="//example.org">y</a><a href="#z">z</a>';
  assert.equal(files.relink(outside, '/a'), outside);
  files.relink('<a href="/gone">', '/a');
  assert.deepEqual(files.dead, ['/a links to /gone']);
});

test('a page for any address starts its links at the base', () => {
  const files = copy();
  assert.equal(
    files.rebase('<a href="/a/b#c"><a href="/">', '/sub/'),
    '<a href="/sub/a/b/#c"><a href="/sub/">',
  );
});

test('two addresses that would be one file stop the build', () => {
  assert.throws(() => new StillAddresses(['/a/x-1', '/a?x=1']), /would both be a\/x-1\/index.html/);
});
