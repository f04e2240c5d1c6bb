import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { startApp } from './start-app.ts';

let app: FastifyInstance;
before(async () => {
  ({ app } = await startApp());
});

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' OR '1'='1",
  '{{ site }}{% raw %}',
  '../../etc/passwd',
  '\u202eright to left\u0000\u0007',
  '🏛️🏛️🏛️',
  'constructor',
  '__proto__',
];
const PLACES = [
  (text: string) => `/search?q=${text}`,
  (text: string) => `/search?q=data&kind=${text}`,
  (text: string) => `/practice?outcome=${text}`,
  (text: string) => `/practice?council=${text}`,
  (text: string) => `/practice?page=${text}`,
  (text: string) => `/reading?kind=${text}`,
  (text: string) => `/councils?q=${text}`,
  (text: string) => `/councils?q=leeds&next=${text}`,
  (text: string) => `/language?outcome=${text}`,
  (text: string) => `/outcomes/data?council=${text}`,
];

test('hostile text in an address gives a calm page, and nothing of it unescaped', async () => {
  for (const place of PLACES) {
    for (const text of HOSTILE) {
      const url = place(encodeURIComponent(text));
      const { statusCode, payload } = await app.inject({ url });
      assert.equal(statusCode, 200, url);
      assert.doesNotMatch(payload, /<script(?! src="\/assets)|<img src=x|onerror=alert\(1\)>/, url);
      assert.match(payload, /<\/html>\s*$/, url);
    }
  }
});

test('suggestions for hostile text are plain JSON of our own titles, and few', async () => {
  for (const text of [...HOSTILE, 'x'.repeat(1900), 'data', '']) {
    const url = `/search/suggest?q=${encodeURIComponent(text)}`;
    const { statusCode, headers, body } = await app.inject({ url });
    assert.equal(statusCode, 200, url);
    assert.match(String(headers['content-type']), /^application\/json/);
    const found = JSON.parse(body) as Record<string, string>[];
    assert.ok(found.length <= 8, url);
    for (const each of found) {
      assert.deepEqual(Object.keys(each), ['title', 'href', 'kind', 'within']);
      assert.ok(each.href?.startsWith('/'), url);
    }
  }
});

test('what a reader types is kept by no cache on the way', async () => {
  for (const url of ['/search/suggest?q=data', '/search?q=data']) {
    const { headers, body } = await app.inject({ url });
    assert.equal(headers['cache-control'], 'private, no-cache');
    assert.match(body, /\/outcomes\/data/);
  }
});

test('an address that is too long, or badly encoded, is answered all the same', async () => {
  for (const url of [
    `/search?q=${'x'.repeat(10_240)}`,
    '/search?q=%E0%A4%A',
    '/practice?outcome=%',
    '/councils?q=%ff%fe',
  ]) {
    assert.equal((await app.inject({ url })).statusCode, 200, url.slice(0, 40));
  }
  assert.equal((await app.inject({ url: '/practice/%E0%A4%A' })).statusCode, 400);
  assert.equal((await app.inject({ url: '/practice/nobody' })).statusCode, 404);
});

test('a page past the end says where the list ends', async () => {
  for (const path of ['/practice', '/reading']) {
    const { statusCode, payload } = await app.inject({ url: `${path}?page=999` });
    assert.equal(statusCode, 404);
    assert.match(payload, /There is no page 999/);
    assert.match(payload, /The list ends at/);
  }
});

test('an unknown value of a facet is told and left out', async () => {
  const { statusCode, payload } = await app.inject({ url: '/practice?outcome=magic' });
  assert.equal(statusCode, 200);
  assert.match(payload, /we do not know “magic”/);
});

test('a choice that nothing fits says what to take away', async () => {
  const { payload } = await app.inject({
    url: '/practice?nation=elsewhere&place=urban',
  });
  assert.match(payload, /No example fits all of that/);
  assert.match(payload, /Without “/);
});

test('a search is not kept by caches on the way, and tells them so', async () => {
  const { headers } = await app.inject({ url: '/search?q=data' });
  assert.equal(headers['cache-control'], 'private, no-cache');
});

test('an answer to a query comes compressed where the reader accepts it', async () => {
  const { headers } = await app.inject({
    url: '/search?q=data',
    headers: { 'accept-encoding': 'gzip' },
  });
  assert.equal(headers['content-encoding'], 'gzip');
});

test('with a council chosen its like come first and the links keep it', async () => {
  const { payload } = await app.inject({ url: '/outcomes/data?council=camden' });
  assert.match(payload, /London Borough of Camden<\/a> come first/);
  assert.match(payload, /href="\/outcomes\/data\/steps\/[a-z-]+\?council=camden"/);
  const [first] = [...payload.matchAll(/href="(\/practice\/[^"?]+)"/g)].map(([, href]) => href);
  assert.equal(first, '/practice/camden-data-charter', 'its own example first');
});
