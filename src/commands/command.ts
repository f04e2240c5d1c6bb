import type { ParseArgsConfig } from 'node:util';

export type Values = Readonly<Record<string, string | boolean | undefined>>;

/** One command of the almanac's command line. */
export interface Command {
  name: string;
  /** What stands after the name, such as `FILE`; nothing for a command that takes nothing. */
  takes?: string;
  /** How many words it takes: all of them, and at least so many. Zero when left out. */
  words?: { least: number; most: number };
  options?: NonNullable<ParseArgsConfig['options']>;
  /** One line for the list of all commands. */
  summary: string;
  /** For who never saw the almanac: what it does, when to use it, what it answers. */
  help: string;
  /** @returns the exit status: 0 when all is well */
  run(words: readonly string[], values: Values): Promise<number>;
}

/** Exit status of a command that was not understood. */
export const NOT_UNDERSTOOD = 2;

/** How a command is called. */
export const callOf = ({ name, takes }: Pick<Command, 'name' | 'takes'>): string =>
  `npm run almanac -- ${name}${takes ? ` ${takes}` : ''}`;
