/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core';
import type { Browser as Session } from './browser-session.ts';
import { errorListFaults, faultsOf } from './look.ts';

export interface Seen {
  path: string;
  /** Whose browser it is opened in; a stranger's when left out. */
  as?: Session | undefined;
  /** The button that is pressed with nothing filled in, to see the page with its errors; `true` for the last of a form. */
  press?: string | true;
  /** What the server must answer; whatever it is when left out. */
  status?: number;
}

/** As the browser of a small phone; axe itself is a script, so script is on and the page's policy set aside. */
const PHONE = {
  viewport: { width: 320, height: 640 },
  javaScriptEnabled: true,
  bypassCSP: true,
};

/**
 * Opens each page on a small screen and says what is wrong with it, by day and by night: filled, empty or with errors.
 * @param base where the site is served
 * @param strict for pages that need none of what else is let pass
 */
export async function lookAtEach(
  browser: Browser,
  base: string,
  pages: readonly Seen[],
  strict = false,
): Promise<string[]> {
  const left = [...pages];
  const told: string[] = [];
  const look = async () => {
    const tabs = new Map<Session | undefined, Page>();
    for (let seen = left.shift(); seen; seen = left.shift()) {
      const tab = tabs.get(seen.as) ?? (await openTab(browser, base, seen.as));
      tabs.set(seen.as, tab);
      told.push(...(await faultsAt(tab, base, seen, strict)));
    }
    for (const tab of tabs.values()) await tab.context().close();
  };
  await Promise.all([look(), look()]);
  return told;
}

async function openTab(browser: Browser, base: string, session?: Session): Promise<Page> {
  const context = await browser.newContext(PHONE);
  const cookies = [...(session?.cookies ?? [])];
  await context.addCookies(cookies.map(([name, value]) => ({ name, value, url: base })));
  return context.newPage();
}

async function faultsAt(
  page: Page,
  base: string,
  { path, press, status }: Seen,
  strict: boolean,
): Promise<string[]> {
  const name = path + (press ? ' with errors' : '');
  const answer = await page.goto(base + path);
  const told: string[] = [];
  if (status && answer?.status() !== status) told.push(`${name}: ${answer?.status()}`);
  if (press) {
    await page.evaluate(() => {
      for (const fold of document.querySelectorAll('details')) fold.open = true;
    });
    const button =
      press === true
        ? page.locator('main form button').last()
        : page.getByRole('button', { name: press });
    await button.click();
    told.push(...(await errorListFaults(page)).map((fault) => `${name}: ${fault}`));
  }
  const title = await page.title();
  if (title.startsWith('Error: ') !== (press !== undefined))
    told.push(`${name} is called ${title}`);
  // As it was sent, where that is still at hand: a browser mends what it reads.
  const sent = press ? undefined : await answer?.text();
  return [...told, ...(await faultsOf(page, name, { sent, strict }))];
}
