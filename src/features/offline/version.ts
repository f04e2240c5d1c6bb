import { createHash } from 'node:crypto';

/** Stands where the version will, until all pages are there. */
export const LATER = 'version-comes-later';

/** The service worker's script with its version. @param digest of all that may be kept: changes when any page does */
export const withVersion = (script: string, digest: string): string =>
  script.replace(LATER, digest.slice(0, 16));

/** @param list all that may be kept: address → body */
export function digestOf(list: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const [address, body] of list) hash.update(address).update(body);
  return hash.digest('hex');
}
