import { workerData } from 'node:worker_threads';
import { createMarker } from '../content/mark-terms.ts';
import { withVersion } from '../features/offline/version.ts';
import { toIndexFile } from '../features/search/index-files.ts';
import { serveSaving } from '../web/still/serve-saving.ts';

/** The thread that saves a copy of the site; it marks terms and packs the index of search, while pages are rendered. */
serveSaving({
  terms: createMarker(workerData.rest),
  index: toIndexFile,
  version: (text, digestBefore) => withVersion(text, digestBefore()),
});
