/** How text becomes the words of the index. The same in the index, in a query, and in the reader's browser. */

const SMALL = new Set(
  'a an and are as at be by do for from how if in is it of on or our that the their this to was we what when which who with you your'.split(
    ' ',
  ),
);

/** Splits text at anything that is not a letter, digit, apostrophe or hyphen; `Wi-Fi` stays whole. */
export const splitWords = (text: string): string[] =>
  text.split(/[^\p{L}\p{N}'’-]+/u).filter(Boolean);

/** One word as the index has it: small letters, no accents, singular; nothing for a word that tells nothing. */
export function toIndexWord(word: string): string | null {
  const bare = word
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/['’]s$|['’-]/g, '');
  if (bare === '' || SMALL.has(bare)) return null;
  return singular(bare);
}

function singular(word: string): string {
  if (word.length < 4 || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ch|sh|x|ss)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}
