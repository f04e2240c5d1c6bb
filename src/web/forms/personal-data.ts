/** What free text may hold that is better not shown to strangers. */
export interface PersonalData {
  /** What it is, for a sentence: "a phone number". */
  kind: string;
  /** As it stands in the text. */
  found: string;
}

/**
 * Phone numbers begin with 0 or 44 here; money, years and references that only look long are left alone. National
 * insurance numbers as the tax authority writes them: two letters that are in use, six digits, a letter from A to D.
 */
const KINDS: readonly [kind: string, pattern: RegExp][] = [
  ['an email address', /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g],
  [
    'a national insurance number',
    /\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/gi,
  ],
  ['a phone number', /(?<![\d£.,])(?:\+|00)44[ ()-]{0,3}(?:\d[ ()-]{0,2}){9,10}(?!\d)/g],
  ['a phone number', /(?<![\d£.,])\(?0(?:\d[ ()-]{0,2}){9,10}(?!\d)/g],
  ['a bank account or card number', /\b\d{2}[- ]\d{2}[- ]\d{2}[ ,;:a-z]{1,20}\d{8}\b/gi],
  ['a bank account or card number', /\bGB\d{2} ?[A-Z]{4}(?: ?\d){14}\b/gi],
  ['a bank account or card number', /(?<![\d£.,])(?:\d{4}[ -]?){3}\d{4}(?!\d)/g],
];

/**
 * Looks for personal data in free text before it is shown to others. It warns: a person decides.
 * @returns each place once, in the order of the text
 */
export function findPersonalData(text: string): PersonalData[] {
  const found = KINDS.flatMap(([kind, pattern]) =>
    [...text.matchAll(pattern)].map((match) => ({
      kind,
      found: match[0].trim(),
      at: match.index,
      end: match.index + match[0].length,
    })),
  );
  found.sort((a, b) => a.at - b.at || b.end - a.end);
  let end = 0;
  return found.flatMap(({ kind, found: words, at, end: last }) => {
    if (at < end) return [];
    end = last;
    return [{ kind, found: words }];
  });
}
