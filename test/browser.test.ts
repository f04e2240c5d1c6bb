/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { axeFinds } from './axe.ts';
import { openBrowser } from './chromium.ts';
import { SMALL_COUNTRY } from './fixtures.ts';
import { openPage } from './open-page.ts';
import { startApp } from './start-app.ts';

let browser: Browser;
let app: FastifyInstance;
let base: string;
let small: FastifyInstance;
let retired: string;

before(async () => {
  ({ app } = await startApp());
  ({ app: small } = await startApp({ CONTENT_DIR: SMALL_COUNTRY }));
  base = await app.listen({ host: '127.0.0.1', port: 0 });
  retired = await small.listen({ host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await app?.close();
  await small?.close();
});

/** One address of each page type, at its fullest. */
const PAGES = [
  '/',
  '/outcomes',
  '/for/councillor',
  '/for/leadership',
  '/for/officer',
  '/for/partner',
  '/outcomes/democracy-participation',
  '/for/officer/security-resilience',
  '/outcomes/value/briefing',
  '/outcomes/connectivity/targets/gigabit',
  '/for/partner/data/targets/rights',
  '/outcomes/data?council=camden',
  '/practice',
  '/practice?claim=audited&nation=wales&outcome=value',
  '/practice?page=999',
  '/practice/camden-data-charter',
  '/councils',
  '/councils?q=',
  '/councils?q=zzzzzz',
  '/councils?q=camdn&next=/practice',
  '/councils/surrey',
  '/reading',
  '/reading?nation=wales&kind=law',
  '/language',
  '/language/crosswalk',
  '/language/crosswalk/lordi',
  '/language/crosswalk/outcome/data',
  '/data',
  '/news',
  '/year',
  '/year/january',
  '/search?q=',
  '/search?q=broadband',
  '/search?q=qqqqqqqq',
  '/about',
  '/about/method',
  '/about/scoring',
  '/accessibility',
  '/privacy',
  '/cookies',
  '/offline',
  '/offline/not-kept',
  '/nowhere',
];

/** Opens a page of the application, without script unless the options say otherwise. */
const visit = (path: string, options: BrowserContextOptions = {}) =>
  openPage(browser, path.startsWith('http') ? path : base + path, {
    javaScriptEnabled: false,
    ...options,
  });

const stepOf = async (outcome: string, kind: string): Promise<string> => {
  const { payload } = await app.inject({ url: `/outcomes/${outcome}` });
  return (
    new RegExp(`href="(/outcomes/${outcome}/${kind}/[^"]+)"`).exec(payload)?.[1] ??
    assert.fail(`no ${kind}`)
  );
};

/**
 * Looks at every path in turn, in two tabs at once: one that waits leaves the processor to the other. A tab that stays
 * open is five times as quick as a browser of its own for each page.
 */
async function seeEach(
  paths: readonly string[],
  options: BrowserContextOptions,
  see: (page: Page, path: string, complaints: string[]) => Promise<void>,
) {
  const left = [...paths];
  const look = async () => {
    const { page, complaints, close } = await visit('/about', options);
    for (let path = left.shift(); path; path = left.shift()) {
      complaints.length = 0;
      await page.goto(path.startsWith('http') ? path : base + path);
      await see(page, path, complaints);
    }
    await close();
  };
  await Promise.all([look(), look()]);
}

test('axe finds nothing on any page type, light and dark', async () => {
  const pages = [
    ...PAGES,
    await stepOf('services', 'steps'),
    await stepOf('inclusion', 'questions'),
    `${retired}/outcomes/roads/steps/drive-roads`,
  ];
  const told: string[] = [];
  const grounds = new Set<string>();
  // axe itself is a script, so script is on here and the page's policy set aside.
  await seeEach(pages, { javaScriptEnabled: true, bypassCSP: true }, async (page, path) => {
    await page.evaluate(() => {
      for (const fold of document.querySelectorAll('details')) fold.open = true;
    });
    told.push(...(await axeFinds(page)).map((line) => `${path}: ${line}`));
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      grounds.add(`${colorScheme} ${ground}`);
    }
  });
  assert.deepEqual(told, []);
  assert.equal(grounds.size, 2, `each scheme has one ground: ${[...grounds].join(', ')}`);
});

// So axe need look at nothing else by night (`test/axe.ts`).
test('by night nothing differs but colours', async () => {
  const [, address = ''] =
    /rel="stylesheet" href="([^"]+)"/.exec(await (await fetch(base)).text()) ?? [];
  const css = await (await fetch(base + address)).text();
  const blocks = css.split('prefers-color-scheme').slice(1);
  assert.ok(blocks.length >= 2);
  for (const block of blocks) {
    // To the end of the media query: as many braces close as opened.
    let depth = 0;
    const end = [...block].findIndex((sign) => {
      depth += sign === '{' ? 1 : sign === '}' ? -1 : 0;
      return sign === '}' && depth === 0;
    });
    const set = block.slice(0, end).match(/[{;]\s*[\w-]+\s*:[^;{}]+/g) ?? [];
    assert.ok(set.length > 0);
    for (const each of set) assert.match(each, /^[{;]\s*--[\w-]+:\s*#[0-9a-f]{3,8}\s*$/i);
  }
});

test('axe would find a fault if there were one', async () => {
  const { page, close } = await visit('/about', { javaScriptEnabled: true, bypassCSP: true });
  await page.evaluate(() => {
    document
      .querySelector('main')!
      .insertAdjacentHTML('beforeend', '<img src="/x.png"><a href="/"></a><p id="dim">Dim</p>');
    const dim = new CSSStyleSheet();
    dim.replaceSync('@media (prefers-color-scheme: dark) { #dim { color: #333; } }');
    document.adoptedStyleSheets.push(dim);
  });
  const found = (await axeFinds(page)).join('\n');
  await close();
  assert.match(found, /image-alt/);
  assert.match(found, /link-name/);
  assert.match(found, /^by night: color-contrast: .*#dim/m);
  assert.doesNotMatch(found, /^color-contrast/m, 'by day it can be read');
});

test('nothing scrolls sideways at 320 pixels, which is 400% zoom', async () => {
  const small = { viewport: { width: 320, height: 640 }, javaScriptEnabled: true };
  const pages = [...PAGES, await stepOf('services', 'steps')];
  await seeEach(pages, small, async (page, path, complaints) => {
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 320, `${path} is ${width} pixels wide`);
    assert.deepEqual(complaints, [], path);
  });
});

test('with the keyboard alone: home, an outcome, one of its steps', async () => {
  const { page, complaints, close } = await visit('/');
  const focused = () => page.locator(':focus');
  await page.keyboard.press('Tab');
  assert.equal(await focused().innerText(), 'Skip to main content');
  await page.keyboard.press('Enter');
  const tabTo = async (name: RegExp) => {
    for (let press = 0; press < 120; press += 1) {
      await page.keyboard.press('Tab');
      const label = (await focused().getAttribute('aria-label')) ?? (await focused().innerText());
      if (name.test(label)) return;
    }
    assert.fail(`never reached ${name}`);
  };
  await tabTo(/^6\. Inclusion$/);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/outcomes/inclusion');
  assert.equal(await page.locator('h1').innerText(), 'Inclusion');

  await tabTo(/^Simple steps$/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const title = await focused().innerText();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/steps/*');
  assert.equal(await page.locator('h1').innerText(), title);
  assert.deepEqual(complaints, []);
  await close();
});

test('a fold opens by keyboard without script and shows the four levels', async () => {
  const { page, close } = await visit('/outcomes/data');
  const fold = page.locator('details.fold--numbered').nth(1);
  assert.equal(await fold.locator('.levels').isVisible(), false);
  await fold.locator('summary').focus();
  await page.keyboard.press('Enter');
  assert.equal(await fold.locator('.levels').isVisible(), true);
  assert.equal(await fold.locator('.levels li').count(), 4);
  await close();
});

test('on a phone the menu opens and closes by keyboard, without script', async () => {
  const { page, close } = await visit('/', { viewport: { width: 320, height: 700 } });
  const practice = page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Practice' });
  assert.equal(await practice.isVisible(), false, 'closed at first');
  await page.getByRole('link', { name: 'Menu', exact: true }).focus();
  await page.keyboard.press('Enter');
  assert.equal(await practice.isVisible(), true);
  await page.getByRole('link', { name: 'Close the menu' }).focus();
  await page.keyboard.press('Enter');
  assert.equal(await practice.isVisible(), false);
  await close();
  const wide = await visit('/', { viewport: { width: 1280, height: 800 } });
  assert.equal(await wide.page.getByRole('link', { name: 'Menu', exact: true }).isVisible(), false);
  assert.equal(
    await wide.page.getByRole('link', { name: 'Practice', exact: true }).first().isVisible(),
    true,
  );
  await wide.close();
});

test('a reader stays in the guide that they chose, and can leave it', async () => {
  const { page, close } = await visit('/');
  await page.getByRole('link', { name: "I'm a councillor" }).click();
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  assert.equal(new URL(page.url()).pathname, '/for/councillor/data');
  assert.equal(await page.locator('.part h2').nth(1).innerText(), 'Questions to ask');
  await page
    .getByRole('link', { name: /^How it is measured/ })
    .first()
    .click();
  assert.match(new URL(page.url()).pathname, /^\/for\/councillor\/data\/targets\//);
  await page
    .getByRole('navigation', { name: 'You are here' })
    .getByRole('link', { name: 'Data' })
    .click();
  await page.getByRole('link', { name: 'Everyone' }).click();
  assert.equal(new URL(page.url()).pathname, '/outcomes/data');
  await close();
});

test('every briefing prints on two sides of A4 and no more', async () => {
  const { payload } = await app.inject({ url: '/outcomes' });
  const outcomes = [
    ...new Set([...payload.matchAll(/href="(\/outcomes\/[a-z-]+)"/g)].map(([, href]) => href!)),
  ];
  assert.equal(outcomes.length, 12);
  const briefings = outcomes.map((outcome) => `${outcome}/briefing`);
  await seeEach(briefings, {}, async (page, path) => {
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    assert.equal(pdf.match(/\/Type \/Page\b/g)?.length, 2, path);
  });
});

test('on paper folds are open, menus are gone and links show their address', async () => {
  const { page, close } = await visit('/outcomes/value');
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('details:not([open]) .levels').first().isVisible(), true);
  assert.equal(await page.locator('.masthead nav').isVisible(), false);
  const after = await page
    .locator('main a[rel="external"]')
    .first()
    .evaluate((link) => getComputedStyle(link, '::after').content);
  assert.match(after, /^" \(" attr\(href\)|https?:/);
  await close();
});
