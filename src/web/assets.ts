import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { cached, lockfile } from './cache.ts';
import { type Bodies, compress } from './compression.ts';
import { CHARACTERS, fontFile } from './font.ts';
import { bundleScript } from './scripts.ts';

/** A file with its hash in its address, so that it may be kept for ever. */
export interface Asset {
  address: string;
  bodies: Bodies;
  type: string;
}

export interface Assets {
  stylesheet: Asset;
  font: Asset;
  icon: Asset;
  /** Script by its file's name, without the ending. */
  scripts: Readonly<Record<string, Asset>>;
  byAddress: ReadonlyMap<string, Asset>;
  /** Adds the compressed bodies, which a server needs and a copy does not. */
  compress(): Promise<void>;
}

const root = path.resolve(import.meta.dirname, '../..');
const modules = path.join(root, 'node_modules');
const styles = path.join(import.meta.dirname, 'styles');
/**
 * Makes the stylesheet, the scripts and the subset font, or takes them from the cache when nothing that they are made of changed.
 * @param cacheFolder where results are kept; made if missing
 * @param scriptFiles the TypeScript files of which scripts are made
 * @param extraStyles plain CSS put after the stylesheet, such as the colours that the content names
 */
export async function buildAssets(
  cacheFolder: string,
  scriptFiles: readonly string[],
  extraStyles: string,
): Promise<Assets> {
  const font = await cached(cacheFolder, 'font.woff2', [CHARACTERS, await lockfile()], subsetFont);
  const fontAsset = asset('atkinson-hyperlegible-next.woff2', font, 'font/woff2');
  const sources = await Promise.all(
    (await readdir(styles)).sort().map((name) => readFile(path.join(styles, name), 'utf8')),
  );
  const css = await cached(cacheFolder, 'main.css', [...sources, await lockfile()], compileStyles);
  const whole = `${String(css).replace('font.woff2', fontAsset.address.replace('/assets', '..'))}\n${extraStyles}`;
  const stylesheet = asset('almanac.css', Buffer.from(whole), 'text/css; charset=utf-8');
  const icon = asset(
    'icon.svg',
    await readFile(path.join(import.meta.dirname, 'static/icon.svg')),
    'image/svg+xml',
  );
  const scripts = await makeScripts(cacheFolder, scriptFiles);
  const texts = [stylesheet, icon, ...Object.values(scripts)];
  return {
    ...{ stylesheet, font: fontAsset, icon, scripts },
    byAddress: new Map([...texts, fontAsset].map((each) => [each.address, each])),
    compress: async () => {
      await Promise.all(texts.map(({ bodies }) => compress(bodies)));
    },
  };
}

async function makeScripts(cacheFolder: string, files: readonly string[]) {
  const made = files.map(async (file): Promise<[string, Asset]> => {
    const name = path.basename(file, '.ts');
    const body = await bundleScript(cacheFolder, file);
    return [name, asset(`${name}.js`, body, 'text/javascript; charset=utf-8')];
  });
  return Object.fromEntries(await Promise.all(made));
}

function asset(name: string, body: Buffer, type: string): Asset {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  return { address: `/assets/${hash}/${name}`, bodies: { identity: body }, type };
}

// Both tools are slow to load, so only when something has to be made.
async function compileStyles(): Promise<Buffer> {
  const { compileAsync } = await import('sass');
  const result = await compileAsync(path.join(styles, 'main.scss'), {
    loadPaths: [path.join(modules, 'govuk-frontend/dist')],
    style: 'compressed',
    quietDeps: true,
  });
  return Buffer.from(result.css);
}

async function subsetFont(): Promise<Buffer> {
  const { default: subset } = await import('subset-font');
  return subset(await readFile(fontFile), CHARACTERS, {
    targetFormat: 'woff2',
    variationAxes: { wght: { min: 400, max: 700 } },
  });
}
