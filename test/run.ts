import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { ensureChromium, HOW_TO_GET_IT } from './chromium.ts';
import { ensurePostgres, startCluster } from './postgres.ts';
import { makeTemplate } from './template.ts';

// Everything that must hold before a change lands, cheapest first; the first failure ends the run.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) throw new Error(`The tests want Node 24; this is ${process.version}.`);

const node = process.execPath;
const bin = (name: string) => `node_modules/.bin/${name}`;
// As many files as there are cores: with more, browsers wait for one another and time limits are reached.
const AT_ONCE = availableParallelism();
const TESTS = ['src/**/*.test.ts', 'test/**/*.test.ts'];
const STEPS: [what: string, command: string, args: string[]][] = [
  ['types', bin('tsc'), ['--noEmit', '-p', '.']],
  ['lint and format', bin('biome'), ['check', '--error-on-warnings', '.']],
  ['content', node, ['src/cli.ts', 'check']],
  ['tests', node, ['--test', `--test-concurrency=${AT_ONCE}`, '--test-timeout=300000', ...TESTS]],
];

if (!ensureChromium()) {
  console.error(HOW_TO_GET_IT);
  process.exit(1);
}
const postgres = ensurePostgres();
if (!postgres)
  console.log('No PostgreSQL was found: its tests are left out. Install it, or set POSTGRES_BIN.');
const cluster = postgres ? await startCluster(postgres) : undefined;
if (cluster) {
  await makeTemplate(cluster.url);
  process.env.TEST_POSTGRES_URL = cluster.url('DATABASE');
}

for (const [what, command, args] of STEPS) {
  const start = performance.now();
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(`✖ ${what}`);
    process.exitCode = status ?? 1;
    break;
  }
  console.log(`✔ ${what} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
}
await cluster?.stop();
