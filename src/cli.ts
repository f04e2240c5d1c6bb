import path from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from './config.ts';
import { checkProse } from './content/checks/prose.ts';
import { loadContent } from './content/load.ts';
import { describeProblem } from './content/problem.ts';
import { outsideAddresses } from './features/freshness/addresses.ts';
import { checkAddresses, POLITE, writeReport } from './features/freshness/check.ts';
import { isoDate } from './lib/dates.ts';
import { StartError } from './lib/errors.ts';
import { buildSite } from './site.ts';
import { writeSite } from './web/still/write.ts';

const USAGE = `Usage:
  npm run check                   read the whole content folder and tell every problem
  npm run check -- <outcome>      tell the problems of one outcome only
  npm run check -- practice       tell those of one shelf only: practice, crosswalk, year, register, pages
  npm run check:links             try every outside address, write content/link-report.json
                                  exit status: 0 all well, 1 dead links, 3 no network
  npm run build:site              write the whole site as files that any host serves, to dist-site
  npm run build:site -- --out <folder> --base </path/>
                                  to another folder; for a host where it stands below a path`;

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

/** Exit status when there is no network, so that a job can tell it from dead links. */
const NO_NETWORK = 3;

/** Tries every outside address and writes the report beside the content. @returns the exit status */
async function checkLinks(): Promise<number> {
  const { CONTENT_DIR } = readConfig(process.env);
  const today = isoDate(new Date());
  const { almanac } = await loadContent(CONTENT_DIR, today);
  if (!almanac) throw new StartError('The content has errors. Run npm run check first.');
  const addresses = outsideAddresses(almanac);
  console.log(
    `Trying ${addresses.length} addresses, one at a time for each host. This takes a while.`,
  );
  const probes = await checkAddresses(addresses, POLITE);
  if (!probes) {
    console.error(
      'There is no network here, so nothing was checked and the report stays as it was.',
    );
    return NO_NETWORK;
  }
  const { links } = await writeReport(CONTENT_DIR, today, probes);
  const of = (state: string) => Object.entries(links).filter(([, link]) => link.state === state);
  for (const [url, { code, why }] of of('dead')) console.log(`dead: ${url} (${code ?? why})`);
  for (const [url, { to }] of of('works')) if (to) console.log(`moved: ${url} to ${to}`);
  console.log(
    `${of('works').length} work, ${of('dead').length} dead, ${of('unsure').length} unsure`,
  );
  return of('dead').length > 0 ? 1 : 0;
}

/** Writes the site as files. @returns the exit status */
async function build(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      out: { type: 'string', default: 'dist-site' },
      base: { type: 'string', default: '/' },
    },
  });
  if (!/^\/([\w.~-]+\/)*$/.test(values.base))
    throw new StartError(`--base is "${values.base}": it starts and ends with a slash.`);
  const start = performance.now();
  const out = path.resolve(values.out);
  const site = await buildSite(readConfig(process.env), isoDate(new Date()), { still: true });
  const count = await writeSite(site, out, values.base, console.log);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${count} files in ${out}, in ${seconds} s`);
  return 0;
}

const [command, argument] = process.argv.slice(2);
try {
  if (command === 'check') process.exitCode = await check(argument);
  else if (command === 'check:links') process.exitCode = await checkLinks();
  else if (command === 'build') process.exitCode = await build(process.argv.slice(3));
  else {
    console.error(USAGE);
    process.exitCode = 2;
  }
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
