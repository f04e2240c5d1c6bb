import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { CHROMIUM_ARGUMENTS, findChromium as findInPlaces } from '../src/web/chromium.ts';

export const HOW_TO_GET_IT =
  'No Chromium was found: install Chromium or Chrome, or set CHROMIUM_PATH to where it is, and run npm test again.';

/** Where Chromium is: as the environment says, in the usual places, or Playwright's own. */
export function findChromium(): string | undefined {
  const found = findInPlaces(process.env.CHROMIUM_PATH);
  const own = chromium.executablePath();
  return found ?? (!process.env.CHROMIUM_PATH && own && existsSync(own) ? own : undefined);
}

/** On Debian as root, installs Chromium when there is none. Says what it does. */
export function ensureChromium(): string | undefined {
  if (!findChromium() && existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.log('Installing Chromium for the browser tests (apt-get install chromium).');
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    const options = ['install', '-y', '-qq', '--no-install-recommends', 'chromium'];
    spawnSync('apt-get', options, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  return findChromium();
}

/** A headless browser without calls of its own to the network. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(HOW_TO_GET_IT);
  return chromium.launch({ executablePath, args: CHROMIUM_ARGUMENTS });
}
