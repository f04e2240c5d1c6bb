import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import JSZip from 'jszip';
import { ALMANAC, copyContent, SMALL_COUNTRY } from '../../../test/fixtures.ts';
import { startApp } from '../../../test/start-app.ts';
import type { Almanac } from '../../content/almanac.ts';
import { loadContent } from '../../content/load.ts';
import { describeProblem } from '../../content/problem.ts';
import { toSlides } from './slides.ts';
import { clock, pickQuestions, toSheetView } from './views.ts';

let app: FastifyInstance;
let almanac: Almanac;
before(async () => {
  ({ app } = await startApp({ PUBLIC_URL: 'https://almanac.example' }));
  almanac = (await loadContent(ALMANAC, '2026-11-23')).almanac!;
});
after(() => app.close());

test('every outcome has its kit: a sheet for each length, cards, and links to them', async () => {
  assert.deepEqual(
    almanac.workshops.map(({ minutes }) => minutes),
    [30, 60, 90],
  );
  const all = (await app.inject('/workshop')).body;
  for (const { slug, targets } of almanac.outcomes) {
    const base = `/outcomes/${slug}/workshop`;
    assert.ok(all.includes(`href="${base}"`), slug);
    const kit = (await app.inject(base)).body;
    for (const link of ['30-minutes', '60-minutes', '90-minutes', 'cards', 'slides.pptx'])
      assert.ok(kit.includes(`href="${base}/${link}"`), `${base}/${link}`);
    const cards = (await app.inject(`${base}/cards`)).body;
    assert.equal(cards.match(/class="card"/g)?.length, targets.length * 4);
    assert.equal(cards.match(/class="card card--target"/g)?.length, targets.length);
  }
  assert.match((await app.inject('/outcomes/data')).body, /href="\/outcomes\/data\/workshop"/);
});

test('a sheet tells the time of each part, without gap, to the end', () => {
  for (const workshop of almanac.workshops)
    for (const outcome of almanac.outcomes) {
      const { parts } = toSheetView({ almanac, findIcon: () => '' }, outcome, workshop);
      assert.equal(parts[0]!.from, '0:00');
      for (const [index, part] of parts.entries())
        if (index > 0) assert.equal(part.from, parts[index - 1]!.to);
      assert.equal(parts.at(-1)!.to, clock(workshop.minutes));
    }
  assert.equal(clock(67), '1:07');
});

test('what is read aloud in a session stands on its sheet', async () => {
  for (const workshop of almanac.workshops) {
    const { body } = await app.inject(`/outcomes/data/workshop/${workshop.slug}`);
    const text = body.replaceAll('&#39;', "'").replaceAll('&quot;', '"');
    for (const { say, do: does, name } of workshop.parts)
      for (const line of [...say, ...does]) assert.ok(text.includes(line), `${name}: ${line}`);
    const data = almanac.outcomes.find(({ slug }) => slug === 'data')!;
    for (const { statement } of data.targets) assert.ok(text.includes(statement), statement);
    for (const { question } of pickQuestions(data)) assert.ok(text.includes(question), question);
  }
});

test('questions of a session open different targets', () => {
  for (const outcome of almanac.outcomes) {
    const picked = pickQuestions(outcome);
    assert.equal(picked.length, 4, outcome.slug);
    assert.equal(new Set(picked.map(({ target }) => target.id)).size, 4, outcome.slug);
  }
});

test('slides have a title each, the levels of every target, and a page to fill in', async () => {
  const { statusCode, rawPayload } = await app.inject('/outcomes/data/workshop/slides.pptx');
  assert.equal(statusCode, 200);
  const zip = await JSZip.loadAsync(rawPayload);
  const names = Object.keys(zip.files).filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name));
  const data = almanac.outcomes.find(({ slug }) => slug === 'data')!;
  assert.equal(names.length, toSlides(data).length + 1);
  const texts = await Promise.all(names.map((name) => zip.files[name]!.async('string')));
  for (const text of texts) assert.match(text, /type="title"/);
  assert.equal(texts.filter((text) => text.includes('Under way')).length, data.targets.length);
  assert.ok(texts.some((text) => text.includes('Who asks about it, and when')));
});

test('content without running orders has no kits, and none that does not add up', async (t) => {
  const { almanac: small } = await loadContent(SMALL_COUNTRY, '2026-11-23');
  assert.deepEqual(small?.workshops, []);
  const folder = await copyContent(t, SMALL_COUNTRY);
  await mkdir(path.join(folder, 'workshop'));
  const part = (uses: string) =>
    `  - { minutes: 10, name: P ${uses}, aim: It works., say: [Hello.], do: [Begin.], uses: ${uses} }`;
  const file = (minutes: number, uses: string[]) =>
    `---\nminutes: ${minutes}\ntitle: T\nsummary: S.\npeople: Four\nwho: All.\nbring: [A pen.]\nbefore: [Read.]\nparts:\n${uses.map(part).join('\n')}\nwhen: [{ happens: Late, do: Stop. }]\nafter: [Write.]\nreview: 2099-01-01\n---\n`;
  const tell = async (text: string) => {
    await writeFile(path.join(folder, 'workshop/30-minutes.md'), text);
    const { problems } = await loadContent(folder, '2026-11-23');
    return problems.map(describeProblem).join('\n');
  };
  assert.equal(await tell(file(30, ['targets', 'questions', 'steps'])), '');
  assert.match(
    await tell(file(40, ['targets', 'questions', 'steps'])),
    /parts of 30 minutes in all/,
  );
  assert.match(
    await tell(file(40, ['targets', 'questions', 'steps'])),
    /a file called workshop\/40/,
  );
  assert.match(await tell(file(30, ['targets', 'none', 'steps'])), /no part that uses "questions"/);
  assert.match(await tell(file(30, ['targets', 'questions', 'dance'])), /uses/);
});
