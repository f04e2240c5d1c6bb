import { workerData } from 'node:worker_threads';
import { createMarker } from '../content/mark-terms.ts';
import { serveSaving } from '../web/still/serve-saving.ts';

/** The thread that saves a copy of the site; it marks the terms too, while the next pages are rendered. */
serveSaving(createMarker(workerData.rest));
