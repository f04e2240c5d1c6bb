import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { StillAddresses } from './addresses.ts';
import type { SaverData, Saving, Sent } from './save-files.ts';

/** Does to a text what its page left to be done. @param digestBefore of all that was saved before it */
export type Finisher = (text: string, digestBefore: () => string) => string;

/** One room for all texts, each written over the one before: three thousand of their own had to be swept away. */
const room = Buffer.allocUnsafeSlow(4_000_000);
/** As many letters as surely fit. */
const MOST_LETTERS = room.length / 3;

function toBytes(body: string | Buffer): Buffer {
  if (typeof body !== 'string') return body;
  if (body.length > MOST_LETTERS) return Buffer.from(body);
  return room.subarray(0, room.write(body));
}

/**
 * Runs in a worker: finishes and saves what is sent, until the end.
 * @param finishers by the names that pages give
 */
export function serveSaving(finishers: Readonly<Record<string, Finisher>>): void {
  const { folder, held } = workerData as SaverData;
  const addresses = new StillAddresses(held);
  const saved = createHash('sha256');
  const digest = () => saved.copy().digest('hex');
  const made = new Set<string>();

  // Each folder once: asking the disk again for every file took half of this thread.
  const makeFolder = (place: string) => {
    if (made.has(place)) return;
    mkdirSync(place, { recursive: true });
    for (let each = place; each.length > folder.length; each = path.dirname(each)) made.add(each);
  };
  const finished = (body: string | Buffer, name: string | undefined) => {
    if (name === undefined || typeof body !== 'string') return body;
    const finisher = finishers[name];
    if (!finisher) throw new Error(`Nobody here knows how to finish "${name}"`);
    return finisher(body, digest);
  };
  const save = ({ place, body, finish, links }: Saving) => {
    const file = 'file' in place ? place.file : addresses.fileOf(place.address);
    const whole = finished(body, finish);
    const ready =
      links && 'address' in place ? addresses.relink(String(whole), place.address) : whole;
    const target = path.join(folder, file);
    makeFolder(path.dirname(target));
    const bytes = toBytes(ready);
    saved.update(file).update(bytes);
    writeFileSync(target, bytes);
  };

  parentPort?.on('message', (message: Sent) => {
    if (message === 'end') {
      parentPort?.postMessage(addresses.dead);
      return parentPort?.close();
    }
    for (const saving of message) save(saving);
    parentPort?.postMessage('saved');
  });
}
