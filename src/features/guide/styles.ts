import type { Outcome } from '../../content/almanac.ts';

/** The colours that the content gives its outcomes, as CSS: a class for each sets `--hue`. */
export function outcomeStyles(outcomes: readonly Pick<Outcome, 'slug' | 'colour'>[]): string {
  const rules = (scheme: 'light' | 'dark') =>
    outcomes.map(({ slug, colour }) => `.outcome-${slug}{--hue:${colour[scheme]}}`).join('');
  return `${rules('light')}@media screen and (prefers-color-scheme:dark){${rules('dark')}}`;
}
