import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { cached, lockfile } from './cache.ts';
import { CHARACTERS, fontFile } from './font.ts';

const require = createRequire(import.meta.url);
let ready: Promise<(svg: string) => Buffer> | undefined;

/**
 * Turns an SVG into a PNG of the same size, its text in our own bold face.
 * @param cacheFolder where the face is kept in the form that the library reads
 */
export async function toPng(svg: string, cacheFolder: string): Promise<Buffer> {
  ready ??= open(cacheFolder);
  return (await ready)(svg);
}

async function open(cacheFolder: string): Promise<(svg: string) => Buffer> {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm');
  await initWasm(await readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));
  const font = await cached(cacheFolder, 'font-bold.ttf', [CHARACTERS, await lockfile()], boldFont);
  return (svg) => {
    const picture = new Resvg(svg, {
      font: { fontBuffers: [font], loadSystemFonts: false, defaultFontFamily: FAMILY },
    });
    return Buffer.from(picture.render().asPng());
  };
}

export const FAMILY = 'Atkinson Hyperlegible Next';

/** One weight of the variable face, since the library cannot choose a weight by itself. */
async function boldFont(): Promise<Buffer> {
  const { default: subset } = await import('subset-font');
  return subset(await readFile(fontFile), CHARACTERS, {
    targetFormat: 'truetype',
    variationAxes: { wght: 700 },
  });
}
