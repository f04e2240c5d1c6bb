import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import path from 'node:path';
import { test } from 'node:test';
import { copyContent, edit, SMALL_COUNTRY, temporaryFolder } from './fixtures.ts';

const root = path.resolve(import.meta.dirname, '..');

function run(settings: Record<string, string>) {
  const child = spawn(process.execPath, ['src/server.ts'], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      LOG_LEVEL: 'warn',
      CONTENT_DIR: SMALL_COUNTRY,
      ...settings,
    },
  });
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const tell of listeners) tell();
    });
  }
  const until = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(output);
        if (match) resolve(match);
      };
      listeners.add(look);
      child.once('exit', () => reject(new Error(`ended without ${pattern}: ${output}`)));
      look();
    });
  return { child, until, output: () => output };
}

test('the server prints its address, serves, shows a changed text on reload and stops on SIGTERM', async (t) => {
  const content = await copyContent(t, SMALL_COUNTRY);
  const { child, until, output } = run({
    CONTENT_DIR: content,
    DATA_DIR: await temporaryFolder(t),
  });
  t.after(() => child.kill('SIGKILL'));
  const [, address] = await until(/open at (http:\/\/localhost:\d+)/);
  assert.equal((await fetch(`${address}/outcomes/roads`)).status, 200);

  await edit(
    content,
    'outcomes/roads/outcome.md',
    'The town looks after its roads.',
    'The town mends its roads.',
  );
  const deadline = Date.now() + 10_000;
  let page = '';
  while (!page.includes('The town mends its roads.') && Date.now() < deadline) {
    page = await (await fetch(`${address}/outcomes/roads`)).text();
  }
  assert.match(page, /The town mends its roads\./);

  child.kill('SIGTERM');
  const [status] = await once(child, 'exit');
  assert.equal(status, 0);
  assert.equal(output().trim().split('\n').length, 1, `one line and no warning, not: ${output()}`);
});

const BAD_SETTINGS: [settings: Record<string, string>, sentence: RegExp][] = [
  [{ PORT: 'x' }, /^PORT is "x": /],
  [{ PORT: '70000' }, /^PORT is "70000": /],
  [{ PUBLIC_URL: 'almanac' }, /^PUBLIC_URL is "almanac": /],
  [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL is "loud": /],
  [{ NODE_ENV: 'staging' }, /^NODE_ENV is "staging": /],
  [
    { CONTENT_DIR: 'nowhere' },
    /^No almanac\.yaml in .*nowhere: CONTENT_DIR must name a content folder\./,
  ],
];
for (const [settings, sentence] of BAD_SETTINGS) {
  test(`a bad setting stops the start with a sentence: ${JSON.stringify(settings)}`, async () => {
    const { child, output } = run(settings);
    const [status] = await once(child, 'close');
    assert.equal(status, 1);
    assert.match(output(), sentence);
    assert.doesNotMatch(output(), /\n\s+at /, 'no stack trace');
  });
}

test('a port that is taken is told in a sentence', async (t) => {
  const holder = createServer().listen(0, '127.0.0.1');
  t.after(() => holder.close());
  await once(holder, 'listening');
  const address = holder.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  const { child, output } = run({ PORT: port, DATA_DIR: await temporaryFolder(t) });
  const [status] = await once(child, 'close');
  assert.equal(status, 1);
  assert.match(output(), new RegExp(`Port ${port} is taken\\. Set PORT to another`));
});
