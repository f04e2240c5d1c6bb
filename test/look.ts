/// <reference lib="dom" />
import { type ConfigData, HtmlValidate } from 'html-validate';
import type { Page } from 'playwright-core';
import { axeFinds } from './axe.ts';

const RULES: ConfigData['rules'] = {
  'no-trailing-whitespace': 'off',
  'void-style': 'off',
  'long-title': 'off',
  // The browser writes attributes in its own way.
  'attribute-boolean-style': 'off',
  'attribute-empty-style': 'off',
};
const validatorOf = (rules: ConfigData['rules']) =>
  new HtmlValidate({ extends: ['html-validate:recommended'], rules: { ...RULES, ...rules } });

const strictly = validatorOf({});
const usually = validatorOf({
  // What has several answers sends one name several times: boxes, and hidden fields that carry a choice along.
  'form-dup-name': 'off',
  // The matrix folds into blocks on a phone, and a link that looks like a button is one to a screen reader too.
  'prefer-native-element': 'off',
});

/**
 * What is wrong with the page as it stands: by axe, by the HTML standard, and by width on a small screen.
 * The context must set the page's policy aside (`bypassCSP`), since axe is a script.
 * @param sent the page as it was sent; as the browser has it when left out
 * @param strict for pages that need none of what else is let pass
 */
export async function faultsOf(
  page: Page,
  name: string,
  { sent, strict }: { sent?: string | undefined; strict?: boolean | undefined } = {},
): Promise<string[]> {
  const html = sent ?? (await page.content());
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
  });
  const violations = await axeFinds(page);
  const { innerWidth, scrollWidth } = await page.evaluate(() => ({
    innerWidth: window.innerWidth,
    scrollWidth: document.documentElement.scrollWidth,
  }));
  const report = await (strict ? strictly : usually).validateString(html);
  return [
    ...violations.map((line) => `${name}: ${line}`),
    ...report.results.flatMap(({ messages }) =>
      messages.map(({ ruleId, message, line }) => `${name}: ${ruleId}: ${message} (line ${line})`),
    ),
    ...(scrollWidth > innerWidth
      ? [`${name}: ${scrollWidth} pixels wide on a screen of ${innerWidth}`]
      : []),
  ];
}

/** What is wrong with the list of errors of a form that was refused: it has the focus, and each link leads to a field. */
export async function errorListFaults(page: Page): Promise<string[]> {
  const told: string[] = [];
  // The browser moves there with its first picture of the page, which may come after the load.
  const list = page.locator('.govuk-error-summary:focus');
  await list.waitFor({ state: 'attached', timeout: 5000 }).catch(() => undefined);
  const focused = await page.evaluate(() => document.activeElement?.className ?? '');
  if (!focused.includes('govuk-error-summary')) told.push(`focus is on “${focused}”`);
  for (const link of await page.locator('.govuk-error-summary a').all()) {
    const target = (await link.getAttribute('href')) ?? '';
    if ((await page.locator(`main ${target}`).count()) !== 1) told.push(`nothing is ${target}`);
  }
  return told;
}
