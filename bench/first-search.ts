/// <reference lib="dom" />
// What a browser fetches for its first search, and how long a query takes, against Pagefind on the same documents.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { readConfig } from '../src/config.ts';
import { loadContent } from '../src/content/load.ts';
import { listDocuments } from '../src/features/search/documents.ts';
import { packIndex } from '../src/features/search/pack.ts';
import { buildSite } from '../src/site.ts';
import { writeSite } from '../src/web/still/write.ts';
import { openBrowser } from '../test/chromium.ts';
import { serveFolder } from '../test/serve-folder.ts';
import { loadPeer } from './peers/load.ts';
import { havePeers, quantile } from './peers.ts';
import { type Judged, readJudged } from './search.ts';

interface Pagefind {
  createIndex(): Promise<{
    index: {
      addCustomRecord(record: object): Promise<unknown>;
      writeFiles(to: { outputPath: string }): Promise<unknown>;
    };
  }>;
  close(): Promise<unknown>;
}

/** What Pagefind's script offers in a page. */
interface PagefindInPage {
  init(): Promise<void>;
  search(typed: string): Promise<{
    results: { data(): Promise<{ url: string; raw_url?: string }> }[];
  }>;
}

const TYPED = ['broadband', 'cyber attack', 'digital inclusion', 'leeds', 'data ethics'];
/** Results whose text is shown on a first page. */
const SHOWN = 10;

/** Bytes of what a page fetches, each file compressed as well as a host can; what is packed already stays. */
function weigh(page: Page, counts: (url: string) => boolean) {
  const sums = { br: 0, gzip: 0, files: 0 };
  const waiting: Promise<void>[] = [];
  page.on('response', (response) => {
    if (!counts(response.url())) return;
    const count = async () => {
      const body = await response.body();
      sums.br += Math.min(body.length, brotliCompressSync(body).length);
      sums.gzip += Math.min(body.length, gzipSync(body, { level: 9 }).length);
      sums.files += 1;
    };
    waiting.push(count());
  });
  return async () => {
    await Promise.all(waiting);
    return sums;
  };
}

const kB = (bytes: number) => (bytes / 1000).toFixed(1);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Prints bytes, times and how many of the judged queries are right among the first five, for both. */
export async function measureFirstSearch(): Promise<void> {
  if (!havePeers()) return;
  const config = readConfig({ NODE_ENV: 'production', LOG_LEVEL: 'silent' });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-first-search-'));
  const { almanac } = await loadContent(config.CONTENT_DIR, '2026-11-23');
  const documents = listDocuments(almanac!);
  const judged = await readJudged(documents);
  const site = await buildSite(config, '2026-11-23', { still: true });
  await writeSite(site, path.join(folder, 'site'), '/', () => undefined);

  const { createIndex, close } = await loadPeer<Pagefind>('pagefind');
  const { index } = await createIndex();
  for (const { href, title, also, text } of documents)
    await index.addCustomRecord({
      url: href,
      language: 'en',
      content: [title, also, text].join('. '),
      meta: { title },
    });
  await index.writeFiles({ outputPath: path.join(folder, 'site/pagefind') });
  await close();

  await build({
    entryPoints: [path.join(import.meta.dirname, 'search-in-page.ts')],
    bundle: true,
    minify: true,
    outfile: path.join(folder, 'site/search-in-page.js'),
  });
  const packed = JSON.stringify(packIndex(documents, almanac!.terms, true));
  await writeFile(
    path.join(folder, 'site/both.html'),
    '<!DOCTYPE html><title>Both</title><script src="all.js"></script><script src="search-in-page.js"></script>',
  );
  await writeFile(path.join(folder, 'site/all.js'), `self.almanacIndex=${packed}`);

  const { server, url } = await serveFolder(path.join(folder, 'site'), '/');
  const browser = await openBrowser();
  try {
    const ours: { list: number[]; br: number[]; gzip: number[] } = { list: [], br: [], gzip: [] };
    const theirs: { br: number[]; gzip: number[] } = { br: [], gzip: [] };
    for (const typed of TYPED) {
      const one = await browser.newPage();
      const list = weigh(one, (at) => /results-from-here\.js|search\/index\.js/.test(at));
      const all = weigh(one, (at) => /results-from-here\.js|search\/.*\.js/.test(at));
      await one.goto(`${url}search/index.html?${new URLSearchParams({ q: typed })}`);
      await one.waitForLoadState('networkidle');
      ours.list.push((await list()).br);
      const sum = await all();
      ours.br.push(sum.br);
      ours.gzip.push(sum.gzip);
      await one.close();

      const two = await browser.newPage();
      await two.goto(`${url}404.html`);
      const fetched = weigh(two, (at) => at.includes('/pagefind/'));
      await two.evaluate(
        async ([text, most]) => {
          const pagefind: PagefindInPage = await import(`${location.origin}/pagefind/pagefind.js`);
          const { results } = await pagefind.search(text);
          await Promise.all(results.slice(0, most).map((result) => result.data()));
        },
        [typed, SHOWN] as const,
      );
      await two.waitForLoadState('networkidle');
      const found = await fetched();
      theirs.br.push(found.br);
      theirs.gzip.push(found.gzip);
      await two.close();
    }
    console.log(
      `first search in the copy, mean of ${TYPED.length}: list after ${kB(mean(ours.list))} kB (brotli), with every sentence ${kB(mean(ours.br))} kB (gzip ${kB(mean(ours.gzip))}); Pagefind with ${SHOWN} results ${kB(mean(theirs.br))} kB (gzip ${kB(mean(theirs.gzip))}); ratio ${(mean(ours.br) / mean(theirs.br)).toFixed(2)}`,
    );
    const both = await browser.newPage();
    await both.goto(`${url}both.html`);
    await measureQueries(both, judged);
  } finally {
    await browser.close();
    server.close();
    await rm(folder, { recursive: true });
  }
}

/** Each query by one and then by the other, all in one page, once unmeasured and then five times. */
async function measureQueries(page: Page, judged: readonly Judged[]): Promise<void> {
  const { ours, theirs, right } = await page.evaluate(
    async (queries) => {
      const scope = window as unknown as { almanacSearch(typed: string): { href: string }[] };
      const pagefind: PagefindInPage = await import(`${location.origin}/pagefind/pagefind.js`);
      await pagefind.init();
      const times = { ours: [] as number[], theirs: [] as number[], right: [0, 0] };
      for (let round = 0; round < 6; round += 1) {
        for (const { typed, right: answers } of queries) {
          const a = performance.now();
          const hits = scope.almanacSearch(typed);
          const b = performance.now();
          const { results } = await pagefind.search(typed);
          const c = performance.now();
          if (round > 0) {
            times.ours.push(b - a);
            times.theirs.push(c - b);
            continue;
          }
          const data = await Promise.all(results.slice(0, 5).map((result) => result.data()));
          const urls = data.map(({ raw_url, url }) => raw_url ?? url);
          if (hits.slice(0, 5).some(({ href }) => answers.includes(href))) times.right[0]! += 1;
          if (urls.some((url) => answers.includes(url))) times.right[1]! += 1;
        }
      }
      return times;
    },
    judged.map(({ typed, right: answers }) => ({ typed, right: answers })),
  );
  const line = (times: number[], hits = 0) =>
    `p50 ${quantile(times, 0.5).toFixed(2)} ms, p99 ${quantile(times, 0.99).toFixed(2)} ms, right among the first five ${(hits / judged.length).toFixed(3)}`;
  console.log(`query in a browser, almanac: ${line(ours, right[0])}`);
  console.log(`query in a browser, Pagefind: ${line(theirs, right[1])}`);
}
