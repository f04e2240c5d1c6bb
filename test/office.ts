import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether LibreOffice and the tools to read a PDF are on this machine. */
export const hasOffice = (): boolean =>
  existsSync('/usr/bin/soffice') && existsSync('/usr/bin/pdftotext');

/**
 * Opens a document in LibreOffice, as a person would, and reads what it shows.
 * @param name with its ending, which says what it is
 * @returns the text of each page
 */
export async function pagesInOffice(name: string, body: Buffer): Promise<string[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-office-'));
  try {
    await writeFile(path.join(folder, name), body);
    // A profile of its own, so that two tests do not wait for one another.
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const to = ['--headless', '--convert-to', 'pdf', '--outdir', folder];
    await run('/usr/bin/soffice', [profile, ...to, path.join(folder, name)], { timeout: 120_000 });
    const pdf = path.join(folder, name.replace(/\.\w+$/, '.pdf'));
    await run('/usr/bin/pdftotext', ['-layout', pdf, `${pdf}.txt`]);
    // A page ends with a form feed.
    return (await readFile(`${pdf}.txt`, 'utf8')).split('\f').slice(0, -1);
  } finally {
    await rm(folder, { recursive: true });
  }
}
