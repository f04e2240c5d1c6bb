import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

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

/** Runs in a worker: each message is a file to save, or the end. */
parentPort?.on('message', (message: { file: string; body: string | Uint8Array } | 'end') => {
  if (message === 'end') return parentPort?.close();
  const place = path.join(workerData as string, message.file);
  makeFolder(path.dirname(place));
  writeFileSync(place, message.body);
  parentPort?.postMessage('saved');
});
