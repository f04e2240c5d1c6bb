import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

const root = path.resolve(import.meta.dirname, '..');
const ENTRIES = new Set(['server', 'cli', 'app', 'site', 'config', 'compose', 'commands']);

/** Which rooms a room may import from; ARCHITECTURE.md says the same in words. */
const MAY_IMPORT: Record<string, string[]> = {
  lib: ['lib'],
  content: ['content', 'lib'],
  web: ['web', 'lib'],
  db: ['db', 'lib'],
  mail: ['mail', 'db', 'lib'],
  jobs: ['jobs', 'db', 'lib'],
  files: ['files', 'lib'],
  features: ['web', 'content', 'mail', 'files', 'db', 'lib'],
};

const roomOf = (file: string): string =>
  path.relative(path.join(root, 'src'), file).split(path.sep)[0] ?? '';
const featureOf = (file: string): string =>
  path.relative(path.join(root, 'src/features'), file).split(path.sep)[0] ?? '';

async function sources(): Promise<string[]> {
  const found: string[] = [];
  for await (const file of glob('src/**/*.ts', { cwd: root })) found.push(path.join(root, file));
  return found.filter((file) => !file.endsWith('.test.ts') && !file.endsWith('.d.ts'));
}

test('imports keep to the rooms', async () => {
  const broken: string[] = [];
  for (const file of await sources()) {
    const room = roomOf(file);
    if (ENTRIES.has(room.replace('.ts', ''))) continue;
    for (const [, specifier = ''] of (await readFile(file, 'utf8')).matchAll(/from '(\.[^']+)'/g)) {
      const target = path.resolve(path.dirname(file), specifier);
      const from = path.relative(root, file);
      const into = roomOf(target);
      if (!existsSync(target)) broken.push(`${from} imports ${specifier}, which does not exist`);
      else if (ENTRIES.has(into.replace('.ts', '')))
        broken.push(`${from} imports the entry ${into}: nobody imports an entry`);
      else if (room === 'features' && into === 'features') {
        if (featureOf(file) !== featureOf(target))
          broken.push(
            `${from} imports the feature ${featureOf(target)}: a feature never imports a feature`,
          );
      } else if (!MAY_IMPORT[room]?.includes(into))
        broken.push(
          `${from} imports ${into}: ${room} may import ${MAY_IMPORT[room]?.join(', ')} only`,
        );
    }
  }
  assert.deepEqual(broken, []);
});

test('no file is long without a reason', async () => {
  const long: string[] = [];
  for (const file of await sources()) {
    const lines = (await readFile(file, 'utf8')).split('\n').length;
    if (lines > 300) long.push(`${path.relative(root, file)} has ${lines} lines`);
  }
  assert.deepEqual(long, []);
});

test('no two templates share a name, since a page finds its template by name alone', async () => {
  const seen = new Map<string, string[]>();
  for await (const file of glob('src/**/*.njk', { cwd: root }))
    seen.set(path.basename(file), [...(seen.get(path.basename(file)) ?? []), file]);
  assert.deepEqual(
    [...seen.values()].filter(({ length }) => length > 1),
    [],
  );
  assert.ok(seen.size > 50);
});

test('what the documents name is there', async () => {
  const scripts = Object.keys(
    JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')).scripts,
  );
  const missing: string[] = [];
  for await (const document of glob(['*.md', 'docs/**/*.md'], { cwd: root })) {
    const text = await readFile(path.join(root, document), 'utf8');
    for (const [, script = ''] of text.matchAll(/npm run ([\w:]+)/g)) {
      if (!scripts.includes(script)) missing.push(`${document} names npm run ${script}`);
    }
    for (const [, place = ''] of text.matchAll(
      /`((?:src|test|content|docs|bench|scripts)\/[\w./-]*\w)`/g,
    )) {
      if (!existsSync(path.join(root, place))) missing.push(`${document} names ${place}`);
    }
    for (const [, link = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
      if (!existsSync(path.resolve(root, path.dirname(document), link)))
        missing.push(`${document} links to ${link}`);
    }
  }
  assert.deepEqual(missing, []);
});

test('no text of the project names the outcomes in code', async () => {
  const named: string[] = [];
  for (const file of await sources()) {
    const text = await readFile(file, 'utf8');
    if (
      /\b(connectivity|ethics-sustainability|security-resilience|democracy-participation)\b/.test(
        text,
      )
    )
      named.push(path.relative(root, file));
  }
  assert.deepEqual(named, []);
});
