import path from 'node:path';
import { readConfig } from '../config.ts';
import { isoDate } from '../lib/dates.ts';
import { StartError } from '../lib/errors.ts';
import { buildSite } from '../site.ts';
import { writeSite } from '../web/still/write.ts';
import type { Command, Values } from './command.ts';

/** Writes the site as files. @returns the exit status */
async function build(_words: readonly string[], { out, base }: Values): Promise<number> {
  const under = String(base ?? '/');
  if (!/^\/([\w.~-]+\/)*$/.test(under))
    throw new StartError(`--base is "${under}": it starts and ends with a slash.`);
  const start = performance.now();
  const folder = path.resolve(String(out ?? 'dist-site'));
  const site = await buildSite(readConfig(process.env), isoDate(new Date()), { still: true });
  const count = await writeSite(site, folder, under, console.log);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${count} files in ${folder}, in ${seconds} s`);
  return 0;
}

export const buildCommand: Command = {
  name: 'build',
  options: { out: { type: 'string' }, base: { type: 'string' } },
  summary: 'Write the whole guide as files that any host serves.',
  help: `
Writes every page, file and script of the guide to a folder, with search in the reader's browser. It works from a disk,
from a host, and below a path of a host. What needs a server, such as the spaces of councils, is left out.

  --out FOLDER   where to; dist-site when left out. It is written whole, or not at all.
  --base /PATH/  the path below which a host will serve it; / when left out.

Exit status: 0 when it is written.`,
  run: build,
};
