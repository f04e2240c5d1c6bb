import { readConfig } from '../config.ts';
import { loadContent } from '../content/load.ts';
import { describeProblem } from '../content/problem.ts';
import { isoDate } from '../lib/dates.ts';
import type { Command } from './command.ts';

const SHELVES = ['practice', 'crosswalk', 'year', 'register', 'pages'];

/** Checks the content; prints every problem. @returns the exit status: 1 when an error was found */
async function check(only: string | undefined): Promise<number> {
  const { CONTENT_DIR } = readConfig(process.env);
  const { files, problems } = await loadContent(CONTENT_DIR, isoDate(new Date()));
  const shelf = only !== undefined && SHELVES.includes(only);
  const under = only && !shelf ? `outcomes/${only}/` : (only ?? '');
  // The dictionary takes long to load, and no other command needs it.
  const { checkProse } = await import('../content/checks/prose.ts');
  const prose = files.almanac ? await checkProse(files, CONTENT_DIR, under) : [];
  const all = [...problems, ...prose].filter(
    ({ file }) => file.startsWith(under) || file === 'almanac.yaml',
  );
  for (const problem of all) console.log(describeProblem(problem));
  const errors = all.filter((problem) => problem.severity === 'error').length;
  console.log(
    `${errors} errors, ${all.length - errors} warnings in ${only ?? 'the whole content'}`,
  );
  return errors > 0 ? 1 : 0;
}

export const checkCommand: Command = {
  name: 'check',
  takes: '[OUTCOME or SHELF]',
  words: { least: 0, most: 1 },
  summary: 'Read the whole content folder and tell every problem.',
  help: `
Tells each problem with file, line, field, what was found and what was expected. It changes nothing.

  npm run check                  the whole content
  npm run check -- inclusion     one outcome, by the name of its folder
  npm run check -- practice      one shelf: ${SHELVES.join(', ')}

Exit status: 0 no errors (there may be warnings), 1 errors.`,
  run: ([only]) => check(only),
};
