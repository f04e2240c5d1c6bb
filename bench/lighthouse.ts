// Lighthouse's four scores as on a phone. Run by hand: `npm run bench -- lighthouse`.
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { buildSite } from '../src/site.ts';
import { findChromium, HOW_TO_GET_IT } from '../test/chromium.ts';
import { loadPeer } from './peers/load.ts';
import { havePeers } from './peers.ts';

interface Lighthouse {
  default(
    url: string,
    flags: object,
  ): Promise<{
    lhr: {
      categories: Record<
        string,
        { score: number | null; auditRefs: { id: string; weight: number }[] }
      >;
      audits: Record<string, { title: string; score: number | null; displayValue?: string }>;
    };
  }>;
}

interface Launcher {
  launch(options: object): Promise<{ port: number; kill(): void }>;
}

const PAGES = ['/', '/outcomes/inclusion', '/practice/camden-data-charter', '/search'];
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];

/** Prints the four scores of each page, and what cost points. */
export async function measureLighthouse(): Promise<void> {
  if (!havePeers()) return;
  const chromePath = findChromium();
  if (!chromePath) return console.log(HOW_TO_GET_IT);
  const config = readConfig({ NODE_ENV: 'production', LOG_LEVEL: 'silent', PORT: '0' });
  const site = await buildSite(config, '2026-11-23');
  await site.pages.prepareAll();
  const app = createApp(config, () => site);
  const base = await app.listen({ host: '127.0.0.1', port: 0 });
  const { default: lighthouse } = await loadPeer<Lighthouse>('lighthouse');
  const { launch } = await loadPeer<Launcher>('chrome-launcher');
  const chrome = await launch({ chromePath, chromeFlags: ['--headless=new', '--no-sandbox'] });
  try {
    for (const page of PAGES) {
      const { lhr } = await lighthouse(base + page, {
        port: chrome.port,
        onlyCategories: CATEGORIES,
        logLevel: 'error',
      });
      const scores = CATEGORIES.map(
        (name) => `${name} ${Math.round((lhr.categories[name]?.score ?? 0) * 100)}`,
      );
      console.log(`lighthouse, mobile, ${page}: ${scores.join(', ')}`);
      for (const { auditRefs } of Object.values(lhr.categories))
        for (const { id, weight } of auditRefs) {
          const { score, title, displayValue = '' } = lhr.audits[id]!;
          if (weight > 0 && score !== null && score < 0.99)
            console.log(`  ${id} ${score}: ${title} ${displayValue}`);
        }
      await writeFile(
        path.join(os.tmpdir(), `almanac-lighthouse${page.replaceAll('/', '-')}.json`),
        JSON.stringify(lhr),
      );
    }
  } finally {
    chrome.kill();
    await app.close();
  }
}
