import assert from 'node:assert/strict';
import { test } from 'node:test';
import { XMLParser } from 'fast-xml-parser';
import { discoveryPages } from './pages.ts';

const render = () => '';
const pages = [
  { path: '/', render },
  { path: '/councils/a&b', render },
  { path: '/for/officer', render },
  { path: '/for/officer/data', render },
  { path: '/data/terms.csv', render, type: 'text/csv' },
];

test('the sitemap lists pages once, without files and without what varies another page', () => {
  const made = discoveryPages(pages, 'https://almanac.example');
  const xml = made.find(({ path }) => path === '/sitemap.xml')!.render();
  const { urlset } = new XMLParser().parse(xml);
  assert.deepEqual(
    urlset.url.map(({ loc }: { loc: string }) => loc),
    ['', 'councils/a&b', 'for/officer'].map((path) => `https://almanac.example/${path}`),
  );
});

test('without an address of the site there is no sitemap to point to', () => {
  const made = discoveryPages(pages, '');
  assert.deepEqual(
    made.map(({ path }) => path),
    ['/robots.txt'],
  );
  assert.doesNotMatch(made[0]!.render(), /Sitemap/);
});
