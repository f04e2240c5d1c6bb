import { LinkifyIt } from 'linkify-it';

/** A piece of a line: plain words, or a link. */
export interface Segment {
  text: string;
  href?: string;
  /** Where the link leads, when its words could make somebody believe otherwise. */
  host?: string;
}

export interface Link {
  text: string;
  href: string;
  host: string;
  /** What is typed is not where it leads: letters that only look like others, or a name before an @. */
  disguised: boolean;
}

// Only whole web addresses become links: nothing is guessed.
const finder = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })
  .add('ftp:', null)
  .add('mailto:', null)
  .add('//', null);

/** The web addresses in a text. */
export const findLinks = (text: string): Link[] => matchesOf(text).map(({ link }) => link);

function matchesOf(text: string): { start: number; end: number; link: Link }[] {
  return (finder.match(text) ?? []).flatMap(({ index, lastIndex, raw }) => {
    const link = toLink(raw);
    return link ? [{ start: index, end: lastIndex, link }] : [];
  });
}

function toLink(raw: string): Link | undefined {
  if (!URL.canParse(raw)) return undefined;
  const url = new URL(raw);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  // What stands before an @ is no place: it only looks like one.
  const named = url.username !== '' || url.password !== '';
  url.username = '';
  url.password = '';
  const host = url.hostname;
  const typed = /^https?:\/\/([^/?#]*)/i.exec(raw)?.[1]?.replace(/:\d*$/, '').toLowerCase();
  return { text: raw, href: url.href, host, disguised: named || typed !== host };
}

/** A text in paragraphs of lines of segments. Nothing in it is markup. */
export const toParagraphs = (text: string): Segment[][][] =>
  text
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== '')
    .map((part) => part.split('\n').map(toSegments));

function toSegments(line: string): Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  for (const { start, end, link } of matchesOf(line)) {
    if (start > at) segments.push({ text: line.slice(at, start) });
    segments.push({
      text: link.text,
      href: link.href,
      ...(link.disguised ? { host: link.host } : {}),
    });
    at = end;
  }
  if (at < line.length || segments.length === 0) segments.push({ text: line.slice(at) });
  return segments;
}
