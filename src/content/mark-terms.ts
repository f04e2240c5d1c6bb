import { addresses, termId } from './addresses.ts';
import type { Term } from './almanac.ts';

/** Marks words of the glossary in a page. @param html a whole page of ours @returns the page, with what the words mean at the end of its main part */
export type MarkTerms = (html: string) => string;

const SLASH = 47;
const SPACE = 32;
/** More would make a page restless. */
const MOST = 6;
/** The tags within which nothing is marked: what is a link, a name or a control already. */
const LEFT_ALONE =
  /<(a|button|summary|h[1-6]|code|script|style|svg|label|option|nav|dt|form|title|aside)[\s>]/y;

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
  const text = { start, end: start };
  let marked = '';
  let done = 0;
  while (found.length < MOST) {
    nextText(html, text);
    if (text.start >= end) break;
    if (isBlank(html, text)) continue;
    const words = html.slice(text.start, text.end);
    pattern.lastIndex = 0;
    for (let match = pattern.exec(words); match; match = pattern.exec(words)) {
      const [word] = match;
      const term = byName.get(word.toLowerCase());
      if (!term || found.includes(term) || found.length >= MOST || !isWritten(word, term)) continue;
      found.push(term);
      const at = text.start + match.index;
      marked += `${html.slice(done, at)}<button type="button" class="term" popovertarget="term-${termId(term.term)}">${word}</button>`;
      done = at + word.length;
    }
  }
  if (found.length === 0) return html;
  return marked + html.slice(done, end) + listOf(found) + html.slice(end);
}

/**
 * Moves on to the next text that may be marked: after the next tag; after all that it holds, where nothing is
 * marked within it. Our own pages have no `>` in an attribute, and none of those elements within one of its name.
 * @param text where the text before it starts and ends; set anew
 */
function nextText(html: string, text: { start: number; end: number }): void {
  LEFT_ALONE.lastIndex = text.end;
  const closes = html.charCodeAt(text.end + 1) === SLASH;
  const name = closes ? undefined : LEFT_ALONE.exec(html)?.[1];
  const tagEnd = html.indexOf('>', text.end) + 1;
  text.start = name ? indexAfter(html, `</${name}>`, tagEnd) : tagEnd;
  text.end = html.indexOf('<', text.start);
  if (text.end < 0) text.end = html.length;
}

/** Whether nothing but white space stands there, as between most tags: found without a copy of the text. */
function isBlank(html: string, { start, end }: { start: number; end: number }): boolean {
  let at = start;
  while (at < end && html.charCodeAt(at) <= SPACE) at += 1;
  return at === end;
}

/** Where the text after the next such words begins; the end when there are none. */
function indexAfter(html: string, words: string, from: number): number {
  const at = html.indexOf(words, from);
  return at < 0 ? html.length : at + words.length;
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
