import { Worker } from 'node:worker_threads';
import MiniSearch from 'minisearch';
import { INDEX_OPTIONS } from './index-options.ts';
import type { SearchDocument } from './kinds.ts';
import type { Index } from './search.ts';

/** Builds the index in a worker. @throws when the worker ends without one */
export async function buildIndex(documents: readonly SearchDocument[]): Promise<Index> {
  const json = await new Promise<string>((resolve, reject) => {
    const worker = new Worker(new URL('index-worker.ts', import.meta.url), {
      workerData: documents,
    });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The index worker ended with ${code}`)));
  });
  return MiniSearch.loadJSONAsync<SearchDocument>(json, INDEX_OPTIONS);
}
