import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { cached, lockfile } from './cache.ts';
import { CHARACTERS, fontFile } from './font.ts';

const require = createRequire(import.meta.url);
let ready: Promise<(svg: string) => Buffer> | undefined;

/**
 * Turns an SVG into a PNG of the same size, its text in our own face, regular or bold (weights 400 and 700).
 * @param cacheFolder where the faces are kept in the form that the library reads
 */
export async function toPng(svg: string, cacheFolder: string): Promise<Buffer> {
  ready ??= open(cacheFolder);
  return (await ready)(svg);
}

async function open(cacheFolder: string): Promise<(svg: string) => Buffer> {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm');
  await initWasm(await readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));
  const key = [CHARACTERS, await lockfile()];
  const fontBuffers = [
    await cached(cacheFolder, 'font-bold.ttf', key, () => faceOf(700)),
    await cached(cacheFolder, 'font-regular.ttf', key, () => faceOf(400)),
  ];
  return (svg) => {
    const picture = new Resvg(svg, {
      font: { fontBuffers, loadSystemFonts: false, defaultFontFamily: FAMILY },
    });
    return Buffer.from(picture.render().asPng());
  };
}

export const FAMILY = 'Atkinson Hyperlegible Next';

/** One weight of the variable face, since the library cannot take a weight out of it by itself. */
async function faceOf(wght: number): Promise<Buffer> {
  const { default: subset } = await import('subset-font');
  return subset(await readFile(fontFile), CHARACTERS, {
    targetFormat: 'truetype',
    variationAxes: { wght },
  });
}
