import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { loadContent } from '../../content/load.ts';
import { makeFeed } from './pages.ts';

test('the feed is well-formed Atom whose ids do not hang on the address of the site', async () => {
  const folder = path.resolve(import.meta.dirname, '../../../content');
  const almanac = (await loadContent(folder, '2026-11-24')).almanac!;
  const xml = makeFeed(almanac, 'https://almanac.example');
  assert.equal(XMLValidator.validate(xml), true);
  const { feed } = new XMLParser({ ignoreAttributes: false }).parse(xml);
  assert.equal(feed['@_xmlns'], 'http://www.w3.org/2005/Atom');
  assert.equal(feed.entry.length, almanac.news.length);
  assert.equal(feed.updated.slice(0, 10), almanac.news[0]?.date);
  const ids = (text: string) => [...text.matchAll(/<id>([^<]+)/g)].map(([, id]) => id);
  assert.deepEqual(ids(makeFeed(almanac, 'https://other.example')), ids(xml));
});
