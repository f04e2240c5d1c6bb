import { readConfig } from '../config.ts';
import { migrate } from '../db/migrate.ts';
import { transact } from '../db/transact.ts';
import { givePlatformRole } from '../features/admin/platform-roles.ts';
import type { Command } from './command.ts';
import { withDatabase } from './with-database.ts';

async function makeAdmin(email: string, role: 'editor' | 'administrator'): Promise<number> {
  const config = readConfig(process.env);
  return withDatabase(config, async (database) => {
    await migrate(database);
    const answer = await transact(database, 'everyone', (handle) =>
      givePlatformRole(handle, email, role, new Date()),
    );
    if (answer === 'no such person') {
      console.error(
        `Nobody has signed in with ${email} yet. Ask them to sign in once, then run this again.`,
      );
      return 1;
    }
    console.log(
      answer === 'given'
        ? `${email} is ${role} from now on. This stands in the log.`
        : `${email} is ${role} already. Nothing was changed.`,
    );
    return 0;
  });
}

export const makeAdminCommand: Command = {
  name: 'make-admin',
  takes: 'EMAIL [--editor]',
  words: { least: 1, most: 1 },
  options: { editor: { type: 'boolean' } },
  summary: 'Make a person an administrator of the whole site.',
  help: `
The person must have signed in once. An administrator gives roles to others on the site and looks after people; an
editor looks after the guide and decides about requests to join that no lead can decide.

  --editor    make the person an editor instead

Exit status: 0 the person has the role now, 1 nobody has signed in with this address.`,
  run: ([email = ''], { editor }) =>
    makeAdmin(email.trim().toLowerCase(), editor ? 'editor' : 'administrator'),
};
