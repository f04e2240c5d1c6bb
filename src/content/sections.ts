import type { OutcomeText } from './almanac.ts';

/** The headings of an outcome's text, in the order in which they must stand. */
export const OUTCOME_HEADINGS: readonly (readonly [keyof OutcomeText, string])[] = [
  ['why', 'Why it matters'],
  ['councillors', 'For councillors'],
  ['officers', 'For officers'],
  ['wrong', 'What goes wrong'],
];

/** The heading that closes a step's text. */
export const STEP_HEADING = 'What to watch for';

/** Splits Markdown at its `## ` headings: heading → text below it. */
export function splitSections(markdown: string): Map<string, string> {
  const sections = new Map<string, string>();
  for (const part of markdown.split(/^## /m).slice(1)) {
    const [heading = '', ...rest] = part.split('\n');
    sections.set(heading.trim(), rest.join('\n').trim());
  }
  return sections;
}
