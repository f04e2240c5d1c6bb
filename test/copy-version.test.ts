import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { buildSite } from '../src/site.ts';
import { DownloadStore } from '../src/web/downloads.ts';
import { writeSite } from '../src/web/still/write.ts';
import { SMALL_COUNTRY } from './fixtures.ts';
import { testConfig } from './start-app.ts';

// Readers who keep the guide fetch it anew when the version in the service worker changes, and only then.
test('a copy has one version for the same pages, and another when a page changed', async (t) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-version-'));
  t.after(() => rm(folder, { recursive: true }));
  const content = path.join(folder, 'content');
  await cp(SMALL_COUNTRY, content, { recursive: true });
  const versionOf = async () => {
    const out = path.join(folder, 'copy');
    const site = await buildSite(testConfig({ CONTENT_DIR: content }), '2026-11-23', {
      still: true,
    });
    await writeSite({ ...site, downloads: new DownloadStore([]) }, out, '/', () => undefined);
    const script = await readFile(path.join(out, 'service-worker.js'), 'utf8');
    const [, version = ''] = /"version":"([^"]*)"/.exec(script) ?? [];
    assert.match(version, /^[0-9a-f]{16}$/);
    return version;
  };
  const first = await versionOf();
  assert.equal(await versionOf(), first);
  const page = path.join(content, 'outcomes/roads/outcome.md');
  const text = await readFile(page, 'utf8');
  const changed = text.replace(/^summary: (.*)$/m, 'summary: $1 Changed.');
  assert.notEqual(changed, text);
  await writeFile(page, changed);
  assert.notEqual(await versionOf(), first);
});
