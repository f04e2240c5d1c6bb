import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

let libraries: Promise<string> | undefined;

/** What every made file depends on besides its sources: the versions of all libraries, as this process has them. */
export function lockfile(): Promise<string> {
  libraries ??= readFile(path.join(root, 'package-lock.json'), 'utf8');
  return libraries;
}

/**
 * A file that takes time to make, from the cache when nothing changed that it is made of.
 * @param madeOf the texts that decide what it becomes
 */
export async function cached(
  folder: string,
  name: string,
  madeOf: readonly string[],
  make: () => Promise<Buffer>,
): Promise<Buffer> {
  const key = createHash('sha256').update(madeOf.join('\0')).digest('hex').slice(0, 20);
  const file = path.join(folder, `${key}-${name}`);
  try {
    return await readFile(file);
  } catch {
    const body = await make();
    await mkdir(folder, { recursive: true });
    // Another process may make the same file now: each writes its own and renames it, whole, into place.
    const draft = `${file}.${process.pid}`;
    await writeFile(draft, body);
    await rename(draft, file);
    return body;
  }
}
