// What the almanac is measured against stands in a folder of its own, so that who only runs it installs none of it.
import { existsSync } from 'node:fs';
import path from 'node:path';

export const PEERS = path.join(import.meta.dirname, 'peers');

/** Whether the peers are installed; says how to when they are not. */
export function havePeers(): boolean {
  const there = existsSync(path.join(PEERS, 'node_modules'));
  if (!there) console.log('left out, since peers are missing: npm install --prefix bench/peers');
  return there;
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** A part of sorted values: 0.5 is the middle, 0.99 what nearly all are below. */
export const quantile = (values: readonly number[], part: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
};
