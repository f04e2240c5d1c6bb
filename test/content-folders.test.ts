import assert from 'node:assert/strict';
import { cp, readdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { ALMANAC, copyContent, edit, SMALL_COUNTRY } from './fixtures.ts';
import { startApp } from './start-app.ts';

test('a thirteenth outcome needs no change of code', async (t) => {
  const folder = await copyContent(t, ALMANAC);
  const outcomes = path.join(folder, 'outcomes');
  await cp(path.join(outcomes, 'value'), path.join(outcomes, 'gardens'), { recursive: true });
  await edit(folder, 'almanac.yaml', '  - value\n', '  - value\n  - gardens\n');
  await edit(folder, 'outcomes/gardens/outcome.md', 'name: Value', 'name: Gardens');
  await edit(folder, 'outcomes/gardens/outcome.md', 'short: Value', 'short: Gardens');
  await edit(folder, 'outcomes/gardens/targets.yaml', '\n  name: ', '\n  name: G ');
  await edit(
    folder,
    'outcomes/gardens/targets.yaml',
    '\n  statement: ',
    '\n  statement: In gardens, ',
  );
  await edit(folder, 'outcomes/gardens/questions.yaml', '  question: ', '  question: In gardens, ');
  await edit(folder, 'outcomes/gardens/reading.yaml', '- id: ', '- id: gardens-');
  await edit(folder, 'outcomes/gardens/reading.yaml', 'url: https://', 'url: https://gardens.');
  for (const step of await readdir(path.join(outcomes, 'gardens/steps'))) {
    await edit(folder, `outcomes/gardens/steps/${step}`, '\ntitle: ', '\ntitle: In gardens, ');
  }
  await rename(
    path.join(outcomes, 'gardens/steps', (await readdir(path.join(outcomes, 'gardens/steps')))[0]!),
    path.join(outcomes, 'gardens/steps/01-plant-a-tree.md'),
  );

  const { app } = await startApp({ CONTENT_DIR: folder });
  const home = (await app.inject({ url: '/' })).payload;
  assert.match(home, /aria-label="13\. Gardens"/);
  assert.match(home, />13<\/text>/);
  assert.match((await app.inject({ url: '/outcomes' })).payload, /href="\/outcomes\/gardens"/);
  const page = await app.inject({ url: '/outcomes/gardens' });
  assert.equal(page.statusCode, 200);
  assert.match(page.payload, /<h1>Gardens<\/h1>/);
  assert.match(page.payload, /13\.5/);
  assert.equal((await app.inject({ url: '/outcomes/gardens/steps/plant-a-tree' })).statusCode, 200);
});

test("another country's content runs on the same program", async () => {
  const { app } = await startApp({ CONTENT_DIR: SMALL_COUNTRY });
  const home = await app.inject({ url: '/' });
  assert.match(home.payload, /<title>Home – Small Country Almanac<\/title>/);
  assert.match(home.payload, /I&#39;m a mayor/);
  assert.doesNotMatch(home.payload, /Digitalisation|Local Government Association|twelve/i);
  for (const url of [
    '/outcomes',
    '/outcomes/roads',
    '/for/mayor',
    '/for/mayor/water',
    '/outcomes/roads/briefing',
    '/about',
  ]) {
    assert.equal((await app.inject({ url })).statusCode, 200, url);
  }
});

test('a retired address says where the page went', async () => {
  const { app } = await startApp({ CONTENT_DIR: SMALL_COUNTRY });
  const answer = await app.inject({ url: '/outcomes/roads/steps/drive-roads' });
  assert.equal(answer.statusCode, 410);
  assert.match(answer.payload, /Walking finds more faults\./);
  assert.match(answer.payload, /href="\/outcomes\/roads\/steps\/walk-roads"/);
});

test('content with errors is not served; every error is told', async (t) => {
  const folder = await copyContent(t, SMALL_COUNTRY);
  await edit(folder, 'outcomes/roads/reading.yaml', 'minutes: 5', 'minutes: none');
  await edit(folder, 'outcomes/water/reading.yaml', 'minutes: 5', 'minutes: none');
  await assert.rejects(startApp({ CONTENT_DIR: folder }), {
    name: 'StartError',
    message: /roads\/reading\.yaml:7[^\n]*\n[\s\S]*water\/reading\.yaml:7/,
  });
});

test('an icon that does not exist is refused in a sentence', async (t) => {
  const folder = await copyContent(t, SMALL_COUNTRY);
  await edit(folder, 'outcomes/roads/outcome.md', 'icon: compass', 'icon: no-such-icon');
  await assert.rejects(startApp({ CONTENT_DIR: folder }), {
    message: /"roads" names the icon "no-such-icon", which Lucide does not have/,
  });
});
