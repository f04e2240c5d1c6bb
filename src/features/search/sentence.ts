import { splitWords, toIndexWord } from './words.ts';

const LONGEST = 240;

/** What to show of a text below its title: the sentence that matched, else its first. */
export const sentenceOf = (text: string, words: readonly string[]) =>
  findSentence(text, words) ?? firstSentence(text);

/** The first sentence of a text, for what was found by another name. */
const firstSentence = (text: string): { text: string; marked: boolean }[] | undefined => {
  const [first] = text.split(/(?<=[.!?])\s+/);
  return first ? [{ text: first.slice(0, LONGEST), marked: false }] : undefined;
};

/**
 * The sentence of a text that holds most of the words that matched, in pieces for marking.
 * @param matched words of the index
 * @returns nothing when no word stands in the text
 */
export function findSentence(
  text: string,
  matched: readonly string[],
): { text: string; marked: boolean }[] | undefined {
  const words = new Set(matched);
  const sentences = text.split(/(?<=[.!?])\s+/);
  const counts = sentences.map(
    (sentence) =>
      new Set(
        splitWords(sentence)
          .map(toIndexWord)
          .filter((word) => word && words.has(word)),
      ).size,
  );
  const most = Math.max(0, ...counts);
  if (most === 0) return undefined;
  const sentence = (sentences[counts.indexOf(most)] ?? '').slice(0, LONGEST);
  return sentence
    .split(/([\p{L}\p{N}'’-]+)/u)
    .filter(Boolean)
    .map((piece) => {
      const word = toIndexWord(piece);
      return { text: piece, marked: word !== null && words.has(word) };
    });
}
