import { existsSync } from 'node:fs';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../../config.ts';
import { type Finding, warning, well, wrong } from './finding.ts';

const OLDEST_NODE = 24;
const GIGABYTE = 1e9;

export function checkNode(version = process.versions.node): Finding {
  const major = Number(version.split('.')[0]);
  return major >= OLDEST_NODE
    ? well(`Node is version ${version}.`)
    : wrong(
        `Node is version ${version}.`,
        `Use Node ${OLDEST_NODE} or later. npm start brings its own, except on Apple silicon.`,
      );
}

/** Whether DATA_DIR can be written to and has room. @param room gives free bytes, as the system tells them */
export async function checkDisk(
  { DATA_DIR }: Pick<Config, 'DATA_DIR'>,
  room = async (folder: string) => {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  },
): Promise<Finding> {
  const probe = path.join(DATA_DIR, `.doctor-${process.pid}`);
  try {
    await mkdir(DATA_DIR, { recursive: true });
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    return wrong(
      `DATA_DIR (${DATA_DIR}) cannot be written to: ${(error as Error).message}.`,
      'Give the user who runs the server the right to write there.',
    );
  }
  const free = await room(DATA_DIR);
  const says = `${(free / GIGABYTE).toFixed(1)} GB are free where DATA_DIR is (${DATA_DIR}).`;
  if (free < 0.1 * GIGABYTE) return wrong(says, 'Make room now: writes will soon fail.');
  if (free < GIGABYTE) return warning(says, 'Make room, or move DATA_DIR to a bigger disk.');
  return well(says);
}

/** Whether readers and mail find the site, and limits count readers one by one. */
export function checkPublic({ NODE_ENV, PUBLIC_URL, TRUST_PROXY }: Config): Finding[] {
  if (NODE_ENV !== 'production')
    return [well(`NODE_ENV is ${NODE_ENV}. Set it to production for a site that others use.`)];
  const findings: Finding[] = [];
  if (!PUBLIC_URL)
    findings.push(
      wrong(
        'PUBLIC_URL is not set: links in mail would lead nowhere.',
        'Set it to the address of the site, such as https://almanac.example.org',
      ),
    );
  else if (PUBLIC_URL.startsWith('http:'))
    findings.push(
      warning(
        `PUBLIC_URL is ${PUBLIC_URL}: what people type can be read on the way.`,
        'Put a proxy with TLS in front and set PUBLIC_URL to its https address.',
      ),
    );
  else findings.push(well(`Readers come to ${PUBLIC_URL}.`));
  if (!TRUST_PROXY)
    findings.push(
      warning(
        'TRUST_PROXY is off: behind a proxy, all readers count as one for the limits of sign-in.',
        'If a proxy of yours is in front, and only then, set TRUST_PROXY=true.',
      ),
    );
  return findings;
}

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Whether there is a browser that prints. */
export async function checkChromium(named = process.env.CHROMIUM_PATH): Promise<Finding> {
  const { chromium } = await import('playwright-core');
  const found = named
    ? [named].find((file) => existsSync(file))
    : [...BROWSERS, chromium.executablePath()].find((file) => file && existsSync(file));
  if (found) return well(`Chromium is at ${found}.`);
  return named
    ? wrong(`CHROMIUM_PATH is ${named}, and there is nothing.`, 'Set it to where Chromium is.')
    : warning(
        'No Chromium was found. The almanac runs without; PDF files need it.',
        'Install Chromium, or set CHROMIUM_PATH, if you want PDF files.',
      );
}
