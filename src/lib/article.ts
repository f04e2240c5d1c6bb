/** A noun in lower case with its article, for a sentence: `Officer` gives “an officer”. Goes by the first letter. */
export function withArticle(noun: string): string {
  const plain = noun.toLowerCase();
  return `${/^[aeiou]/.test(plain) ? 'an' : 'a'} ${plain}`;
}
