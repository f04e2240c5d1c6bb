import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StartError } from '../../lib/errors.ts';
import { HTML } from '../pages.ts';
import type { Served } from '../serve-pages.ts';
import type { StillAddresses } from './addresses.ts';

/** Lies in every folder that was written here, so that no other folder is ever replaced. */
/** Files that are being written at the same time. */
const AT_ONCE = 64;
const MARK = '.almanac-site';

/** A site made to be written as files. */
export interface Still extends Served {
  addresses: StillAddresses | undefined;
  errorPages: { notFound(): string };
  /** Pages and files that are in the guide to keep, as they are written here. */
  keptPages(): ReadonlyMap<string, string>;
}

/** All addresses that a copy holds: pages, lists narrowed one way, files, and addresses that were retired. */
export const heldAddresses = ({ pages, assets, downloads, gone }: Served): string[] => [
  ...pages.paths.flatMap((path) => [path, ...pages.variants(path).map((q) => `${path}?${q}`)]),
  ...assets.keys(),
  ...downloads.paths,
  ...gone.keys(),
];

/**
 * Writes the site as files that any host serves. Whole or not at all: into a folder beside, which then takes the
 * place of the one before.
 * @param out the folder; missing, empty, or written here before
 * @param base where on its host the site will stand, for the page that is shown for a wrong address; ends with `/`
 * @param tell hears how far it is
 * @returns how many files there are
 * @throws StartError when the folder holds something else, or a page links to what the copy does not hold
 */
export async function writeSite(
  site: Still,
  out: string,
  base: string,
  tell: (line: string) => void,
): Promise<number> {
  const { addresses } = site;
  if (!addresses) throw new Error('This site was made for a server');
  await refuseForeign(out);
  await mkdir(path.dirname(out), { recursive: true });
  const draft = await mkdtemp(path.join(path.dirname(out), `.${path.basename(out)}-`));
  // What `mkdtemp` makes only its owner may read; whoever serves the copy must.
  await chmod(draft, 0o755);
  try {
    const count = await writeAll(site, addresses, draft, base, tell);
    if (addresses.dead.length > 0)
      throw new StartError(`Links that lead nowhere:\n${addresses.dead.join('\n')}`);
    await takePlace(draft, out);
    return count;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function writeAll(
  { pages, assets, downloads, gone, errorPages, keptPages }: Still,
  addresses: StillAddresses,
  folder: string,
  base: string,
  tell: (line: string) => void,
): Promise<number> {
  let count = 0;
  // The next pages are made while these are being written: half of the time is the file system's.
  const writing = new Set<Promise<void>>();
  const save = async (file: string, body: string | Buffer) => {
    const done = saveFile(path.join(folder, file), body).then(() => {
      writing.delete(done);
    });
    writing.add(done);
    count += 1;
    if (writing.size >= AT_ONCE) await Promise.race(writing);
  };
  const savePage = (address: string, body: string) =>
    save(addresses.fileOf(address), addresses.relink(body, address));
  const ready = keptPages();

  for (const address of pages.paths) {
    const body = ready.get(address);
    if (body !== undefined) await save(addresses.fileOf(address), body);
    else {
      const { type, text } = pages.read(address)!;
      if (type === HTML) await savePage(address, text);
      else await save(addresses.fileOf(address), text);
    }
    for (const query of pages.variants(address)) {
      const answer = await pages.respond(address, new URLSearchParams(query));
      if (!answer || !('html' in answer) || answer.status !== 200)
        throw new Error(`${address}?${query} has no page`);
      await savePage(`${address}?${query}`, answer.html);
    }
  }
  for (const [address, html] of gone) await savePage(address, html);
  for (const [address, { bodies }] of assets)
    await save(addresses.fileOf(address), bodies.identity);
  tell(`${count} pages and what they need`);
  for (const [index, address] of downloads.paths.entries()) {
    const download = await downloads.find(address);
    await save(addresses.fileOf(address), download!.body);
    if ((index + 1) % 20 === 0 || index + 1 === downloads.paths.length)
      tell(`${index + 1} of ${downloads.paths.length} files to take away`);
  }
  await save('404.html', addresses.rebase(errorPages.notFound(), base));
  // Without it one well-known host leaves out what starts with an underscore or a dot.
  await save('.nojekyll', '');
  await save(MARK, 'Written by npm run build:site. The next build replaces this folder.\n');
  await Promise.all(writing);
  return count;
}

async function saveFile(place: string, body: string | Buffer): Promise<void> {
  await mkdir(path.dirname(place), { recursive: true });
  await writeFile(place, body);
}

async function refuseForeign(out: string): Promise<void> {
  const there = await readdir(out).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw new StartError(`${out} is not a folder that can be read.`);
  });
  if (there.length > 0 && !there.includes(MARK))
    throw new StartError(
      `${out} holds files that this command did not write. Name an empty folder with --out.`,
    );
}

async function takePlace(draft: string, out: string): Promise<void> {
  const before = `${draft}-before`;
  await rename(out, before).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(draft, out);
  await rm(before, { recursive: true, force: true });
}
