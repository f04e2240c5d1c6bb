import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Bodies, compress } from './compression.ts';

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
  byAddress: ReadonlyMap<string, Asset>;
}

const root = path.resolve(import.meta.dirname, '../..');
const modules = path.join(root, 'node_modules');
const styles = path.join(import.meta.dirname, 'styles');
const fontFile =
  '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2';

/** Characters of English, Welsh, Gaelic and Irish, and the signs that pages use. */
const CHARACTERS = `${String.fromCharCode(...Array.from({ length: 95 }, (_, i) => i + 32))}£€§©·×÷±°½¼¾–—‘’“”…•→←↑↓âêîôûŵŷàèìòùáéíóúäëïöüçÂÊÎÔÛŴŶÀÈÌÒÙÁÉÍÓÚ\u00a0\u202f`;

/**
 * Makes the stylesheet and the subset font, or takes them from the cache when nothing that they are made of changed.
 * @param cacheFolder where results are kept; made if missing
 * @param extraStyles plain CSS put after the stylesheet, such as the colours that the content names
 */
export async function buildAssets(cacheFolder: string, extraStyles: string): Promise<Assets> {
  const font = await cached(cacheFolder, 'font.woff2', [CHARACTERS, await lock()], subsetFont);
  const fontAsset = asset('atkinson-hyperlegible-next.woff2', font, 'font/woff2');
  const sources = await Promise.all(
    (await readdir(styles)).sort().map((name) => readFile(path.join(styles, name), 'utf8')),
  );
  const css = await cached(cacheFolder, 'main.css', [...sources, await lock()], compileStyles);
  const whole = `${String(css).replace('font.woff2', fontAsset.address)}\n${extraStyles}`;
  const stylesheet = asset('almanac.css', Buffer.from(whole), 'text/css; charset=utf-8');
  const icon = asset(
    'icon.svg',
    await readFile(path.join(import.meta.dirname, 'static/icon.svg')),
    'image/svg+xml',
  );
  await Promise.all([stylesheet, icon].map(({ bodies }) => compress(bodies)));
  const byAddress = new Map([stylesheet, fontAsset, icon].map((each) => [each.address, each]));
  return { stylesheet, font: fontAsset, icon, byAddress };
}

const lock = () => readFile(path.join(root, 'package-lock.json'), 'utf8');

function asset(name: string, body: Buffer, type: string): Asset {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  return { address: `/assets/${hash}/${name}`, bodies: { identity: body }, type };
}

async function cached(
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
  return subset(await readFile(path.join(modules, fontFile)), CHARACTERS, {
    targetFormat: 'woff2',
    variationAxes: { wght: { min: 400, max: 700 } },
  });
}
