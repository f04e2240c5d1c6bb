import { addresses, termId } from './addresses.ts';
import type { Term } from './almanac.ts';

/** Marks words of the glossary in a page. @param html a whole page of ours @returns the page, with what the words mean at the end of its main part */
export type MarkTerms = (html: string) => string;

/** More would make a page restless. */
const MOST = 6;
/** Within these nothing is marked: what is a link, a name or a control already. */
const LEFT_ALONE = new Set(
  'a button summary h1 h2 h3 h4 h5 h6 code script style svg label option nav dt form title aside'.split(
    ' ',
  ),
);
const VOID = new Set('area br col hr img input link meta source wbr'.split(' '));

/**
 * @param terms of the glossary; those that everybody knows are left out
 */
export function createMarker(terms: readonly Term[]): MarkTerms {
  const byName = new Map<string, Term>();
  for (const term of terms)
    if (!term.everyday)
      for (const name of [term.term, ...term.also]) byName.set(name.toLowerCase(), term);
  if (byName.size === 0) return (html) => html;
  const names = [...byName.keys()].sort((a, b) => b.length - a.length).map(escapeForRegExp);
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}-])(?:${names.join('|')})(?![\\p{L}\\p{N}-])`,
    'giu',
  );
  return (html) => mark(html, pattern, byName);
}

const escapeForRegExp = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

function mark(html: string, pattern: RegExp, byName: ReadonlyMap<string, Term>): string {
  const start = html.indexOf('<main');
  const end = html.lastIndexOf('</main>');
  if (start < 0 || end < 0) return html;
  const found: Term[] = [];
  const closed: string[] = [];
  // Texts and tags in turn: our own templates write no tag that holds a `>` in an attribute.
  const pieces = html.slice(start, end).split(/(<[^>]*>)/);
  const marked = pieces.map((piece) => {
    if (piece.startsWith('<')) {
      follow(piece, closed);
      return piece;
    }
    if (closed.length > 0 || found.length >= MOST) return piece;
    return piece.replaceAll(pattern, (word) => {
      const term = byName.get(word.toLowerCase());
      if (!term || found.includes(term) || found.length >= MOST || !isWritten(word, term))
        return word;
      found.push(term);
      return `<button type="button" class="term" popovertarget="term-${termId(term.term)}">${word}</button>`;
    });
  });
  if (found.length === 0) return html;
  return html.slice(0, start) + marked.join('') + listOf(found) + html.slice(end);
}

/** Keeps the stack of open tags within which nothing is marked. */
function follow(tag: string, closed: string[]): void {
  const name = /^<\/?([a-z0-9]+)/i.exec(tag)?.[1]?.toLowerCase() ?? '';
  if (tag.startsWith('</')) {
    if (closed.at(-1) === name) closed.pop();
  } else if (LEFT_ALONE.has(name) && !VOID.has(name) && !tag.endsWith('/>')) closed.push(name);
}

/** A short form such as `CAF` or `SAR` counts only in its capitals; any other name in any case. */
function isWritten(word: string, { term, also }: Term): boolean {
  const name = [term, ...also].find((each) => each.toLowerCase() === word.toLowerCase()) ?? '';
  return /^[A-Z0-9]{2,6}$/.test(name) ? word === name : true;
}

const inHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** What the words mean: each opens where its word is pressed; on paper and in old browsers they stand in a row. */
function listOf(terms: readonly Term[]): string {
  const items = terms.map(
    (term) =>
      `<div class="term-card" popover id="term-${termId(term.term)}"><p class="term-card__name">${inHtml(term.term)}</p><p>${inHtml(term.plain)}</p><p><a class="govuk-link" href="${addresses.term(term)}">In the common language</a></p></div>`,
  );
  return `<div class="terms-here">${items.join('\n')}</div>\n`;
}
