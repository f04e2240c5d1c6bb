/** The alphabets in which letters of one can pass for letters of another. */
const SCRIPTS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
];

/**
 * Whether a word mixes alphabets that look alike, as in a name that pretends to be another. Whole words in other
 * alphabets are welcome: people have such names.
 */
export const mixesScripts = (text: string): boolean =>
  (text.match(/[\p{L}\p{M}]+/gu) ?? []).some(
    (word) => SCRIPTS.filter((script) => script.test(word)).length > 1,
  );
