import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { StillAddresses } from './addresses.ts';
import type { SaverData, Sent } from './save-files.ts';

/**
 * Runs in a worker: saves the files and pages that are sent, until the end.
 * @param finish what is still to be done to a page that comes unfinished
 */
export function serveSaving(finish: (html: string) => string): void {
  const { folder, held } = workerData as SaverData;
  const addresses = new StillAddresses(held);
  const made = new Set<string>();

  // Each folder once: asking the disk again for every file took half of this thread.
  const makeFolder = (place: string) => {
    if (made.has(place)) return;
    mkdirSync(place, { recursive: true });
    for (let each = place; each.length > folder.length; each = path.dirname(each)) made.add(each);
  };
  const toFile = (message: Exclude<Sent, 'end'>) => {
    if ('file' in message) return message;
    const { address, html, unfinished } = message;
    const body = addresses.relink(unfinished ? finish(html) : html, address);
    return { file: addresses.fileOf(address), body };
  };

  parentPort?.on('message', (message: Sent) => {
    if (message === 'end') {
      parentPort?.postMessage(addresses.dead);
      return parentPort?.close();
    }
    const { file, body } = toFile(message);
    const place = path.join(folder, file);
    makeFolder(path.dirname(place));
    writeFileSync(place, body);
    parentPort?.postMessage('saved');
  });
}
