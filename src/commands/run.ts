import { parseArgs } from 'node:util';
import { KnownError, StartError } from '../lib/errors.ts';
import { type Command, callOf, NOT_UNDERSTOOD, type Values } from './command.ts';

const HELP = { help: { type: 'boolean', short: 'h' } } as const;

/**
 * Runs the command that somebody typed, and prints what went wrong in sentences.
 * @param typed the words after the program's name
 * @returns the exit status: 0 all well, 1 it could not be done, 2 not understood; commands may add others
 * @throws what is a fault of ours
 */
export async function runCommand(
  commands: readonly Command[],
  typed: readonly string[],
): Promise<number> {
  const [name = '--help', ...rest] = typed;
  if (['--help', '-h', 'help'].includes(name)) {
    const asked = commands.find((command) => command.name === rest[0]);
    console.log(asked ? helpOf(asked) : helpOfAll(commands));
    return 0;
  }
  const command = commands.find((each) => each.name === name);
  if (!command) {
    console.error(`There is no command "${name}".\n\n${helpOfAll(commands)}`);
    return NOT_UNDERSTOOD;
  }
  const given = read(command, rest);
  if ('problem' in given) {
    console.error(`${given.problem}\n\n${helpOf(command)}`);
    return NOT_UNDERSTOOD;
  }
  if (given.values.help) {
    console.log(helpOf(command));
    return 0;
  }
  try {
    return await command.run(given.words, given.values);
  } catch (error) {
    if (!(error instanceof StartError || error instanceof KnownError)) throw error;
    console.error(error.message);
    return 1;
  }
}

function read(
  command: Command,
  args: string[],
): { words: string[]; values: Values } | { problem: string } {
  const { least, most } = command.words ?? { least: 0, most: 0 };
  try {
    const { positionals, values } = parseArgs({
      args,
      options: { ...command.options, ...HELP },
      allowPositionals: true,
    });
    const enough = positionals.length >= least && positionals.length <= most;
    if (enough || values.help) return { words: positionals, values: values as Values };
    return { problem: `${command.name} takes ${command.takes ?? 'nothing more'}.` };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

const helpOf = (command: Command): string =>
  `${callOf(command)}\n\n${command.summary}\n\n${command.help.trim()}`;

function helpOfAll(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name, takes }) => `${name} ${takes ?? ''}`.length));
  const lines = commands.map(
    ({ name, takes, summary }) => `  ${`${name} ${takes ?? ''}`.padEnd(width)}  ${summary}`,
  );
  return `The command line of the Digitalisation Almanac, an open guide for councils.

npm run almanac -- COMMAND

${lines.join('\n')}

npm run almanac -- COMMAND --help   says more about one of them.

Settings come from the environment, the same as for the server: DATA_DIR, DATABASE_URL and others.
docs/running.md describes each. Exit status: 0 all well, 1 it could not be done, 2 not understood.`;
}
