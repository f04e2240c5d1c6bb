import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Probe, type ProbeOptions, probe } from './probe.ts';
import { type LinkReport, mergeReport, reportSchema } from './report.ts';

export const REPORT_FILE = 'link-report.json';

export interface CheckOptions extends ProbeOptions {
  /** How many hosts are asked at the same time; each host is asked one thing at a time. */
  hosts: number;
  /** Milliseconds between two questions to one host. */
  between: number;
}

export const POLITE: CheckOptions = {
  timeout: 20_000,
  retries: 2,
  pause: 2000,
  longestPause: 60_000,
  hosts: 8,
  between: 1000,
};

/**
 * Tries all addresses, politely.
 * @returns nothing when the network itself is missing: then nothing can be said of any address
 */
export async function checkAddresses(
  addresses: readonly string[],
  options: CheckOptions,
): Promise<Map<string, Probe> | undefined> {
  const queues = [...Map.groupBy(addresses, (url) => new URL(url).host).values()];
  const probes = new Map<string, Probe>();
  const work = async () => {
    for (let queue = queues.pop(); queue; queue = queues.pop()) {
      for (const [index, url] of queue.entries()) {
        if (index > 0) await new Promise((resolve) => setTimeout(resolve, options.between));
        const found = await probe(url, options);
        probes.set(url, found);
        // One host that cannot be reached is theirs; when none can be, there is no network and no need to go on.
        if (found.offline) break;
      }
      const all = [...probes.values()];
      if (all.length >= options.hosts && all.every(({ offline }) => offline)) return;
    }
  };
  await Promise.all(Array.from({ length: options.hosts }, work));
  if ([...probes.values()].every(({ offline }) => offline)) return undefined;
  for (const url of addresses) {
    if (!probes.has(url)) probes.set(url, { state: 'unsure', why: 'host not reached' });
  }
  return new Map([...probes].sort(([a], [b]) => a.localeCompare(b)));
}

/** The report beside the content; nothing when there is none yet. @throws when it is there and cannot be read */
export async function readReport(contentFolder: string): Promise<LinkReport | undefined> {
  const file = path.join(contentFolder, REPORT_FILE);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : reportSchema.parse(JSON.parse(text));
}

/** Writes the report, whole or not at all. */
export async function writeReport(
  contentFolder: string,
  today: string,
  probes: ReadonlyMap<string, Probe>,
): Promise<LinkReport> {
  const report = mergeReport(await readReport(contentFolder), today, probes);
  const file = path.join(contentFolder, REPORT_FILE);
  await writeFile(`${file}.draft`, `${JSON.stringify(report, null, 1)}\n`);
  await rename(`${file}.draft`, file);
  return report;
}
