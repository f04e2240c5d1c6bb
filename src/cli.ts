import { COMMANDS } from './commands/commands.ts';
import { runCommand } from './commands/run.ts';

process.exitCode = await runCommand(COMMANDS, process.argv.slice(2));
