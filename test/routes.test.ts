import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { HtmlValidate } from 'html-validate';
import { createApp } from '../src/app.ts';
import type { Site } from '../src/site.ts';
import { HTML } from '../src/web/pages.ts';
import { SMALL_COUNTRY } from './fixtures.ts';
import { startApp, testConfig } from './start-app.ts';

let app: FastifyInstance;
let site: Site;
/** Every page, each rendered once for all tests: path → HTML. */
let texts: Map<string, string>;
before(async () => {
  ({ app, site } = await startApp({ PUBLIC_URL: 'https://almanac.example' }));
  const paths = site.pages.paths.filter((path) => site.pages.typeOf(path) === HTML);
  texts = new Map(paths.map((path) => [path, site.pages.read(path)!.text]));
});

/** One page of each type, and of each reader. */
const PAGE_TYPES = [
  '/',
  '/outcomes',
  '/for/councillor',
  '/for/leadership',
  '/for/officer',
  '/for/partner',
  '/outcomes/connectivity',
  '/for/councillor/connectivity',
  '/outcomes/connectivity/briefing',
  '/outcomes/connectivity/targets/gigabit',
  '/outcomes/data/steps/list-twenty-datasets',
  '/practice',
  '/practice/camden-data-charter',
  '/councils',
  '/councils/camden',
  '/councils/surrey',
  '/reading',
  '/language',
  '/language/crosswalk',
  '/language/crosswalk/lordi',
  '/language/crosswalk/outcome/data',
  '/data',
  '/news',
  '/year',
  '/year/january',
  '/search',
  '/about',
  '/about/method',
  '/accessibility',
  '/privacy',
  '/cookies',
  '/offline',
  '/offline/not-kept',
];

test('every page that the issue names is there', async () => {
  for (const url of PAGE_TYPES) assert.equal((await app.inject({ url })).statusCode, 200, url);
});

test('a page comes with its type, an ETag, public caching, no cookie and the security headers', async () => {
  const { headers } = await app.inject({ url: '/' });
  assert.equal(headers['content-type'], 'text/html; charset=utf-8');
  assert.match(String(headers.etag), /^W\/"[\w-]{22}"$/);
  assert.match(String(headers['cache-control']), /^public, max-age=/);
  assert.equal(headers['set-cookie'], undefined);
  const policy = String(headers['content-security-policy']);
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe|\*|data:|https?:/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.match(String(headers['strict-transport-security']), /max-age=31536000/);
});

test('strict transport security is left out where readers come by plain http', async () => {
  const plain = await startApp();
  const { headers } = await plain.app.inject({ url: '/' });
  assert.equal(headers['strict-transport-security'], undefined);
});

test('pages come compressed in what the reader accepts, and are the same page', async () => {
  const { app, site } = await startApp({ CONTENT_DIR: SMALL_COUNTRY });
  await site.pages.prepareAll();
  const plain = await app.inject({ url: '/' });
  const br = await app.inject({ url: '/', headers: { 'accept-encoding': 'gzip, deflate, br' } });
  const gzip = await app.inject({ url: '/', headers: { 'accept-encoding': 'gzip, br;q=0' } });
  assert.equal(plain.headers['content-encoding'], undefined);
  assert.equal(br.headers['content-encoding'], 'br');
  assert.equal(gzip.headers['content-encoding'], 'gzip');
  assert.equal(brotliDecompressSync(br.rawPayload).toString(), plain.payload);
  assert.equal(gunzipSync(gzip.rawPayload).toString(), plain.payload);
  assert.equal(plain.headers.vary, 'accept-encoding');
});

test('a page that the reader has already is answered with 304 and no body', async () => {
  const { headers } = await app.inject({ url: '/outcomes' });
  const again = await app.inject({
    url: '/outcomes',
    headers: { 'if-none-match': String(headers.etag) },
  });
  assert.equal(again.statusCode, 304);
  assert.equal(again.payload, '');
});

