import { readConfig } from '../config.ts';
import { migrate } from '../db/migrate.ts';
import type { Command } from './command.ts';
import { nameOf, withDatabase } from './with-database.ts';

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'Bring the tables of the database up to date.',
  help: `
The server does this by itself when it starts. Run it by hand to see what an upgrade changes before the servers start, or
to make the tables of an empty database. Changes go forward only, all of them or none. Make a backup first.

Exit status: 0 the database is up to date, 1 it could not be changed and is as it was.`,
  run: async () => {
    const config = readConfig(process.env);
    return withDatabase(config, async (database) => {
      const made = await migrate(database);
      for (const name of made) console.log(`Made ${name}`);
      console.log(
        `${nameOf(config)} is up to date${made.length === 0 ? ': nothing was to do' : ''}.`,
      );
      return 0;
    });
  },
};
