// Writes the pages of the copy and nothing else: what Eleventy does too. Run by `static-build.ts`.
import path from 'node:path';
import { readConfig } from '../src/config.ts';
import { buildSite } from '../src/site.ts';
import { DownloadStore } from '../src/web/downloads.ts';
import { writeSite } from '../src/web/still/write.ts';

const [out = ''] = process.argv.slice(2);
const site = await buildSite(readConfig(process.env), '2026-11-23', { still: true });
await writeSite({ ...site, downloads: new DownloadStore([]) }, path.resolve(out), '/', () => {});
