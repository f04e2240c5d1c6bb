import MiniSearch from 'minisearch';
import { INDEX_OPTIONS } from './index-options.ts';
import type { Kind, SearchDocument } from './kinds.ts';
import type { Index, Names } from './search.ts';

// The index as it travels to a browser. What the library would send is a third larger compressed and eight times as
// large in all. Here only the words of the long texts are listed; those of titles are counted anew over there.

/** How many documents share a file of texts: from it come the sentences below the hits. */
export const TEXTS_IN_FILE = 10;

export interface PackedIndex {
  kinds: Kind[];
  /** Columns, one entry for each document. */
  kind: string;
  title: string[];
  also: string[];
  href: string[];
  /** Different values of `within`, and which of them each document has. */
  places: string[];
  within: string;
  /** Words of the texts in order: how many letters each shares with the one before, and the rest of it. */
  words: string;
  /** For each word, in how many texts it stands; for each of these, the distance from the one before, and how often. */
  counts: string;
  gaps: string;
  times: string;
  /** For each text its number of different words, and the mean. */
  lengths: string;
  mean: number;
  /** Names of each term of the glossary, the first its own. */
  names: string[][];
  /** Whether pages are files: then an address ends in `/index.html`. */
  files: boolean;
}

const TEXT = 2;
const HALF = 45;
/** Numbers below 45 are one sign; larger ones have signs from the second half before it. */
const SIGNS = Array.from({ length: 94 }, (_, i) => String.fromCharCode(i + 33))
  .filter((sign) => !'"\\<&'.includes(sign))
  .join('')
  .slice(0, 2 * HALF);

function write(number: number): string {
  let [left, signs] = [number, ''];
  while (left >= HALF) {
    signs += SIGNS[HALF + (left % HALF)];
    left = Math.floor(left / HALF);
  }
  return signs + SIGNS[left];
}

function read(signs: string): number[] {
  const numbers: number[] = [];
  let [number, factor] = [0, 1];
  for (const sign of signs) {
    const value = SIGNS.indexOf(sign);
    number += (value % HALF) * factor;
    factor *= HALF;
    if (value >= HALF) continue;
    numbers.push(number);
    [number, factor] = [0, 1];
  }
  return numbers;
}

/** Packs an index for the browser. @param files whether pages are files there */
export function packIndex(
  documents: readonly SearchDocument[],
  terms: readonly Names[],
  files: boolean,
): PackedIndex {
  const index = new MiniSearch<SearchDocument>(INDEX_OPTIONS);
  index.addAll(documents);
  const plain = index.toJSON();
  const kinds = [...new Set(documents.map(({ kind }) => kind))];
  const places = [...new Set(documents.map(({ within }) => within))];
  const packed: PackedIndex = {
    kinds,
    kind: documents.map(({ kind }) => write(kinds.indexOf(kind))).join(''),
    title: documents.map(({ title }) => title),
    also: documents.map(({ also }) => also),
    href: documents.map(({ href }) => href),
    places,
    within: documents.map(({ within }) => write(places.indexOf(within))).join(''),
    words: '',
    counts: '',
    gaps: '',
    times: '',
    lengths: documents.map((_, i) => write(plain.fieldLength[i]?.[TEXT] ?? 0)).join(''),
    mean: plain.averageFieldLength[TEXT] ?? 0,
    names: terms.map(({ term, also }) => [term, ...also]),
    files,
  };
  let before = '';
  for (const [word, fields] of [...plain.index].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const texts = Object.entries(fields[TEXT] ?? {}).map(([id, times]) => [Number(id), times]);
    if (texts.length === 0) continue;
    let shared = 0;
    while (shared < HALF - 1 && shared < word.length && word[shared] === before[shared])
      shared += 1;
    packed.words += `${write(shared)}${word.slice(shared)} `;
    packed.counts += write(texts.length);
    let last = -1;
    for (const [id = 0, times = 1] of texts.sort(([a = 0], [b = 0]) => a - b)) {
      packed.gaps += write(id - last - 1);
      packed.times += write(times - 1);
      last = id;
    }
    before = word;
  }
  return packed;
}

/** The index that was packed: it ranks as the one on the server does. */
export function unpackIndex(packed: PackedIndex): { index: Index; terms: Names[] } {
  const kind = read(packed.kind);
  const within = read(packed.within);
  const index = new MiniSearch<SearchDocument>(INDEX_OPTIONS);
  index.addAll(
    packed.title.map((title, i): SearchDocument => {
      const [of, href] = [packed.kinds[kind[i] ?? 0]!, packed.href[i] ?? ''];
      const place = packed.places[within[i] ?? 0] ?? '';
      const also = packed.also[i] ?? '';
      return { id: `${of}:${href}`, kind: of, title, also, href, within: place, text: '' };
    }),
  );
  const plain = index.toJSON();
  const words = new Map(plain.index);
  const [counts, gaps, times] = [read(packed.counts), read(packed.gaps), read(packed.times)];
  let [word, at] = ['', 0];
  for (const [i, entry] of packed.words.split(' ').entries()) {
    if (!entry) continue;
    word = word.slice(0, SIGNS.indexOf(entry[0] ?? '')) + entry.slice(1);
    const texts: Record<string, number> = {};
    let id = -1;
    for (const end = at + (counts[i] ?? 0); at < end; at += 1) {
      id += (gaps[at] ?? 0) + 1;
      texts[id] = (times[at] ?? 0) + 1;
    }
    words.set(word, { ...words.get(word), [TEXT]: texts });
  }
  for (const [i, length] of read(packed.lengths).entries()) plain.fieldLength[i]![TEXT] = length;
  plain.averageFieldLength[TEXT] = packed.mean;
  return {
    index: MiniSearch.loadJS<SearchDocument>({ ...plain, index: [...words] }, INDEX_OPTIONS),
    terms: packed.names.map(([term = '', ...also]) => ({ term, also })),
  };
}
