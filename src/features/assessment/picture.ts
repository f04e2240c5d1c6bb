import { FAMILY } from '../../web/picture.ts';
import type { Profile } from './rules/profile.ts';
import { drawResults } from './wheel.ts';

const inXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const SIZE = { width: 1200, height: 1000 };

/**
 * The wheel as a picture that stands by itself, in the colours of a light page: for a paper, a slide or a message.
 * @param says what it shows, in a sentence
 * @returns SVG text with title and description
 */
export function drawPicture(
  profile: Profile,
  {
    title,
    says,
    levels,
    before = new Map(),
  }: {
    title: string;
    says: string;
    levels: readonly string[];
    before?: ReadonlyMap<string, number>;
  },
): string {
  const wheel = drawResults(profile, before);
  const hues = new Map(profile.map(({ outcome }) => [outcome.slug, outcome.colour.light]));
  const text = (x: number, y: number, size: number, words: string, anchor = 'start') =>
    `<text x="${x}" y="${y}" font-family="${FAMILY}, sans-serif" font-size="${size}" font-weight="700" text-anchor="${anchor}" fill="#11161c">${inXml(words)}</text>`;
  const bars = wheel.bars
    .map(({ path, outcome, blank }) =>
      blank
        ? `<path d="${path}" fill="url(#none)" stroke="#8a939c"/>`
        : `<path d="${path}" fill="${hues.get(outcome) ?? '#46505a'}"/>`,
    )
    .join('');
  const rings = wheel.rings
    .map((ring) => `<circle r="${ring}" fill="none" stroke="#c3c9cf"/>`)
    .join('');
  const outlines = wheel.before
    .map((path) => `<path d="${path}" fill="none" stroke="#11161c" stroke-width="2"/>`)
    .join('');
  const labels = wheel.labels.map(({ x, y, text: words, anchor }) =>
    text(x, y + 7, 22, words, anchor),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="t d" width="${SIZE.width}" height="${SIZE.height}" viewBox="0 0 ${SIZE.width} ${SIZE.height}"><title id="t">${inXml(title)}</title><desc id="d">${inXml(says)}</desc><defs><pattern id="none" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="2" height="8" fill="#8a939c"/></pattern></defs><rect width="100%" height="100%" fill="#ffffff"/>${text(60, 72, 40, title)}<g transform="translate(600 510)">${rings}${bars}${outlines}${labels.join('')}</g>${text(60, 930, 24, `Rings from the middle: ${levels.join(', ').toLowerCase()}. Hatched: no level.`)}${before.size > 0 ? text(60, 966, 24, 'Outline: the time before.') : ''}</svg>`;
}
