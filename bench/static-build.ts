// How long a page takes in a static build, against Eleventy building as many pages from the same Markdown.
import { spawnSync } from 'node:child_process';
import { glob, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readConfig } from '../src/config.ts';
import { havePeers, median, PEERS } from './peers.ts';

const root = path.resolve(import.meta.dirname, '..');
const ROUNDS = 3;

const LAYOUT = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><header><a href="/">Almanac</a><nav><ul>{% for i in range(0, 10) %}<li><a href="/{{ i }}/">{{ i }}</a></li>{% endfor %}</ul></nav></header>
<main>{{ content | safe }}</main><footer><p>{{ title }}</p></footer></body></html>
`;

/** An Eleventy project of as many pages, each the body of one of our Markdown files; they come round again. */
async function writePeer(folder: string, pages: number): Promise<void> {
  const { CONTENT_DIR } = readConfig({});
  const bodies: string[] = [];
  for await (const file of glob('**/*.md', { cwd: CONTENT_DIR })) {
    const text = await readFile(path.join(CONTENT_DIR, file), 'utf8');
    bodies.push(text.replace(/^---\n[\s\S]*?\n---\n/, ''));
  }
  await mkdir(path.join(folder, '_includes'), { recursive: true });
  await writeFile(path.join(folder, '_includes/layout.njk'), LAYOUT);
  for (let page = 0; page < pages; page += 1) {
    const front = `---\ntitle: Page ${page}\nlayout: layout.njk\ntemplateEngineOverride: md\n---\n`;
    await writeFile(path.join(folder, `page-${page}.md`), front + bodies[page % bodies.length]);
  }
}

/** Runs a command to its end. @returns milliseconds @throws when it fails */
function time(args: string[], cwd: string): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - start;
}

/** Prints milliseconds a page for both, from the command to the last file, one after the other in turn. */
export async function measureStaticBuild(): Promise<void> {
  if (!havePeers()) return;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-static-'));
  const ours = path.join(folder, 'ours');
  const build = () => time(['src/cli.ts', 'build', '--out', ours], root);
  build();
  let pages = 0;
  for await (const _ of glob('**/*.html', { cwd: ours })) pages += 1;
  const theirs = path.join(folder, 'theirs');
  await writePeer(theirs, pages);
  const eleventy = () =>
    time([path.join(PEERS, 'node_modules/@11ty/eleventy/cmd.cjs'), '--quiet'], theirs);
  const times: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.ours.push(build());
    times.theirs.push(eleventy());
  }
  await rm(folder, { recursive: true });
  const [a, b] = [median(times.ours) / pages, median(times.theirs) / pages];
  console.log(
    `static build of ${pages} pages: almanac ${a.toFixed(2)} ms a page (checks, index, guide and Word files included), Eleventy ${b.toFixed(2)} ms; ratio ${(a / b).toFixed(2)}`,
  );
}
