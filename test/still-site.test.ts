/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { HtmlValidate } from 'html-validate';
import type { Browser, Page } from 'playwright-core';
import { axeFinds } from './axe.ts';
import { openBrowser } from './chromium.ts';
import { SMALL_COUNTRY } from './fixtures.ts';
import { openPage } from './open-page.ts';
import { serveFolder } from './serve-folder.ts';
import { WITHOUT_PDF, writeStill } from './write-still.ts';

let folder: string;
let files: Map<string, string>;
let browser: Browser;
let server: Server;
/** The copy below a path of a host. */
let below: string;
/** A copy of another almanac, with files printed by Chromium. */
let small: string;

before(async () => {
  [folder, small] = await Promise.all([
    writeStill('/almanac/', WITHOUT_PDF),
    writeStill('/almanac/', { CONTENT_DIR: SMALL_COUNTRY }),
  ]);
  files = await readFolder(folder);
  ({ server, url: below } = await serveFolder(folder, '/almanac/'));
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  server?.close();
  for (const made of [folder, small]) if (made) await rm(made, { recursive: true, force: true });
});

/** Every file of a folder by its address, pages with their text. */
async function readFolder(place: string): Promise<Map<string, string>> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  const read = entries
    .filter((entry) => entry.isFile())
    .map(async (entry): Promise<[string, string]> => {
      const file = path.join(entry.parentPath, entry.name);
      const text = entry.name.endsWith('.html') ? await readFile(file, 'utf8') : '';
      return [path.relative(place, file).replaceAll('\\', '/'), text];
    });
  return new Map(await Promise.all(read));
}

/** Follows everything that a page names. @returns what leads nowhere, and how much was followed */
function followLinks(held: ReadonlyMap<string, string>): { dead: string[]; links: number } {
  const anchors = new Map<string, Set<string>>();
  const anchorsOf = (file: string) => {
    const known = anchors.get(file);
    if (known) return known;
    const found = [...(held.get(file) ?? '').matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!);
    const set = new Set(found);
    anchors.set(file, set);
    return set;
  };
  const dead = new Set<string>();
  let links = 0;
  for (const [file, html] of held) {
    for (const [, value = ''] of html.matchAll(
      /\s(?:href|src|action|data-[a-z]+-address)="([^"]*)"/g,
    )) {
      if (/^(?:https?|mailto|webcal):/.test(value)) continue;
      links += 1;
      const [place = '', anchor] = value.replaceAll('&amp;', '&').split('#');
      if (file === '404.html') {
        const target = `${place.replace(/^\/almanac\//, '')}${/\/$/.test(place) ? 'index.html' : ''}`;
        if (place && !held.has(target)) dead.add(`${file}: ${value}`);
        continue;
      }
      const target = place ? path.posix.join(path.posix.dirname(file), place) : file;
      if (place.startsWith('/') || place.includes('?') || !held.has(target))
        dead.add(`${file}: ${value}`);
      else if (anchor && !anchorsOf(target).has(decodeURIComponent(anchor)))
        dead.add(`${file}: ${value} has no such anchor`);
    }
  }
  return { dead: [...dead], links };
}

test('every link, script, style and form of every page leads to a file, and every anchor is there', () => {
  const { dead, links } = followLinks(files);
  assert.ok(links > 100_000, `${links} links looked at`);
  assert.deepEqual(dead.slice(0, 20), []);
});

test('where Chromium is found the copy holds printed files, and pages lead to them', async () => {
  const held = await readFolder(small);
  const { dead, links } = followLinks(held);
  assert.ok(links > 500, `${links} links looked at`);
  assert.deepEqual(dead, []);
  assert.match(held.get('outcomes/roads/index.html')!, /href="document\.pdf"/);
  const printed = await readFile(path.join(small, 'outcomes/roads/document.pdf'));
  assert.equal(printed.subarray(0, 5).toString(), '%PDF-');
  assert.ok(!files.has('outcomes/data/document.pdf'), 'none without Chromium');
  assert.doesNotMatch(files.get('outcomes/data/index.html')!, /href="[^"]*\.pdf"/);
});

test('the copy holds what the site holds: readers, narrowed lists, files, retired addresses', () => {
  for (const file of [
    'index.html',
    '404.html',
    'robots.txt',
    'outcomes/data/index.html',
    'outcomes/data/document.docx',
    'for/officer/data/index.html',
    'practice/nation-wales/index.html',
    'practice/page-2/index.html',
    'reading/page-2/index.html',
    'language/outcome-data/index.html',
    'search/index.html',
    'search/index.js',
    'data/index.html',
  ])
    assert.ok(files.has(file), file);
  assert.ok(!files.has('search/suggest/index.html'), 'what needs a server is left out');
});

test('what needs a server is not shown', () => {
  for (const [file, html] of files) {
    assert.doesNotMatch(html, /Choose your council|Choose with a form/, file);
    for (const [, action] of html.matchAll(/<form[^>]+action="([^"]+)"/g))
      assert.match(action!, /search\/|^index\.html$/, file);
  }
});

