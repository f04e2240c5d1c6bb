// Measures what the almanac promises about speed. Run by hand: `npm run bench`, or a part: `npm run bench -- search`.
// Ratios matter, not rates.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import autocannon from 'autocannon';
import { readConfig } from '../src/config.ts';
import { buildSite } from '../src/site.ts';
import { measureAssessment } from './assessment.ts';
import { measureConversation } from './conversation.ts';
import { measureFirstSearch } from './first-search.ts';
import { measureLibrary } from './library.ts';
import { measureLighthouse } from './lighthouse.ts';
import { measurePapers } from './papers.ts';
import { median } from './peers.ts';
import { measurePlan } from './plan.ts';
import { measureSearch } from './search.ts';
import { measureSpace } from './space.ts';
import { measureStaticBuild } from './static-build.ts';
import { measureTogether } from './together.ts';

const root = path.resolve(import.meta.dirname, '..');
const PAGE = '/outcomes/inclusion';
const config = readConfig({ NODE_ENV: 'production', LOG_LEVEL: 'silent' });

async function measureBuild(): Promise<void> {
  const times: number[] = [];
  let eager = 0;
  let all = 0;
  for (let run = 0; run < 5; run += 1) {
    const start = performance.now();
    const site = await buildSite(config, '2026-11-23');
    site.pages.renderAll();
    times.push(performance.now() - start);
    all = site.pages.paths.length;
    eager = site.pages.paths.filter((page) => !/^\/for\/[^/]+\//.test(page)).length;
  }
  const [first = 0] = times;
  console.log(
    `load + check + render: first ${first.toFixed(0)} ms, median of 5 ${median(times).toFixed(0)} ms (${eager} pages; ${all - eager} more at first visit)`,
  );
}

interface Peer {
  name: string;
  url: string;
  stop: () => void;
}

async function startChild(
  name: string,
  command: string,
  args: string[],
  env: Record<string, string>,
  url: string,
): Promise<Peer> {
  const child = spawn(command, args, {
    cwd: root,
    env: { PATH: process.env.PATH, ...env },
    stdio: 'ignore',
  });
  for (let wait = 0; wait < 200; wait += 1) {
    try {
      await (await fetch(url)).arrayBuffer();
      break;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return { name, url, stop: () => child.kill('SIGTERM') };
}

/** Requests a second of the outcome page against plain `node:http` and nginx with the same compressed bytes, interleaved. */
async function measureThroughput(): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-bench-'));
  const app = await startChild(
    'almanac',
    process.execPath,
    ['src/server.ts'],
    { NODE_ENV: 'production', LOG_LEVEL: 'silent', PORT: '3911' },
    `http://127.0.0.1:3911${PAGE}`,
  );
  await new Promise((resolve) => setTimeout(resolve, 4000)); // until every page is compressed
  const answer = await fetchRaw(app.url);
  await writeFile(path.join(folder, 'page.br'), answer.body);
  const peers = [
    app,
    await startChild(
      'node:http',
      process.execPath,
      ['bench/raw-server.ts', path.join(folder, 'page.br'), '3912'],
      {},
      'http://127.0.0.1:3912/',
    ),
  ];
  if (existsSync('/usr/sbin/nginx')) {
    await writeFile(path.join(folder, 'page.html'), answer.body);
    await writeFile(
      path.join(folder, 'nginx.conf'),
      `worker_processes 1; pid ${folder}/nginx.pid; error_log /dev/null; daemon off; events {} http { access_log off; client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder}; uwsgi_temp_path ${folder}; scgi_temp_path ${folder}; server { listen 127.0.0.1:3913; root ${folder}; location / { default_type text/html; add_header content-encoding br; } } }`,
    );
    peers.push(
      await startChild(
        'nginx',
        '/usr/sbin/nginx',
        ['-c', path.join(folder, 'nginx.conf')],
        {},
        'http://127.0.0.1:3913/page.html',
      ),
    );
  }
  const rates = new Map<string, number[]>();
  for (let round = 0; round < 5; round += 1) {
    for (const { name, url } of peers) {
      const { requests, non2xx } = await autocannon({
        url,
        connections: 32,
        duration: 4,
        headers: { 'accept-encoding': 'br' },
      });
      if (non2xx > 0) throw new Error(`${name}: ${non2xx} answers were not 200`);
      if (round > 0) rates.set(name, [...(rates.get(name) ?? []), requests.average]);
    }
  }
  for (const peer of peers) peer.stop();
  await rm(folder, { recursive: true });
  const raw = median(rates.get('node:http') ?? []);
  for (const [name, values] of rates) {
    console.log(
      `requests a second, ${name}: ${median(values).toFixed(0)} (${(median(values) / raw).toFixed(2)} of node:http)`,
    );
  }
}

async function fetchRaw(url: string): Promise<{ body: Buffer; bytes: number }> {
  const { get } = await import('node:http');
  const [response] = await once(get(url, { headers: { 'accept-encoding': 'br' } }), 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const headers = response.rawHeaders.join('  ').length + 20;
  return { body, bytes: body.length + headers };
}

/** Bytes over the wire, headers included, for the first view of an outcome page. */
async function measureFirstView(): Promise<void> {
  const app = await startChild(
    'almanac',
    process.execPath,
    ['--import', './scripts/compile-cache.mjs', 'src/server.ts'],
    { NODE_ENV: 'production', LOG_LEVEL: 'silent', PORT: '3914' },
    'http://127.0.0.1:3914/',
  );
  await new Promise((resolve) => setTimeout(resolve, 4000));
  const html = await (await fetch(`http://127.0.0.1:3914${PAGE}`)).text();
  // What a script may ask for later is named in data attributes, and is no part of the first view.
  const named = [...html.matchAll(/ (?:href|src)="(\/assets\/[^"]+)"/g)].map(
    ([, address]) => address!,
  );
  const addresses = [...new Set([PAGE, ...named])];
  let total = 0;
  for (const address of addresses) {
    const { bytes } = await fetchRaw(`http://127.0.0.1:3914${address}`);
    total += bytes;
    console.log(`first view, ${path.basename(address)}: ${(bytes / 1000).toFixed(1)} kB`);
  }
  console.log(`first view in all: ${(total / 1000).toFixed(1)} kB`);
  app.stop();
}

/** From the command to the first byte, with everything installed and cached. */
async function measureStart(): Promise<void> {
  const times: number[] = [];
  for (let run = 0; run < 5; run += 1) {
    const start = performance.now();
    const child = spawn('npm', ['start'], {
      cwd: root,
      env: { ...process.env, PORT: '3915' },
      stdio: 'ignore',
      detached: true,
    });
    for (;;) {
      try {
        const response = await fetch('http://127.0.0.1:3915/');
        await response.body?.getReader().read();
        break;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }
    times.push(performance.now() - start);
    process.kill(-child.pid!, 'SIGTERM');
    await once(child, 'exit');
  }
  console.log(`npm start to first byte, warm: median of 5 ${median(times).toFixed(0)} ms`);
}

const MEASURES: Record<string, () => Promise<void>> = {
  search: () => measureSearch(config.CONTENT_DIR),
  'first-search': measureFirstSearch,
  build: measureBuild,
  'static-build': measureStaticBuild,
  'first-view': measureFirstView,
  start: measureStart,
  throughput: measureThroughput,
  space: measureSpace,
  conversation: measureConversation,
  library: () => measureLibrary(config.CONTENT_DIR),
  together: () => measureTogether(config.CONTENT_DIR),
  papers: measurePapers,
  plan: measurePlan,
  assessment: measureAssessment,
  lighthouse: measureLighthouse,
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !MEASURES[name]);
if (unknown) throw new Error(`There is no "${unknown}": ${Object.keys(MEASURES).join(', ')}`);
for (const [name, measure] of Object.entries(MEASURES))
  if (asked.length === 0 || asked.includes(name)) await measure();
