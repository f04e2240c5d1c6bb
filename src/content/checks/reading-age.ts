import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';

const segmenter = new Intl.Segmenter('en-GB', { granularity: 'sentence' });

/** Sentences of a passage. A colon or semicolon does not end one. */
export function splitSentences(text: string): string[] {
  return [...segmenter.segment(text.replaceAll(/\b(e\.g|i\.e|etc|vs|No|Cllr|Dr|St)\./g, '$1'))]
    .map(({ segment }) => segment.trim())
    .filter((sentence) => /\p{L}/u.test(sentence));
}

/** Words of a sentence: runs that hold a letter or a digit. */
export const splitWords = (sentence: string): string[] =>
  sentence.split(/[\s—–/]+/).filter((word) => /[\p{L}\d]/u.test(word));

/**
 * Reading age in years of several passages taken as one page: Flesch-Kincaid grade plus five.
 * Figures, names (a capital inside a sentence) and the given plain terms count as words of one syllable,
 * because the page explains a term and no shorter word exists for a name.
 * Source: J. P. Kincaid and others, Navy report 8-75 (1975).
 * @param plain matches the terms to count as plain words
 */
export function readingAge(passages: readonly string[], plain: RegExp): number {
  const counts = { sentence: 0, word: 0, syllable: 0 };
  for (const passage of passages) {
    for (const sentence of splitSentences(passage)) {
      counts.sentence += 1;
      splitWords(sentence.replaceAll(plain, (term) => term.replaceAll(/\S+/g, 'word'))).forEach(
        (word, index) => {
          const bare = word.replaceAll(/^[^\p{L}\d]+|[^\p{L}\d]+$/gu, '');
          const isName = (index > 0 && /^\p{Lu}/u.test(bare)) || /\d/.test(bare);
          counts.word += 1;
          counts.syllable += isName ? 1 : Math.max(1, syllable(bare));
        },
      );
    }
  }
  return counts.sentence === 0 ? 0 : fleschKincaid(counts) + 5;
}
