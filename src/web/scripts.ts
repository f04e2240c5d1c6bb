import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { cached, lockfile } from './cache.ts';

/**
 * Makes one script for the reader's browser from a TypeScript file and all that it imports. It is no module, so
 * that it also runs in a copy opened from a folder, where browsers refuse modules.
 * @param source a file in a feature's `browser/` folder; the feature is what the cache watches
 * @throws when it imports what no browser has, such as a module of Node
 */
export async function bundleScript(cacheFolder: string, source: string): Promise<Buffer> {
  const feature = path.resolve(path.dirname(source), '..');
  const files = (await readdir(feature, { recursive: true })).filter((name) => /\.ts$/.test(name));
  const sources = await Promise.all(
    files.sort().map((name) => readFile(path.join(feature, name), 'utf8')),
  );
  const name = `${path.basename(source, '.ts')}.js`;
  return cached(cacheFolder, name, [source, ...sources, await lockfile()], () => bundle(source));
}

// Slow to load, so only when something has to be made.
async function bundle(source: string): Promise<Buffer> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [source],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: ['es2022'],
    legalComments: 'none',
    logLevel: 'silent',
  });
  return Buffer.from(outputFiles[0]!.contents);
}
