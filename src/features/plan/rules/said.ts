import { LinkifyIt } from 'linkify-it';
import { type Mentionable, splitMentions } from './mentions.ts';

/** A piece of what somebody wrote: plain, a link, or the mention of a member. The template escapes each. */
export interface Piece {
  text: string;
  href?: string;
  mention?: true;
}

const finder = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });

/**
 * What somebody wrote, in pieces. Only addresses that are written out with http or https become links: nothing else can
 * be opened by a click, whatever it looks like.
 */
export function toPieces(text: string, members: readonly Mentionable[]): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { index, lastIndex, url } of finder.match(text) ?? []) {
    if (!isWeb(url)) continue;
    pieces.push(...plain(text.slice(from, index), members));
    pieces.push({ text: text.slice(index, lastIndex), href: url });
    from = lastIndex;
  }
  pieces.push(...plain(text.slice(from), members));
  return pieces;
}

const plain = (text: string, members: readonly Mentionable[]): Piece[] =>
  splitMentions(text, members).map((piece) =>
    piece.id === undefined ? { text: piece.text } : { text: piece.text, mention: true },
  );

/** Whether an address is one of the web, without a name and password in it that would make it look like another. */
export function isWeb(address: string): boolean {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return false;
  const { protocol, username, password } = new URL(address);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}