test('HEAD gives the headers only', async () => {
  const answer = await app.inject({ method: 'HEAD', url: '/outcomes' });
  assert.equal(answer.statusCode, 200);
  assert.equal(answer.payload, '');
});

test('health is told to machines', async () => {
  const answer = await app.inject({ url: '/healthz' });
  assert.deepEqual(answer.json(), { status: 'ok' });
  assert.equal(answer.headers['cache-control'], 'no-store');
});

test('assets may be kept for ever', async () => {
  const { payload } = await app.inject({ url: '/' });
  const [stylesheet] = /\/assets\/[^"]+\.css/.exec(payload) ?? [];
  const answer = await app.inject({ url: stylesheet! });
  assert.match(String(answer.headers['content-type']), /^text\/css/);
  assert.match(String(answer.headers['cache-control']), /immutable/);
  const [font] = /\.\.\/[^")]+\.woff2/.exec(answer.payload) ?? [];
  const url = new URL(font!, `http://localhost${stylesheet}`).pathname;
  assert.equal((await app.inject({ url })).statusCode, 200);
});

const HOSTILE = [
  '/nowhere',
  '/outcomes/none',
  '/outcomes/data/steps/none',
  '/for/king',
  '/assets/none.css',
  '/constructor',
  '/outcomes/%00',
  '/%F0%9F%98%80',
  "/'%20OR%201=1",
  '/<script>alert(1)</script>',
  `/${'a'.repeat(8000)}`,
  '/..%2f..%2fetc%2fpasswd',
  '//evil.example/',
  '/outcomes//data',
];
for (const url of HOSTILE) {
  test(`a calm page answers ${url.slice(0, 40)}`, async () => {
    const answer = await app.inject({ url });
    assert.equal(answer.statusCode, 404);
    assert.match(answer.payload, /<h1[^>]*>There is no page at this address/);
    assert.doesNotMatch(answer.payload, /alert\(1\)|passwd|OR 1=1/);
  });
}

test('an address that cannot be read is answered with 400', async () => {
  const answer = await app.inject({ url: '/%zz' });
  assert.equal(answer.statusCode, 400);
  assert.match(answer.payload, /could not read/i);
});

test('a slash too many leads to the page', async () => {
  const answer = await app.inject({ url: '/outcomes/' });
  assert.equal(answer.statusCode, 308);
  assert.equal(answer.headers.location, '/outcomes');
});

for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
  test(`${method} to a page is refused with what is allowed`, async () => {
    const answer = await app.inject({ method, url: '/outcomes' });
    assert.equal(answer.statusCode, 405);
    assert.equal(answer.headers.allow, 'GET, HEAD');
    assert.match(answer.payload, /This page can only be read/);
  });
}

test('titles are unique and tell the page, a main heading stands once, the language is set', async () => {
  const titles = new Map<string, string>();
  for (const [path, html] of texts) {
    const title = /<title>([^<]+)<\/title>/.exec(html)?.[1] ?? '';
    assert.match(title, / – Digitalisation Almanac$/, path);
    assert.equal(html.match(/<h1[ >]/g)?.length, 1, `${path} has one h1`);
    assert.match(html, /<html lang="en-GB"/);
    if (path.startsWith('/for/') && path.split('/').length > 3) continue; // a reader's variant has the page's own title
    assert.ok(!titles.has(title), `${path} and ${titles.get(title)} share the title ${title}`);
    titles.set(title, path);
  }
});

test('every internal link leads to a page, and every fragment to a place on it', () => {
  const ids = new Map<string, Set<string>>();
  const idsOf = (path: string) => {
    let known = ids.get(path);
    if (!known) {
      const html = texts.get(path) ?? '';
      known = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!));
      ids.set(path, known);
    }
    return known;
  };
  let checked = 0;
  for (const [path, html] of texts) {
    for (const [, href = ''] of html.matchAll(/<a [^>]*href="([^"]+)"/g)) {
      if (/^(https?:|mailto:)/.test(href)) continue;
      const [address = '', fragment] = href.split('#');
      const place = address.split('?')[0] || path;
      const there = site.pages.typeOf(place) || site.downloads.paths.includes(place);
      assert.ok(there, `${path} links to ${href}`);
      if (fragment) assert.ok(idsOf(place).has(fragment), `${path} links to ${href}`);
      checked += 1;
    }
  }
  assert.ok(checked > 1000);
});

