import path from 'node:path';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { Almanac } from '../../content/almanac.ts';
import type { DownloadSource } from '../../web/downloads.ts';
import { home, page } from '../../web/page-view.ts';
import type { PageSource } from '../../web/pages.ts';
import type { Templates } from '../../web/templates.ts';
import { GUIDE_FILE, NOT_KEPT, type OfflineSettings, WORKER_FILE } from './settings.ts';
import { digestOf, LATER, withVersion } from './version.ts';

const PATH = '/offline';
const browser = path.join(import.meta.dirname, 'browser');

export const OFFLINE_SCRIPTS = ['keep-button.ts', 'service-worker.ts'].map((name) =>
  path.join(browser, name),
);

export interface Kept {
  /** Every page and file that a reader may keep: address → body. Slow. */
  list(): ReadonlyMap<string, string>;
  settings: Omit<OfflineSettings, 'version'>;
  /** The service worker's script. */
  worker: Buffer;
}

/** Reading without a connection: the page that offers it, and the one for what was not kept. */
export function offlinePages({ outcomes }: Almanac, templates: Templates): PageSource[] {
  const show = (template: string, title: string, description: string, path: string) =>
    templates.render(template, {
      page: page(title, description, path, { kind: 'offline', trail: [home()] }),
      workerAddress: WORKER_FILE,
      outcomes: outcomes.map(({ slug, name }) => ({ name, href: `/outcomes/${slug}` })),
    });
  return [
    {
      path: PATH,
      render: () =>
        show(
          'offline.njk',
          'Read without a connection',
          'Keep the whole guide on your device and read it where there is no signal.',
          PATH,
        ),
    },
    {
      path: NOT_KEPT,
      unlisted: true,
      render: () =>
        show(
          'not-kept.njk',
          'You are not connected',
          'This page is not kept on your device.',
          NOT_KEPT,
        ),
    },
  ];
}

/** The service worker's script. In a copy it is the last of all pages, since its version is drawn from those before it. */
export const serviceWorker = (kept: () => Kept): PageSource => ({
  path: WORKER_FILE,
  type: 'text/javascript; charset=utf-8',
  lazy: true,
  render() {
    const { settings, worker } = kept();
    const whole: OfflineSettings = { ...settings, version: LATER };
    return `self.almanacOffline=${JSON.stringify(whole)};\n${worker}`;
  },
  finish: { name: 'version', run: (script) => withVersion(script, digestOf(kept().list())) },
});

/** The whole guide as one file. Packed here rather than by the host, so that its size is the same on any. */
export function guideFile(kept: () => Kept): DownloadSource {
  return {
    path: GUIDE_FILE,
    name: 'guide.bin',
    type: 'application/octet-stream',
    make: () =>
      promisify(gzip)(JSON.stringify(Object.fromEntries(kept().list())), {
        level: constants.Z_BEST_COMPRESSION,
      }),
  };
}
