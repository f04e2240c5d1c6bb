import type MiniSearch from 'minisearch';
import type { Query } from 'minisearch';
import { KINDS, type Kind, type SearchDocument } from './kinds.ts';
import { splitWords, toIndexWord } from './words.ts';

export interface Hit {
  kind: Kind;
  title: string;
  href: string;
  within: string;
  score: number;
  /** The words of the index that matched. */
  words: readonly string[];
}

export type Search = (typed: string) => Hit[];
export type Index = MiniSearch<SearchDocument>;
/** A term of the glossary by all its names. */
export interface Names {
  term: string;
  also: readonly string[];
}

/** Longer than any honest question; the rest is not looked at. */
export const LONGEST_QUERY = 200;
const MOST_WORDS = 12;
/** With fewer hits than this, those that match only some of the words are added below. */
const FEW = 5;
const MOST = 200;

/**
 * Makes a search from an index: on the server, and in the reader's browser in the copy without one.
 * @param terms of the glossary: who types one name of a thing finds what uses another
 */
export function openSearch(index: Index, terms: readonly Names[]): Search {
  const names = otherNames(terms);
  return (typed) => {
    const words = splitWords(typed.slice(0, LONGEST_QUERY)).slice(0, MOST_WORDS);
    const text = words.join(' ');
    if (words.every((word) => toIndexWord(word) === null)) return [];
    const key = keyOf(words);
    const others = names.get(key) ?? partial(names, key);
    const asked: Query = {
      combineWith: 'OR',
      queries: [
        { combineWith: 'AND', queries: [text] },
        ...others.map((other) => ({
          combineWith: 'AND' as const,
          queries: [other],
          fuzzy: false,
          boost: { title: 2, also: 1.5, text: 0.5 },
        })),
      ],
    };
    const strict = index.search(asked);
    const loose = strict.length < FEW ? index.search(text, { combineWith: 'OR' }) : [];
    const seen = new Set(strict.map(({ id }) => id));
    return [...strict, ...loose.filter(({ id }) => !seen.has(id))]
      .slice(0, MOST)
      .map((found) => ({
        kind: found.kind as Kind,
        title: String(found.title),
        href: String(found.href),
        within: String(found.within),
        score: found.score * (keyOf(splitWords(String(found.title))) === key ? 3 : 1),
        words: Object.keys(found.match),
      }))
      .sort((a, b) => b.score - a.score);
  };
}

/** Hits by kind: the kind of the best hit first. */
export function groupHits(hits: readonly Hit[]): { kind: Kind; name: string; hits: Hit[] }[] {
  return [...Map.groupBy(hits, ({ kind }) => kind)].map(([kind, list]) => ({
    kind,
    name: KINDS[kind],
    hits: list,
  }));
}

const keyOf = (words: readonly string[]): string =>
  words
    .map(toIndexWord)
    .filter((word) => word !== null)
    .join(' ');

/** Each name of a term → its other names. */
function otherNames(terms: readonly Names[]): Map<string, string[]> {
  const map = new Map<string, string[]>();
  for (const { term, also } of terms) {
    const all = [term, ...also];
    for (const name of all) {
      const key = keyOf(splitWords(name));
      if (key) map.set(key, [...(map.get(key) ?? []), ...all.filter((other) => other !== name)]);
    }
  }
  return map;
}

/** Names of a term that stands within what was typed, such as MFA in "MFA for councillors". */
function partial(names: Map<string, string[]>, key: string): string[] {
  const words = key.split(' ');
  for (const word of words) {
    const others = names.get(word);
    if (others && words.length > 1) {
      const rest = words.filter((each) => each !== word).join(' ');
      return others.map((other) => `${other} ${rest}`);
    }
  }
  return [];
}