test('pages of the copy are valid HTML', async () => {
  const validate = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: {
      'long-title': 'off',
      'no-trailing-whitespace': 'off',
      'void-style': 'off',
      'attr-quotes': 'off',
      'no-inline-style': 'error',
      'prefer-native-element': 'off',
      'svg-focusable': 'off',
      'require-sri': 'off',
    },
  });
  for (const file of [
    'search/index.html',
    'councils/index.html',
    'practice/nation-wales/index.html',
  ]) {
    const report = await validate.validateString(files.get(file)!);
    const told = report.results.flatMap(({ messages }) =>
      messages.map(({ line, ruleId, message }) => `${file}:${line} ${ruleId}: ${message}`),
    );
    assert.deepEqual(told, []);
  }
});

async function readAndSearch(page: Page): Promise<void> {
  const font = await page.evaluate(() => getComputedStyle(document.body).fontFamily);
  assert.match(font, /Atkinson/);
  assert.equal(
    await page.evaluate(() =>
      document.fonts.ready.then(() => document.fonts.check('16px "Atkinson Hyperlegible Next"')),
    ),
    true,
  );
  await page.getByRole('link', { name: 'The outcomes' }).first().click();
  await page.getByRole('link', { name: 'Inclusion' }).last().click();
  assert.equal(await page.locator('h1').innerText(), 'Inclusion');
  await page.locator('#site-search').focus();
  await page.getByRole('combobox').waitFor();
  await page.keyboard.type('accessibilty');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('h2.found').waitFor();
  assert.match(page.url(), /search\/index\.html\?q=accessibilty$/);
  assert.match(await page.locator('h2.found').innerText(), /^\d+ found for “accessibilty”$/);
  await page.locator('mark').first().waitFor();
  await page.locator('a.hit').first().click();
  await page.waitForURL(/(?:outcomes|language|practice)\/.*index\.html/);
  assert.ok(await page.locator('h1').innerText());
}

test('it works from a folder, without any server', async () => {
  const { page, complaints, close } = await openPage(
    browser,
    pathToFileURL(path.join(folder, 'index.html')).href,
  );
  await readAndSearch(page);
  assert.deepEqual(complaints, []);
  await close();
});

test('it works below a path of a host, where addresses may end in a slash', async () => {
  const { page, complaints, close } = await openPage(browser, below);
  await readAndSearch(page);
  await page.goto(`${below}outcomes/data/`);
  await page.getByRole('link', { name: 'Digitalisation Almanac' }).click();
  assert.equal(page.url(), `${below}index.html`);
  await page.goto(`${below}no/such/page`);
  assert.equal(await page.locator('h1').innerText(), 'There is no page at this address');
  assert.match(await page.evaluate(() => getComputedStyle(document.body).fontFamily), /Atkinson/);
  assert.deepEqual(complaints, []);
  await close();
});

test('the index is fetched by who searches, not before', async () => {
  const { page, close } = await openPage(browser, `${below}search/index.html`);
  const fetched = () =>
    page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  assert.equal(
    (await fetched()).some((name) => name.endsWith('search/index.js')),
    false,
  );
  await page.locator('#q').fill('data');
  await page.locator('#q').press('Enter');
  await page.locator('h2.found').waitFor();
  assert.equal(
    (await fetched()).some((name) => name.endsWith('search/index.js')),
    true,
  );
  await close();
});

test('in the copy hostile queries are shown as text, and nothing found says what to do', async () => {
  const query = new URLSearchParams({ q: '<img src=x onerror=alert(1)>"\'' });
  const { page, complaints, close } = await openPage(browser, `${below}search/index.html?${query}`);
  await page.locator('h2.found').waitFor();
  assert.match(await page.locator('h2.found').innerText(), /<img src=x/);
  assert.equal(await page.locator('main img').count(), 0);
  await page.goto(`${below}search/index.html?q=qqqqqqqq`);
  await page.locator('h2.found').waitFor();
  assert.equal(await page.locator('h2.found').innerText(), 'Nothing found for “qqqqqqqq”');
  assert.equal(await page.locator('#search-start').isVisible(), true);
  assert.deepEqual(complaints, []);
  await close();
});

test('axe finds nothing in results that the browser made', async () => {
  const { page, close } = await openPage(browser, `${below}search/index.html?q=broadband`);
  await page.locator('mark').first().waitFor();
  assert.deepEqual(await axeFinds(page), []);
  await close();
});

test('without script the page of search says so and shows other ways', async () => {
  const { page, close } = await openPage(browser, `${below}search/index.html?q=data`, {
    javaScriptEnabled: false,
  });
  assert.match(await page.locator('main').innerText(), /search needs script/);
  assert.equal(await page.locator('#search-start').isVisible(), true);
  await close();
});

test('a folder with files of somebody else is never replaced, one of ours is', async () => {
  const settings = { CONTENT_DIR: SMALL_COUNTRY, ...WITHOUT_PDF };
  const out = await writeStill('/', settings);
  await writeFile(path.join(out, 'old.txt'), 'of the build before');
  await writeStill('/', settings, out);
  assert.equal((await readdir(out)).includes('old.txt'), false);
  const roads = path.join(out, 'outcomes/roads/steps/drive-roads/index.html');
  assert.match(await readFile(roads, 'utf8'), /retired/);
  await rm(path.join(out, '.almanac-site'));
  await assert.rejects(writeStill('/', settings, out), /did not write/);
  assert.ok((await readdir(out)).includes('index.html'), 'nothing was lost');
  assert.deepEqual(
    (await readdir(path.dirname(out))).filter((name) => name.startsWith(`.${path.basename(out)}`)),
    [],
  );
  await rm(out, { recursive: true });
});
