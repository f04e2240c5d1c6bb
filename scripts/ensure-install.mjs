// Runs before `npm start` and `npm test`, on any Node from 20: installs what is missing, says so, and is quiet otherwise.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const at = (name) => path.join(root, name);
const lock = createHash('sha256')
  .update(readFileSync(at('package-lock.json')))
  .digest('hex');
const stamp = at('node_modules/.installed');
const installed = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';

if (installed !== lock) {
  console.log(
    'Installing what this project needs (npm ci). This happens once, and after an update.',
  );
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.status !== 0) {
    console.error('The installation did not finish. Is the npm registry within reach?');
    process.exit(result.status ?? 1);
  }
  writeFileSync(stamp, lock);
}

const version =
  spawnSync('node', ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' })
    .stdout ?? '';
if (Number(/^v(\d+)/.exec(version)?.[1] ?? 0) < 24) {
  console.error(
    existsSync(at('node_modules/.bin/node'))
      ? 'Everything is installed. Start it with `npm start`: npm finds the Node 24 that this project brings.'
      : `This project brings its own Node 24, but there is none for ${process.platform} on ${process.arch}: please install Node 24 or later and run the command again.`,
  );
  process.exit(1);
}
