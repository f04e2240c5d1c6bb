import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { readConfig } from '../config.ts';
import { writeBackup } from '../db/backup/write.ts';
import { readStanding } from '../db/migrate.ts';
import { StartError } from '../lib/errors.ts';
import type { Command } from './command.ts';
import { nameOf, withDatabase } from './with-database.ts';

/** A file as it was typed: npm runs scripts in the project's folder, wherever it was called. */
export const typedFile = (name: string): string =>
  path.resolve(process.env.INIT_CWD ?? process.cwd(), name);

async function backup(file: string): Promise<number> {
  const config = readConfig(process.env);
  if (existsSync(file))
    throw new StartError(`${file} is there already, and nothing is ever overwritten.`);
  if (!existsSync(path.dirname(file)))
    throw new StartError(`There is no folder ${path.dirname(file)}.`);
  return withDatabase(config, async (database) => {
    if ((await readStanding(database)).done.length === 0)
      throw new StartError(`${nameOf(config)} has no tables yet: there is nothing to back up.`);
    console.log(`Copying ${nameOf(config)}`);
    const rows = await writeBackup(database, file, new Date(), console.log);
    const { size } = await stat(file);
    console.log(
      `${rows} rows in ${file} (${(size / 1000).toFixed(1)} kB). Keep it safe: it holds personal data.`,
    );
    return 0;
  });
}

export const backupCommand: Command = {
  name: 'backup',
  takes: 'FILE',
  words: { least: 1, most: 1 },
  summary: 'Copy everything that people keep here to one file.',
  help: `
The copy is of one moment. Servers may go on working meanwhile. The file holds people's names and email addresses: only
you may read it, and you have to keep it safe. It can be restored on SQLite and on PostgreSQL, whichever it came from.
It does not hold the guide itself (that is text in the content folder), nor mail that was written as files.

  npm run almanac -- backup almanac-2026-11-24.backup

A file that is there already is never overwritten.

Exit status: 0 the file is whole, 1 there is no file.`,
  run: ([file = '']) => backup(typedFile(file)),
};
