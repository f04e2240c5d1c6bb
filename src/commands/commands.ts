import { backupCommand } from './backup.ts';
import { buildCommand } from './build.ts';
import { checkCommand } from './check.ts';
import { checkLinksCommand } from './check-links.ts';
import type { Command } from './command.ts';
import { doctorCommand } from './doctor.ts';
import { makeAdminCommand } from './make-admin.ts';
import { migrateCommand } from './migrate.ts';
import { restoreCommand } from './restore.ts';
import { serveCommand } from './serve.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  serveCommand,
  doctorCommand,
  migrateCommand,
  makeAdminCommand,
  backupCommand,
  restoreCommand,
  checkCommand,
  checkLinksCommand,
  buildCommand,
];
