import { LinkifyIt } from 'linkify-it';

/** A piece of a line: words, or a link to another site. */
export interface Piece {
  text: string;
  /** Only ever `http` or `https`. */
  href?: string;
  /** The host as computers read it, where the letters of the link could be taken for others. */
  host?: string;
}

const linkify = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: false, fuzzyIP: false })
  .tlds(['uk', 'wales', 'cymru', 'scot'], true)
  .add('ftp:', null)
  .add('mailto:', null)
  .add('//', null);

/**
 * Plain text that people wrote, with its web addresses as links. Nothing in it is markup: the template escapes each
 * piece.
 * @returns paragraphs of lines of pieces; empty for an empty text
 */
export function toParagraphs(text: string): Piece[][][] {
  return text
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => paragraph.trim().split('\n').map(toPieces));
}

function toPieces(line: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { index, lastIndex, url, text } of linkify.match(line) ?? []) {
    if (!URL.canParse(url)) continue;
    const { protocol, host, username, href } = new URL(url);
    // A name before the host is there to look like another host.
    if (!/^https?:$/.test(protocol) || username) continue;
    if (index > at) pieces.push({ text: line.slice(at, index) });
    pieces.push({ text, href, ...(host.includes('xn--') ? { host } : {}) });
    at = lastIndex;
  }
  if (at < line.length) pieces.push({ text: line.slice(at) });
  return pieces;
}
