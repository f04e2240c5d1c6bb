import assert from 'node:assert/strict';
import path from 'node:path';
import { before, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import fc from 'fast-check';
import MiniSearch from 'minisearch';
import { loadContent } from '../../content/load.ts';
import { listDocuments } from './documents.ts';
import { INDEX_OPTIONS } from './index-options.ts';
import type { SearchDocument } from './kinds.ts';
import { packIndex, unpackIndex } from './pack.ts';
import { type Index, type Names, openSearch } from './search.ts';

let documents: readonly SearchDocument[];
let terms: readonly Names[];
before(async () => {
  const folder = path.resolve(import.meta.dirname, '../../../content');
  const almanac = (await loadContent(folder, '2026-11-23')).almanac!;
  documents = listDocuments(almanac);
  terms = almanac.terms;
});

function indexOf(list: readonly SearchDocument[]): Index {
  const index = new MiniSearch<SearchDocument>(INDEX_OPTIONS);
  index.addAll(list);
  return index;
}

const travel = (list: readonly SearchDocument[]) =>
  unpackIndex(JSON.parse(JSON.stringify(packIndex(list, terms, true))));

test('the index that a browser unpacks is the one that was packed, to the last number', () => {
  const sent = indexOf(documents).toJSON();
  const came = travel(documents).index.toJSON();
  assert.deepEqual(new Map(came.index), new Map(sent.index));
  const rest = ({ index: _, ...others }: typeof sent) => others;
  assert.deepEqual(rest(came), rest(sent));
});

test('search in the browser gives the same hits in the same order', () => {
  const [there, here] = [openSearch(indexOf(documents), terms), travel(documents)];
  const search = openSearch(here.index, here.terms);
  for (const typed of ['broadbnd', 'MFA for councillors', 'hybrid meetings', 'leeds', 'data eth']) {
    const found = there(typed);
    assert.ok(found.length > 0, typed);
    assert.deepEqual(
      search(typed).map(({ href, score }) => [href, score.toFixed(9)]),
      found.map(({ href, score }) => [href, score.toFixed(9)]),
      typed,
    );
  }
});

test('any documents survive the way, in any script', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'b', ' ', 'é', 'Ŵ', '"', '\\', '<', '字', '9'),
  });
  const document = fc.record({ title: text, also: text, text, within: text });
  fc.assert(
    fc.property(fc.array(document, { minLength: 1, maxLength: 60 }), (list) => {
      const made = list.map((each, i): SearchDocument => {
        const href = `/x/${i}`;
        return { ...each, id: `page:${href}`, kind: 'page', href };
      });
      const [sent, came] = [indexOf(made).toJSON(), travel(made).index.toJSON()];
      assert.deepEqual(new Map(came.index), new Map(sent.index));
      assert.deepEqual(came.storedFields, sent.storedFields);
      assert.deepEqual(came.fieldLength, sent.fieldLength);
    }),
    { numRuns: 60 },
  );
});

test('the index stays small: under 70 bytes a document over the wire', () => {
  const bytes = brotliCompressSync(JSON.stringify(packIndex(documents, terms, true))).length;
  assert.ok(bytes < 70 * documents.length, `${bytes} bytes for ${documents.length} documents`);
});
