import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

/** Runs in a worker: each message is a file to save, or the end. */
parentPort?.on('message', (message: { file: string; body: string | Uint8Array } | 'end') => {
  if (message === 'end') return parentPort?.close();
  const place = path.join(workerData as string, message.file);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, message.body);
  parentPort?.postMessage('saved');
});
