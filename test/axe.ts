/// <reference lib="dom" />
import axe from 'axe-core';
import type { Page } from 'playwright-core';

const RULES = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
} as const;
/** The rules that look at colours: all that differs by night. */
const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } as const;

/**
 * What axe finds on the page as it stands against WCAG 2.2 AA and its own good practice: by day, and what colours make of
 * it by night. The context must set the page's policy aside (`bypassCSP`), since axe is a script.
 */
export async function axeFinds(page: Page): Promise<string[]> {
  const byDay = await finds(page, 'light', RULES);
  const byNight = await finds(page, 'dark', COLOURS);
  return [...byDay, ...byNight.map((line) => `by night: ${line}`)];
}

/** It is brought into a page once and tells violations only: carrying what passed back took five sixths of the time. */
async function finds(
  page: Page,
  colorScheme: 'light' | 'dark',
  runOnly: typeof RULES | typeof COLOURS,
): Promise<string[]> {
  await page.emulateMedia({ colorScheme });
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(
    async ({ type, values }) => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') };
      const { violations } = await axe.run(document, {
        runOnly: { type, values: [...values] },
        resultTypes: ['violations'],
      });
      return violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ target }) => `${id}: ${help} (${target.join(' ')})`),
      );
    },
    runOnly as { type: 'tag' | 'rule'; values: readonly string[] },
  );
}
