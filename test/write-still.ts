import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buildSite } from '../src/site.ts';
import { writeSite } from '../src/web/still/write.ts';
import { testConfig } from './start-app.ts';

/**
 * Stands for a machine without Chromium: printing each outcome and each reader's path takes five sixths of the time of a
 * whole copy. The copy of the small country holds printed files and is looked at in the same way.
 */
export const WITHOUT_PDF = { CHROMIUM_PATH: '/no/browser/here' };

/** Writes the site as files. @returns the folder; who asked for it takes it away */
export async function writeStill(
  base: string,
  settings: Record<string, string> = {},
  into?: string,
): Promise<string> {
  const out = into ?? (await mkdtemp(path.join(os.tmpdir(), 'almanac-still-')));
  const site = await buildSite(testConfig(settings), '2026-11-23', { still: true });
  await writeSite(site, out, base, () => undefined);
  return out;
}
