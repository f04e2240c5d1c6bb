import { createHash } from 'node:crypto';

/** Stands where the version will, until all pages are there. */
export const LATER = 'version-comes-later';

/**
 * The service worker's script with its version, which changes when the script, its settings or any page does.
 * @param digest of all that may be kept
 */
export function withVersion(script: string, digest: string): string {
  const version = createHash('sha256').update(script).update(digest).digest('hex');
  return script.replace(LATER, version.slice(0, 16));
}

/** @param list all that may be kept: address → body */
export function digestOf(list: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const [address, body] of list) hash.update(address).update(body);
  return hash.digest('hex');
}
