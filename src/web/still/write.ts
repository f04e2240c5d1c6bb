import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { StartError } from '../../lib/errors.ts';
import { HTML } from '../pages.ts';
import type { Served } from '../serve-pages.ts';
import type { StillAddresses } from './addresses.ts';
import { FileSaver, type Saver } from './save-files.ts';

/** Lies in every folder that was written here, so that no other folder is ever replaced. */
const MARK = '.almanac-site';

/** A site made to be written as files. */
export interface Still extends Served {
  addresses: StillAddresses | undefined;
  /** Who saves the files. */
  saver: Saver;
  errorPages: { notFound(): string };
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
  const files = new FileSaver(draft, addresses.held, site.saver);
  try {
    await writeAll(site, addresses, files, base, tell);
    const dead = [...addresses.dead, ...(await files.end())];
    if (dead.length > 0) throw new StartError(`Links that lead nowhere:\n${dead.join('\n')}`);
    await takePlace(draft, out);
    return files.count;
  } finally {
    await files.stop();
    await rm(draft, { recursive: true, force: true });
  }
}

async function writeAll(
  { pages, assets, downloads, gone, errorPages }: Still,
  addresses: StillAddresses,
  files: FileSaver,
  base: string,
  tell: (line: string) => void,
): Promise<void> {
  const save = (file: string, body: string | Buffer) => files.save({ place: { file }, body });
  const savePage = (address: string, html: string) =>
    files.save({ place: { address }, body: html, links: true });

  for (const address of pages.paths) {
    const { type, text, finish } = pages.readUnfinished(address)!;
    await files.save({ place: { address }, body: text, finish, links: type === HTML });
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
  tell(`${files.count} pages and what they need`);
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
