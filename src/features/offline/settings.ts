/** What the service worker is told by the site that it belongs to. */
export interface OfflineSettings {
  /** Changes when any kept page does. */
  version: string;
  /** Whether pages are files, as in a copy without a server. */
  files: boolean;
  /** Styles, scripts and the like, as addresses below the root of the site. */
  assets: string[];
  /** The content security policy of kept pages; empty when the host sets none. */
  policy: string;
}

/** Where the whole guide is fetched from, as one file: gzip of a JSON object, address → body. */
export const GUIDE_FILE = '/offline/guide.bin';
export const WORKER_FILE = '/service-worker.js';
export const NOT_KEPT = '/offline/not-kept';

/** Names of caches: what was asked for by the reader, one for each version; and pages that were visited. */
export const KEPT = 'almanac-kept-';
export const VISITED = 'almanac-visited';
