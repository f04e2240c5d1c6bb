// How long a page takes in a static build, against Eleventy building as many pages from the same Markdown.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { glob, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readConfig } from '../src/config.ts';
import { havePeers, median, PEERS } from './peers.ts';

const root = path.resolve(import.meta.dirname, '..');
const ROUNDS = 5;
/** As the script in `package.json` has it: one helper thread for the engine, since our own thread works beside it. The peer gets it too. */
const ONE_HELPER = '--v8-pool-size=1';
const OURS = [ONE_HELPER, '--import', './scripts/compile-cache.mjs'];

/** The frame of our own pages as a layout for the peer: the same head, menus and foot, already rendered. */
async function frameOf(page: string): Promise<string> {
  const html = await readFile(page, 'utf8');
  const start = html.indexOf('>', html.indexOf('<main')) + 1;
  const frame = (part: string) => `{% raw %}${part}{% endraw %}`;
  return `${frame(html.slice(0, start))}{{ content | safe }}${frame(html.slice(html.indexOf('</main>')))}`;
}

/** An Eleventy project of as many pages, each the body of one of our Markdown files; they come round again. */
async function writePeer(folder: string, pages: number, layout: string): Promise<void> {
  const { CONTENT_DIR } = readConfig({});
  const bodies: string[] = [];
  for await (const file of glob('**/*.md', { cwd: CONTENT_DIR })) {
    const text = await readFile(path.join(CONTENT_DIR, file), 'utf8');
    bodies.push(text.replace(/^---\n[\s\S]*?\n---\n/, ''));
  }
  await mkdir(path.join(folder, '_includes'), { recursive: true });
  await writeFile(path.join(folder, '_includes/layout.njk'), layout);
  for (let page = 0; page < pages; page += 1) {
    const front = `---\ntitle: Page ${page}\nlayout: layout.njk\ntemplateEngineOverride: md\n---\n`;
    await writeFile(path.join(folder, `page-${page}.md`), front + bodies[page % bodies.length]);
  }
}

/** Node keeps what it compiled for the peer too. */
const KEPT = { NODE_COMPILE_CACHE: path.join(PEERS, 'node_modules/.cache/compile') };

/** Runs a command to its end, on a disk that has nothing else to do. @returns milliseconds @throws when it fails */
function time(args: string[], cwd: string, more: Record<string, string> = {}): number {
  spawnSync('sync');
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd,
    env: { ...process.env, ...more },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - start;
}

/** Prints milliseconds a page for both, from the command to the last file, one after the other in turn. */
export async function measureStaticBuild(): Promise<void> {
  if (!havePeers()) return;
  // In memory where the machine has such a folder: what is measured is the building, not the disk's mood.
  const room = existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();
  const folder = await mkdtemp(path.join(room, 'almanac-static-'));
  const [ours, theirs] = [path.join(folder, 'ours'), path.join(folder, 'theirs')];
  const whole = () => time([...OURS, 'src/cli.ts', 'build', '--out', ours], root);
  const build = () => time([...OURS, 'bench/build-pages.ts', ours], root);
  build();
  let pages = 0;
  for await (const _ of glob('**/*.html', { cwd: ours })) pages += 1;
  await writePeer(theirs, pages, await frameOf(path.join(ours, 'about/index.html')));
  const eleventy = () =>
    time(
      [ONE_HELPER, path.join(PEERS, 'node_modules/@11ty/eleventy/cmd.cjs'), '--quiet'],
      theirs,
      KEPT,
    );
  const times: Record<'ours' | 'theirs', number[]> = { ours: [], theirs: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const made of [ours, path.join(theirs, '_site')])
      await rm(made, { recursive: true, force: true });
    // Now the one first, now the other.
    if (round % 2 === 0) times.ours.push(build());
    times.theirs.push(eleventy());
    if (round % 2 === 1) times.ours.push(build());
  }
  await rm(ours, { recursive: true, force: true });
  const inAll = whole();
  await rm(folder, { recursive: true });
  const [a, b] = [median(times.ours) / pages, median(times.theirs) / pages];
  console.log(
    `static build of ${pages} pages: almanac ${a.toFixed(2)} ms a page, Eleventy ${b.toFixed(2)} ms; ratio ${(a / b).toFixed(2)}; with Word files and the guide to keep ${(inAll / 1000).toFixed(1)} s in all`,
  );
}
