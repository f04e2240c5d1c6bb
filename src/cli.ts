import { readConfig } from './config.ts';
import { checkProse } from './content/checks/prose.ts';
import { loadContent } from './content/load.ts';
import { describeProblem } from './content/problem.ts';
import { isoDate } from './lib/dates.ts';
import { StartError } from './lib/errors.ts';

const USAGE = `Usage:
  npm run check                   read the whole content folder and tell every problem
  npm run check -- <outcome>      tell the problems of one outcome only
  npm run check -- practice       tell those of one shelf only: practice, crosswalk, year, register, pages`;

const SHELVES = ['practice', 'crosswalk', 'year', 'register', 'pages'];

/** Checks the content; prints every problem. @returns the exit status: 1 when an error was found */
async function check(only: string | undefined): Promise<number> {
  const { CONTENT_DIR } = readConfig(process.env);
  const { files, problems } = await loadContent(CONTENT_DIR, isoDate(new Date()));
  const shelf = only !== undefined && SHELVES.includes(only);
  const under = only && !shelf ? `outcomes/${only}/` : (only ?? '');
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

const [command, argument] = process.argv.slice(2);
try {
  if (command === 'check') process.exitCode = await check(argument);
  else {
    console.error(USAGE);
    process.exitCode = 2;
  }
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
