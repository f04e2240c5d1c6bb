import type { Almanac } from '../almanac.ts';
import { readingAge, splitSentences, splitWords } from './reading-age.ts';

/** Words that tell a reader nothing. `docs/writing.md` lists them. */
export const EMPTY_WORDS =
  /\b(journeys?|landscapes?|leverag\w+|robust\w*|seamless\w*|holistic\w*|ecosystems?|unlock\w*|empower\w*|cutting-edge|transformative|stakeholders?|embed(?:s|ded|ding)?)\b/i;

/** Words that every reader of a council's text knows, however long they are. */
const KNOWN = ['councillor', 'officer', 'digital', 'authority', 'government', 'internet'];

/** Matches the terms of the glossary and the names of the outcomes, which count as plain words. */
export function plainTerms(named: readonly string[]): RegExp {
  const escaped = [...named, ...KNOWN].map((term) =>
    term.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  return new RegExp(`\\b(?:${escaped.sort((a, b) => b.length - a.length).join('|')})s?\\b`, 'gi');
}

export interface LanguageHelp {
  /** Years, to one decimal. */
  age: number;
  /** The age that the almanac writes for. */
  limit: number;
  long: readonly { words: number; sentence: string }[];
  empty: readonly string[];
}

const MOST_SHOWN = 12;

/** What would make a text easier to read: its reading age, long sentences, words that say nothing. */
export function helpWith(
  passages: readonly string[],
  { terms, outcomes, about }: Pick<Almanac, 'terms' | 'outcomes' | 'about'>,
): LanguageHelp {
  const named = [
    ...terms.flatMap(({ term, also }) => [term, ...also]),
    ...outcomes.map(({ name }) => name),
  ];
  const sentences = passages.flatMap(splitSentences);
  const counted = sentences.map((sentence) => ({ words: splitWords(sentence).length, sentence }));
  const empty = sentences.flatMap((sentence) => EMPTY_WORDS.exec(sentence)?.[0] ?? []);
  return {
    age: Math.round(readingAge(passages, plainTerms(named)) * 10) / 10,
    limit: about.reading_age.other,
    long: counted.filter(({ words }) => words > about.sentence_words).slice(0, MOST_SHOWN),
    empty: [...new Set(empty.map((word) => word.toLowerCase()))].slice(0, MOST_SHOWN),
  };
}
