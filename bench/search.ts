// How well and how fast search answers. Part of `npm run bench`.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { loadContent } from '../src/content/load.ts';
import { buildIndex } from '../src/features/search/build-index.ts';
import { listDocuments } from '../src/features/search/documents.ts';
import type { SearchDocument } from '../src/features/search/kinds.ts';
import { openSearch, type Search } from '../src/features/search/search.ts';

export interface Judged {
  typed: string;
  misspelt: boolean;
  right: string[];
}

const WHERE: Record<string, (id: string) => string> = {
  o: (id) => `/outcomes/${id}`,
  t: (id) => `/outcomes/${id.replace('/', '/targets/')}`,
  s: (id) => `/outcomes/${id.replace('/', '/steps/')}`,
  g: (id) => `/language#${id}`,
  e: (id) => `/practice/${id}`,
  c: (id) => `/councils/${id}`,
  p: (id) => `/${id}`,
};

/** Reads the judged set. @throws when a right answer is not in the almanac, so that the set cannot rot */
export async function readJudged(documents: readonly SearchDocument[]): Promise<Judged[]> {
  const known = new Set(documents.map(({ href }) => href));
  const text = await readFile(path.join(import.meta.dirname, 'queries.txt'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line.includes('|') && !line.startsWith('#'))
    .map((line) => {
      const [typed = '', answers = ''] = line.split('|').map((part) => part.trim());
      const right = answers.split(' ').map((answer) => {
        const [kind = '', id = ''] = answer.split(/:(.*)/);
        const href = WHERE[kind]?.(id) ?? '';
        if (!known.has(href)) throw new Error(`${typed}: ${answer} is not in the almanac`);
        return href;
      });
      return { typed: typed.replace(/^~/, ''), misspelt: typed.startsWith('~'), right };
    });
}

/** Success at 1 and at 5 and mean reciprocal rank, each 0 to 1. */
export function judge(search: Search, judged: readonly Judged[]) {
  const ranks = judged.map(({ typed, right }) => {
    const at = search(typed).findIndex(({ href }) => right.includes(href));
    return { typed, rank: at < 0 ? Number.POSITIVE_INFINITY : at + 1 };
  });
  const share = (most: number) => ranks.filter(({ rank }) => rank <= most).length / ranks.length;
  return {
    at1: share(1),
    at5: share(5),
    reciprocal: ranks.reduce((sum, { rank }) => sum + 1 / rank, 0) / ranks.length,
    missed: ranks.filter(({ rank }) => rank > 5),
    notFirst: ranks.filter(({ rank }) => rank > 1 && rank <= 5),
  };
}

const share = (sorted: number[], part: number) =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(2);

/** Prints how well search finds what is right, and how long it takes at today's size and at 5,000 documents. */
export async function measureSearch(content: string): Promise<void> {
  const { almanac } = await loadContent(content, '2026-11-23');
  if (!almanac) throw new Error('The content has errors: npm run check');
  const documents = listDocuments(almanac);
  const judged = await readJudged(documents);
  const copies = Array.from({ length: 5000 }, (_, i): SearchDocument => {
    const original = documents[i % documents.length]!;
    return { ...original, id: `${original.id}#${i}` };
  });
  for (const [name, list] of [
    ['today', documents],
    ['5,000', copies],
  ] as const) {
    const start = performance.now();
    const index = await buildIndex(list);
    const built = performance.now() - start;
    const search = openSearch(index, almanac.terms);
    for (const { typed } of judged) search(typed);
    const times: number[] = [];
    for (let round = 0; round < 10; round += 1) {
      for (const { typed } of judged) {
        const before = performance.now();
        search(typed);
        times.push(performance.now() - before);
      }
    }
    times.sort((a, b) => a - b);
    console.log(
      `search, ${name} (${list.length} documents): index built in ${built.toFixed(0)} ms in a worker, query p50 ${share(times, 0.5)} ms, p99 ${share(times, 0.99)} ms`,
    );
    if (list !== documents) continue;
    const all = judge(search, judged);
    const bad = judge(
      search,
      judged.filter(({ misspelt }) => misspelt),
    );
    console.log(
      `${judged.length} judged queries: right at 1 ${all.at1.toFixed(3)}, at 5 ${all.at5.toFixed(3)}, mean reciprocal rank ${all.reciprocal.toFixed(3)}; the misspelt alone: ${bad.at1.toFixed(3)}, ${bad.at5.toFixed(3)}, ${bad.reciprocal.toFixed(3)}`,
    );
    for (const { typed, rank } of all.missed) console.log(`  missed: ${typed} (${rank})`);
    for (const { typed, rank } of all.notFirst) console.log(`  not first: ${typed} (${rank})`);
  }
}
