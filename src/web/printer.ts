import type { Page, Route } from 'playwright-core';
import type { Asset } from './assets.ts';
import { CHROMIUM_ARGUMENTS } from './chromium.ts';
import type { PageStore } from './pages.ts';

export interface Printable {
  pages: PageStore;
  assets: ReadonlyMap<string, Asset>;
}

/** Pages as one PDF: tagged, with an outline, its title and its language. @param signal ends the browser when it takes too long */
export type Print = (
  paths: readonly string[],
  title: string,
  signal: AbortSignal,
) => Promise<Buffer>;

/** One document of ours as PDF. @param html a whole page @param foot what stands at the foot of each page */
export type PrintDocument = (html: string, foot: string, signal: AbortSignal) => Promise<Buffer>;

/** Never asked for over a network: every request is answered here. */
const NOWHERE = 'http://almanac.invalid';

const inHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const FOOTER = (title: string) =>
  `<div style="width:100%;padding:0 15mm;font:8px sans-serif;display:flex;justify-content:space-between"><span>${inHtml(title)}</span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`;

/**
 * Prints our own pages by Chromium, in print dress, with every fold open.
 * @param executablePath where Chromium is
 * @param site address of the site, for links in the PDF; without one, links within the site are plain text
 */
export function createPrinter(
  printable: () => Printable,
  executablePath: string,
  site: string,
): Print {
  const origin = site || NOWHERE;
  return (paths, title, signal) =>
    withPage(executablePath, signal, async (page) => {
      await page.route('**/*', (route) => answer(route, printable(), origin));
      const [first = '/', ...rest] = paths;
      await page.goto(origin + first);
      await page.emulateMedia({ media: 'print', colorScheme: 'light' });
      await page.evaluate(joinPages, { rest, title, linked: site !== '' });
      return toPdf(page, title);
    });
}

/**
 * Prints documents that are no page of the site, such as a paper of a council.
 * @param assets styles and typeface that they may use
 */
export function createDocumentPrinter(
  assets: () => ReadonlyMap<string, Asset>,
  executablePath: string,
): PrintDocument {
  return (html, foot, signal) =>
    withPage(executablePath, signal, async (page) => {
      await page.route('**/*', (route) => {
        const { pathname } = new URL(route.request().url());
        if (pathname === '/')
          return route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' });
        const asset = assets().get(pathname);
        return asset
          ? route.fulfill({ body: asset.bodies.identity, contentType: asset.type })
          : route.abort();
      });
      await page.goto(`${NOWHERE}/`);
      await page.emulateMedia({ media: 'print', colorScheme: 'light' });
      return toPdf(page, foot);
    });
}

/** Opens a browser for one piece of work, and ends it whatever happens. */
async function withPage(
  executablePath: string,
  signal: AbortSignal,
  work: (page: Page) => Promise<Buffer>,
): Promise<Buffer> {
  // The library is large: it is loaded when somebody asks for the first PDF.
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGUMENTS });
  const close = () => void browser.close();
  signal.addEventListener('abort', close);
  try {
    const context = await browser.newContext({ bypassCSP: true, serviceWorkers: 'block' });
    return await work(await context.newPage());
  } finally {
    signal.removeEventListener('abort', close);
    await browser.close();
  }
}

async function toPdf(page: Page, foot: string): Promise<Buffer> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return page.pdf({
    format: 'A4',
    tagged: true,
    outline: true,
    printBackground: true,
    displayHeaderFooter: true,
    headerTemplate: '<span></span>',
    footerTemplate: FOOTER(foot),
    margin: { top: '14mm', bottom: '18mm', left: '15mm', right: '15mm' },
  });
}

function answer(route: Route, { pages, assets }: Printable, origin: string): Promise<void> {
  const url = route.request().url();
  if (!url.startsWith(`${origin}/`)) return route.abort();
  const path = decodeURI(new URL(url).pathname);
  const page = pages.find(path);
  if (page) return route.fulfill({ body: page.bodies.identity, contentType: page.type });
  const asset = assets.get(path);
  return asset
    ? route.fulfill({ body: asset.bodies.identity, contentType: asset.type })
    : route.abort();
}

/** Runs in the page: puts the other pages below it, opens folds, and takes away links that lead nowhere on paper. */
async function joinPages(asked: { rest: readonly string[]; title: string; linked: boolean }) {
  document.title = asked.title;
  const main = document.querySelector('main');
  for (const path of asked.rest) {
    const text = await (await fetch(path)).text();
    const other = new DOMParser().parseFromString(text, 'text/html').querySelector('main');
    if (!main || !other) continue;
    const section = document.createElement('section');
    section.style.breakBefore = 'page';
    section.className = /class="govuk-template__body([^"]*)"/.exec(text)?.[1] ?? '';
    // An id must stand once in a document.
    for (const each of other.querySelectorAll('[id]')) each.removeAttribute('id');
    section.append(...other.childNodes);
    main.append(section);
  }
  for (const fold of document.querySelectorAll('details')) fold.open = true;
  for (const form of document.querySelectorAll('form')) form.remove();
  if (asked.linked) return;
  for (const link of document.querySelectorAll('a[href^="/"]')) link.removeAttribute('href');
}
