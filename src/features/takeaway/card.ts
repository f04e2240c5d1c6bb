import type { Almanac, Outcome } from '../../content/almanac.ts';
import { FAMILY, toPng } from '../../web/picture.ts';

/** The size that sites expect of a picture of a page (https://ogp.me), in pixels. */
export const CARD = { width: 1200, height: 630 };

const LINE = 92;
const LETTERS = 17;

export interface CardNeeds {
  almanac: Almanac;
  findIcon(name: string): string | undefined;
  cacheFolder: string;
}

/** The card of an outcome, or of the whole almanac: flat colour, its number and sign, its name. @returns a PNG */
export function drawCard(needs: CardNeeds, outcome: Outcome | undefined): Promise<Buffer> {
  return toPng(outcome ? outcomeCard(needs, outcome) : almanacCard(needs), needs.cacheFolder);
}

const inXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Breaks a name into lines of few letters, at its spaces. */
export function breakLines(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= letters)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const text = (x: number, y: number, size: number, colour: string, words: string) =>
  `<text x="${x}" y="${y}" font-family="${FAMILY}" font-size="${size}" font-weight="700" fill="${colour}">${inXml(words)}</text>`;

const svg = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${CARD.width}" height="${CARD.height}" viewBox="0 0 ${CARD.width} ${CARD.height}">${inside}</svg>`;

function band({ outcomes }: Almanac, y: number, height: number): string {
  const width = CARD.width / outcomes.length;
  return outcomes
    .map(
      ({ colour }, index) =>
        `<rect x="${index * width}" y="${y}" width="${width + 1}" height="${height}" fill="${colour.light}"/>`,
    )
    .join('');
}

function outcomeCard({ almanac, findIcon }: CardNeeds, outcome: Outcome): string {
  const lines = breakLines(outcome.name, LETTERS);
  const top = 385 - ((lines.length - 1) * LINE) / 2;
  const icon = findIcon(outcome.icon) ?? '';
  return svg(`
    <rect width="1200" height="630" fill="#ffffff"/>
    <rect width="1200" height="540" fill="${outcome.colour.light}"/>
    <circle cx="112" cy="112" r="44" fill="#ffffff"/>
    <text x="112" y="129" text-anchor="middle" font-family="${FAMILY}" font-size="48" font-weight="700" fill="${outcome.colour.light}">${outcome.number}</text>
    <svg x="880" y="130" width="270" height="270" viewBox="0 0 24 24" fill="none" stroke="#ffffff" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" color="#ffffff">${icon.replaceAll('currentColor', '#ffffff')}</svg>
    ${lines.map((line, index) => text(68, top + index * LINE, 88, '#ffffff', line)).join('')}
    ${text(68, 600, 38, '#11161c', `${almanac.about.title} ${almanac.about.edition}`)}`);
}

function almanacCard({ almanac }: CardNeeds): string {
  const { title, edition, tagline } = almanac.about;
  return svg(`
    <rect width="1200" height="630" fill="#ffffff"/>
    ${band(almanac, 0, 120)}
    ${text(68, 290, 92, '#11161c', title)}
    ${breakLines(tagline, 38)
      .map((line, index) => text(68, 380 + index * 58, 46, '#46505a', line))
      .join('')}
    ${text(68, 580, 38, '#11161c', edition)}`);
}
