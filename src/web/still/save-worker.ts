import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { StillAddresses } from './addresses.ts';
import type { Sent } from './save-files.ts';

const made = new Set<string>();

/** Makes a folder and those above it, each once: asking the disk again for every file took half of this thread. */
function makeFolder(folder: string): void {
  if (made.has(folder)) return;
  const above = path.dirname(folder);
  if (made.has(above)) mkdirSync(folder);
  else mkdirSync(folder, { recursive: true });
  for (let each = folder; !made.has(each) && each !== path.dirname(each); each = path.dirname(each))
    made.add(each);
}

const { folder, held } = workerData as { folder: string; held: readonly string[] };
const addresses = new StillAddresses(held);

/** Runs in a worker: each message is a file or a page to save, or the end. */
parentPort?.on('message', (message: Sent) => {
  if (message === 'end') {
    parentPort?.postMessage(addresses.dead);
    return parentPort?.close();
  }
  const { file, body } =
    'file' in message
      ? message
      : {
          file: addresses.fileOf(message.address),
          body: addresses.relink(message.html, message.address),
        };
  const place = path.join(folder, file);
  makeFolder(path.dirname(place));
  writeFileSync(place, body);
  parentPort?.postMessage('saved');
});
