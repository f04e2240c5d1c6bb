import { readConfig } from '../config.ts';
import { checkBackup, restoreBackup } from '../db/backup/restore.ts';
import { takeServerPlace } from '../db/sqlite.ts';
import { typedFile } from './backup.ts';
import type { Command } from './command.ts';
import { nameOf, withDatabase } from './with-database.ts';

async function restore(file: string): Promise<number> {
  const config = readConfig(process.env);
  console.log(`Checking ${file}`);
  const header = await checkBackup(file);
  const rows = header.tables.reduce((sum, table) => sum + table.rows, 0);
  console.log(`It is whole: ${rows} rows, made at ${header.made} from ${header.from}.`);
  const leave = config.DATABASE_URL ? () => undefined : takeServerPlace(config.DATA_DIR);
  try {
    return await withDatabase(config, async (database) => {
      await restoreBackup(database, file, header, console.log);
      console.log(`${nameOf(config)} holds the backup now.`);
      return 0;
    });
  } finally {
    leave();
  }
}

export const restoreCommand: Command = {
  name: 'restore',
  takes: 'FILE',
  words: { least: 1, most: 1 },
  summary: 'Put a backup into an empty database.',
  help: `
Stop the servers of that database first. The whole file is checked before anything is written. Then all of it is
restored, or nothing. A database that holds anything is refused: nothing is ever overwritten. The backup may come from
SQLite or from PostgreSQL, so this is also the way from one to the other:

  npm run almanac -- backup move.backup
  DATABASE_URL=postgres://… npm run almanac -- restore move.backup

Mail that waited to be sent is in the backup, and is sent by the server that starts on it. So never let two servers work
on two copies of the same data.

Exit status: 0 all is restored, 1 nothing is.`,
  run: ([file = '']) => restore(typedFile(file)),
};
