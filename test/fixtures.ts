import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';

/** The content folder of a made-up small country. */
export const SMALL_COUNTRY = path.join(import.meta.dirname, 'fixtures/small-country');

/** The content of the almanac itself. */
export const ALMANAC = path.resolve(import.meta.dirname, '../content');

/** A folder of its own for a test, gone when the test is over. */
export async function temporaryFolder(t: Pick<TestContext, 'after'>): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A copy of a content folder that a test may change. */
export async function copyContent(t: Pick<TestContext, 'after'>, from: string): Promise<string> {
  const folder = await temporaryFolder(t);
  await cp(from, folder, { recursive: true });
  return folder;
}

/** Changes a file: every text in it that equals `from` becomes `to`. @throws when there is none, so no test is idle */
export async function edit(folder: string, file: string, from: string, to: string): Promise<void> {
  const place = path.join(folder, file);
  const text = await readFile(place, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not hold "${from}"`);
  await writeFile(place, text.replaceAll(from, to));
}
