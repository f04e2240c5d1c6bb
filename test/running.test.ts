import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { readConfig, SETTINGS } from '../src/config.ts';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string) => readFile(path.join(root, file), 'utf8');

/** Rows of the table of settings: name and default, as a reader sees them. */
async function documented(): Promise<[name: string, fallback: string][]> {
  const [, section = ''] = (await read('docs/running.md')).split('\n## Settings\n');
  const rows = section.split('\n## ')[0]?.matchAll(/^\| `(\w+)` \| (.*?) \| .+ \|$/gm) ?? [];
  return [...rows].map(([, name = '', fallback = '']) => [name, fallback]);
}

test('docs/running.md describes every setting with its default, and none that is not there', async () => {
  const rows = await documented();
  assert.deepEqual(
    rows.map(([name]) => name),
    [...SETTINGS],
  );
  const defaults = readConfig({}) as Record<string, unknown>;
  for (const [name, fallback] of rows) {
    const value = defaults[name];
    if (typeof value === 'string' && path.isAbsolute(value))
      assert.equal(path.relative(root, value), fallback, name);
    else assert.equal(String(value ?? 'none'), fallback, name);
  }
});

test('every setting is parsed from what somebody may set, and an empty value is none', () => {
  const empty = Object.fromEntries(SETTINGS.map((name) => [name, '']));
  assert.deepEqual(readConfig(empty), readConfig({}));
});

test('what the image copies is there, and what it leaves out is not needed to start', async () => {
  const [image, ignored] = await Promise.all([read('Dockerfile'), read('.dockerignore')]);
  const copied = [...image.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = '']) =>
    names.split(' '),
  );
  assert.ok(copied.includes('package-lock.json'), 'the cache of styles is named by it');
  for (const name of copied) {
    await assert.doesNotReject(
      read(name).catch((error) => error.code !== 'EISDIR' && Promise.reject(error)),
      name,
    );
    assert.ok(ignored.split('\n').includes(`!${name}`), `${name} reaches the image`);
  }
  assert.match(image, /^USER node$/m);
});

test('compose.yaml gives the almanac settings that exist, and a user who is no superuser', async () => {
  const compose = parse(await read('compose.yaml'));
  for (const name of Object.keys(compose.services.almanac.environment))
    assert.ok(SETTINGS.includes(name), name);
  assert.match(compose.services.almanac.environment.DATABASE_URL, /^postgres:\/\/almanac:/);
  assert.match(compose.configs['make-user'].content, /nosuperuser nobypassrls/);
});
