import type { ExampleText, OutcomeText } from './almanac.ts';

/** The headings of an outcome's text, in the order in which they must stand. */
export const OUTCOME_HEADINGS: readonly (readonly [keyof OutcomeText, string])[] = [
  ['why', 'Why it matters'],
  ['councillors', 'For councillors'],
  ['officers', 'For officers'],
  ['wrong', 'What goes wrong'],
];

/** The headings of an example's story. The third is left out where no source tells of anything. */
export const EXAMPLE_HEADINGS: readonly (readonly [keyof ExampleText, string])[] = [
  ['problem', 'The problem'],
  ['did', 'What they did'],
  ['wrong', 'What went wrong'],
  ['lessons', 'What to take from it'],
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
