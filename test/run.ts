import { spawnSync } from 'node:child_process';
import { ensureChromium, HOW_TO_GET_IT } from './chromium.ts';

// Everything that must hold before a change lands, cheapest first; the first failure ends the run.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) throw new Error(`The tests want Node 24; this is ${process.version}.`);

const node = process.execPath;
const bin = (name: string) => `node_modules/.bin/${name}`;
const STEPS: [what: string, command: string, args: string[]][] = [
  ['types', bin('tsc'), ['--noEmit', '-p', '.']],
  ['lint and format', bin('biome'), ['check', '--error-on-warnings', '.']],
  ['content', node, ['src/cli.ts', 'check']],
  ['tests', node, ['--test', '--test-timeout=240000', 'src/**/*.test.ts', 'test/**/*.test.ts']],
];

if (!ensureChromium()) {
  console.error(HOW_TO_GET_IT);
  process.exit(1);
}
for (const [what, command, args] of STEPS) {
  const start = performance.now();
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(`✖ ${what}`);
    process.exit(status ?? 1);
  }
  console.log(`✔ ${what} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
}
