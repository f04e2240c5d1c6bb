/** Alphabets whose letters can be taken for ours. */
const LOOKALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;
const LATIN = /\p{Script=Latin}/u;
/** Letters of ours in another dress: full width, bold, circled. */
const DRESSED = /[\u{1d400}-\u{1d7ff}\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9]/u;
const LONGEST_ECHO = 40;

/**
 * A word that mixes our letters with some that only look like them, as one does to pass for somebody else. A whole word
 * in another alphabet is a word like any other.
 * @returns the first such word, cut short; nothing when there is none
 */
export function findMixedWord(text: string): string | undefined {
  const words = text.match(/[\p{L}\p{M}\p{N}’'-]+/gu) ?? [];
  const mixed = words.find(
    (word) => (LATIN.test(word) && LOOKALIKE.test(word)) || DRESSED.test(word),
  );
  return mixed?.slice(0, LONGEST_ECHO);
}
