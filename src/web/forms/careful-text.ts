import { findMixedWord } from './mixed-scripts.ts';
import type { Problem } from './parse.ts';
import { findPersonalData } from './personal-data.ts';

/**
 * What to say of free text before others read it: letters that pass for others are refused, and personal data are
 * asked about once.
 * @param texts field → what was typed
 * @param sure whether the writer has ticked the box that the data may be shown
 */
export function problemsOfText(
  texts: Readonly<Record<string, string>>,
  sure: boolean,
): { problems: Problem[]; ask: boolean } {
  const problems: Problem[] = [];
  let ask = false;
  for (const [field, text] of Object.entries(texts)) {
    const mixed = findMixedWord(text);
    if (mixed) {
      problems.push({
        field,
        text: `“${mixed}” mixes letters of two alphabets. Write it with the letters of one`,
      });
      continue;
    }
    const [first] = findPersonalData(text);
    if (first) ask = true;
    if (first && !sure)
      problems.push({
        field,
        text: `“${first.found.slice(0, 60)}” looks like ${first.kind}. Take it out, or tick the box at the end if others may read it`,
      });
  }
  return { problems, ask };
}
