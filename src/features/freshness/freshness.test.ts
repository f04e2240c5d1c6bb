import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { type CheckOptions, checkAddresses, readReport, writeReport } from './check.ts';
import { probe } from './probe.ts';
import { deadLinks } from './report.ts';

const QUICK: CheckOptions = {
  timeout: 300,
  retries: 1,
  pause: 1,
  longestPause: 20,
  hosts: 4,
  between: 1,
};
let server: Server;
let base: string;
/** A host that nothing listens at. */
let closed: string;
const asked: string[] = [];
let open = 0;
let most = 0;

before(async () => {
  server = createServer((request, response) => {
    const url = request.url ?? '';
    asked.push(`${request.method} ${url}`);
    open += 1;
    most = Math.max(most, open);
    response.on('close', () => {
      open -= 1;
    });
    const status = /^\/(\d{3})/.exec(url)?.[1];
    if (url === '/moved') return void response.writeHead(301, { location: '/200' }).end();
    if (url === '/elsewhere') return void response.writeHead(302, { location: '/200' }).end();
    if (url === '/loop') return void response.writeHead(302, { location: '/loop' }).end();
    if (url === '/bad-location') return void response.writeHead(302, { location: 'http://' }).end();
    if (url === '/never') return;
    if (url === '/endless') {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'.repeat(65_536)), 1);
      return void response.on('close', () => clearInterval(timer));
    }
    if (url === '/no-head') {
      return void response.writeHead(request.method === 'HEAD' ? 405 : 200).end();
    }
    if (url === '/once-busy') {
      const before = asked.filter((each) => each.endsWith(url)).length;
      return void response.writeHead(before > 1 ? 200 : 429, { 'retry-after': '1' }).end();
    }
    response.writeHead(Number(status ?? 200)).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  closed = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  await new Promise((resolve) => other.close(resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const CASES: [path: string, expected: object][] = [
  ['/200', { state: 'works', code: 200 }],
  ['/404', { state: 'dead', code: 404 }],
  ['/410', { state: 'dead', code: 410 }],
  ['/403', { state: 'unsure', code: 403 }],
  ['/500', { state: 'unsure', code: 500 }],
  ['/429', { state: 'unsure', code: 429 }],
  ['/elsewhere', { state: 'works', code: 200 }],
  ['/loop', { state: 'dead', why: 'redirects without end' }],
  ['/bad-location', { state: 'dead', code: 302, why: 'redirect to nowhere' }],
  ['/never', { state: 'unsure', why: 'no answer in time' }],
  ['/endless', { state: 'works', code: 200 }],
  ['/no-head', { state: 'works', code: 200 }],
  ['/once-busy', { state: 'works', code: 200 }],
];
for (const [place, expected] of CASES) {
  test(`${place} is told as it is`, async () => {
    assert.deepEqual(await probe(base + place, QUICK), expected);
  });
}

test('a move for good tells where to', async () => {
  const found = await probe(`${base}/moved`, QUICK);
  assert.deepEqual(found, { state: 'works', code: 200, to: `${base}/200` });
});

test('one host is asked one thing at a time', async () => {
  most = 0;
  const addresses = Array.from({ length: 6 }, (_, i) => `${base}/200?${i}`);
  const probes = await checkAddresses(addresses, QUICK);
  assert.equal(probes?.size, 6);
  assert.equal(most, 1);
});

test('without a network nothing is said of any address', async () => {
  const addresses = [`${closed}/a`, `${closed}/b`, 'http://nowhere.invalid/'];
  assert.equal(await checkAddresses(addresses, QUICK), undefined);
});

test('one host that is down is unsure, not dead, and not a missing network', async () => {
  const probes = await checkAddresses([`${base}/200`, `${closed}/a`, `${closed}/b`], QUICK);
  assert.equal(probes?.get(`${base}/200`)?.state, 'works');
  assert.equal(probes?.get(`${closed}/a`)?.state, 'unsure');
  assert.equal(probes?.get(`${closed}/b`)?.state, 'unsure');
});

test('the report keeps the day on which an address last worked', async (t) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-links-'));
  t.after(() => rm(folder, { recursive: true }));
  assert.equal(await readReport(folder), undefined);
  await writeReport(
    folder,
    '2026-05-01',
    new Map([['https://a.example', { state: 'works', code: 200 }]]),
  );
  const later = new Map([
    ['https://a.example', { state: 'dead', code: 404 } as const],
    ['https://b.example', { state: 'dead', code: 410 } as const],
  ]);
  await writeReport(folder, '2026-11-24', later);
  const report = await readReport(folder);
  assert.equal(report?.links['https://a.example']?.worked, '2026-05-01');
  assert.deepEqual(
    [...deadLinks(report)],
    [
      ['https://a.example', '2026-05-01'],
      ['https://b.example', ''],
    ],
  );
});
