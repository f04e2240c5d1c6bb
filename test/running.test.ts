import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { readConfig, SETTINGS } from '../src/config.ts';
import { temporaryFolder } from './fixtures.ts';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string) => readFile(path.join(root, file), 'utf8');

/** Rows of the table of settings: name and default, as a reader sees them. */
async function documented(): Promise<[name: string, fallback: string][]> {
  const [, section = ''] = (await read('docs/running.md')).split('\n## Settings\n');
  const rows = section.split('\n## ')[0]?.matchAll(/^\| `(\w+)` \| (.*?) \| .+ \|$/gm) ?? [];
  return [...rows].map(([, name = '', fallback = '']) => [name, fallback]);
}

test('docs/running.md describes each field of a provider, and its example can be read', async () => {
  const [, section = ''] = (await read('docs/running.md')).split(
    '\n## Signing in with another organisation\n',
  );
  const example = /^```\n([\s\S]+?)\n```/m.exec(section)?.[1];
  const [first] = readConfig({ SIGN_IN_PROVIDERS: example }).SIGN_IN_PROVIDERS ?? [];
  assert.ok(first);
  const fields = [...section.split('\n## ')[0]!.matchAll(/^\| `(.+?)` \| /gm)].flatMap(
    ([, names = '']) => names.split('`, `'),
  );
  assert.deepEqual(fields.sort(), Object.keys({ secret: '', ...first }).sort());
});

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

test('a secret may come from a file, and is never repeated when it is wrong', async (t) => {
  const file = path.join(await temporaryFolder(t), 'secret');
  const url = 'postgres://a:hunter2@db/almanac';
  await writeFile(file, `${url}\n`);
  assert.equal(readConfig({ DATABASE_URL_FILE: file }).DATABASE_URL, url);
  const both = { DATABASE_URL_FILE: file, DATABASE_URL: 'postgres://here/almanac' };
  assert.equal(readConfig(both).DATABASE_URL, both.DATABASE_URL, 'what is set wins');
  assert.throws(() => readConfig({ SMTP_URL_FILE: '/nowhere' }), /SMTP_URL_FILE names \/nowhere/);
  const one = { id: 'town', name: 'Town', issuer: 'https://id.example', client: 'c' };
  for (const [name, value] of [
    ['DATABASE_URL', 'mysql://a:hunter2@db/almanac'],
    ['SMTP_URL', 'http://a:hunter2@mail.example'],
    ['NOTIFY_KEY', 'hunter2'],
    ['METRICS_TOKEN', 'hunter2'],
    ['SIGN_IN_PROVIDERS', '[{"secret":"hunter2"'],
    [
      'SIGN_IN_PROVIDERS',
      JSON.stringify([{ ...one, secret: 'hunter2', issuer: 'http://id.example' }]),
    ],
    ['SIGN_IN_PROVIDERS', JSON.stringify([{ ...one, secret: 'hunter2', only: true }])],
    ['SIGN_IN_PROVIDERS', JSON.stringify([one, { ...one, secret: 'hunter2' }])],
    ['SIGN_IN_PROVIDERS', JSON.stringify([{ ...one, secrets: 'hunter2' }])],
  ] as const)
    assert.throws(
      () => readConfig({ [name]: value }),
      ({ message }) => message.startsWith(`${name} `) && !message.includes('hunter2'),
      `${name} ${value}`,
    );
  assert.deepEqual(readConfig({ SIGN_IN_PROVIDERS: JSON.stringify([one]) }).SIGN_IN_PROVIDERS, [
    { ...one, domains: [], only: false, parameters: {} },
  ]);
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