test('headings never skip a level', () => {
  for (const [path, html] of texts) {
    let before = 0;
    for (const [, digit] of html.matchAll(/<h([1-6])[ >]/g)) {
      const level = Number(digit);
      assert.ok(level <= before + 1, `${path}: h${level} after h${before}`);
      before = level;
    }
  }
});

test('the HTML of every page type is valid', async () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: {
      'no-trailing-whitespace': 'off',
      // The layout is ours; these three are matters of taste.
      'void-style': 'off',
      'long-title': 'off',
      'attribute-boolean-style': 'off',
      // The wheel is an SVG list.
      'prefer-native-element': 'off',
    },
  });
  const [outcome] = site.pages.paths.filter((path) => path.includes('/steps/'));
  const [question] = site.pages.paths.filter((path) => path.includes('/questions/'));
  for (const url of [...PAGE_TYPES, outcome!, question!, '/nowhere']) {
    const { payload } = await app.inject({ url });
    const report = await validator.validateString(payload);
    const told = report.results.flatMap(({ messages }) =>
      messages.map(({ line, ruleId, message }) => `${url}:${line} ${ruleId}: ${message}`),
    );
    assert.deepEqual(told, []);
  }
});

test('nothing of the page needs a script of its own, a style attribute or another site', () => {
  for (const [path, html] of texts) {
    assert.doesNotMatch(html, /<script(?! src="\/assets\/)|<style| style="| on\w+="/, path);
    assert.doesNotMatch(html, /(?:src|<link[^>]+href)="(?!\/)(?!https:\/\/almanac\.example)/, path);
  }
});

test('the credit and the statement of whose the targets are stand on every page', () => {
  for (const [path, html] of texts) {
    assert.match(html, /Local Government Association\s+with Solace and Socitm/, path);
    assert.match(html, /targets, levels, steps and questions are this project(&#39;|')s own/, path);
  }
});

test('a fault of ours is a calm page with a number, and tells nothing of the fault', async () => {
  const pages = {
    find: () => {
      throw new Error('secret of the inside');
    },
  } as unknown as Site['pages'];
  const broken = createApp(testConfig(), () => ({ ...site, pages }));
  const answer = await broken.inject({ url: '/' });
  assert.equal(answer.statusCode, 500);
  assert.match(answer.payload, /<h1[^>]*>Something went wrong on our side/);
  assert.match(answer.payload, /quote this number: [\da-f-]{36}/);
  assert.doesNotMatch(answer.payload, /secret of the inside/);
  assert.equal(answer.headers['cache-control'], 'no-store');
});

test('a Word file is made when asked for, named for the reader, and answered with 304 once they have it', async () => {
  for (const url of ['/outcomes/data/document.docx', '/for/councillor/document.docx']) {
    const { statusCode, headers, rawPayload } = await app.inject({ url });
    assert.equal(statusCode, 200, url);
    assert.match(String(headers['content-disposition']), /^attachment; filename="[a-z-]+\.docx"$/);
    assert.equal(rawPayload.subarray(0, 2).toString(), 'PK');
    const again = await app.inject({ url, headers: { 'if-none-match': String(headers.etag) } });
    assert.equal(again.statusCode, 304);
  }
  assert.equal((await app.inject({ url: '/outcomes/none/document.docx' })).statusCode, 404);
});

test('every page and file is made, with and without the address of the site', async () => {
  const bare = await startApp();
  assert.ok(!bare.site.pages.paths.includes('/feed.xml'));
  assert.ok(!bare.site.pages.paths.includes('/sitemap.xml'));
  for (const path of new Set([...bare.site.pages.paths, ...site.pages.paths])) {
    const made = bare.site.pages.read(path) ?? site.pages.read(path);
    assert.ok(made && made.text.length > 0, path);
  }
});
