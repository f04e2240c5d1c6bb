import { parentPort, workerData } from 'node:worker_threads';
import MiniSearch from 'minisearch';
import { INDEX_OPTIONS } from './index-options.ts';
import type { SearchDocument } from './kinds.ts';

/** Runs in a worker, so that building never holds up a reader: documents in, the index as JSON out. */
const index = new MiniSearch<SearchDocument>(INDEX_OPTIONS);
index.addAll(workerData as SearchDocument[]);
parentPort?.postMessage(JSON.stringify(index));
