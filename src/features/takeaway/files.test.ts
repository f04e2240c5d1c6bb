import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { XMLValidator } from 'fast-xml-parser';
import type { FastifyInstance } from 'fastify';
import JSZip from 'jszip';
import { startApp } from '../../../test/start-app.ts';
import { breakLines } from './card.ts';

let app: FastifyInstance;
before(async () => {
  ({ app } = await startApp({ PUBLIC_URL: 'https://almanac.example' }));
});
after(() => app.close());

/** The text of a PDF, by the tool of the poppler project; nothing where it is not installed. */
function textOf(pdf: Buffer): string | undefined {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'almanac-pdf-'));
  const file = path.join(folder, 'a.pdf');
  writeFileSync(file, pdf);
  const { status, stdout } = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return status === 0 ? stdout : undefined;
}

test('an outcome as PDF is tagged, has its language and its title, and holds what was folded', async (context) => {
  const { statusCode, headers, rawPayload } = await app.inject('/outcomes/data/document.pdf');
  assert.equal(statusCode, 200);
  assert.equal(headers['content-type'], 'application/pdf');
  assert.match(String(headers['content-disposition']), /data\.pdf/);
  const bytes = rawPayload.toString('latin1');
  for (const mark of ['/StructTreeRoot', '/MarkInfo', '/Lang (en-GB)', '/Outlines'])
    assert.ok(bytes.includes(mark), mark);
  const text = textOf(rawPayload);
  if (text === undefined)
    return context.diagnostic('pdftotext is not installed: the text was not read');
  for (const part of ['What we mean', 'Simple steps', 'Not yet', 'Leading', 'Recommended reading'])
    assert.ok(text.includes(part), part);
  assert.doesNotMatch(text, /almanac\.invalid|Search the almanac/);
});

test('a reader path as PDF holds the briefing of each outcome', async (context) => {
  const { statusCode, rawPayload } = await app.inject('/for/councillor/document.pdf');
  assert.equal(statusCode, 200);
  const text = textOf(rawPayload);
  if (text === undefined)
    return context.diagnostic('pdftotext is not installed: the text was not read');
  for (const name of ['Connectivity', 'Partnership', 'Value']) assert.ok(text.includes(name), name);
});

test('slides have real titles, their language, and nothing that a screen reader cannot tell', async () => {
  const { statusCode, rawPayload } = await app.inject('/outcomes/services/slides.pptx');
  assert.equal(statusCode, 200);
  const zip = await JSZip.loadAsync(rawPayload);
  const names = Object.keys(zip.files).filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name));
  assert.ok(names.length >= 5);
  for (const name of names) {
    const xml = (await zip.file(name)?.async('string')) ?? '';
    assert.equal(XMLValidator.validate(xml), true, name);
    assert.match(xml, /<p:ph[^>]*type="title"/, `${name} has a title`);
    assert.match(xml, /lang="en-GB"/, name);
    for (const [picture] of xml.matchAll(/<p:pic>.*?<\/p:pic>/gs))
      assert.match(picture, /descr="[^"]+"/, name);
  }
  const all = await Promise.all(names.map((name) => zip.file(name)?.async('string')));
  assert.ok(all.join('').includes('almanac.example/outcomes/services'));
});

test('where there is no browser there is no PDF, and the page says what to do', async () => {
  const { app: bare } = await startApp({ CHROMIUM_PATH: '/nowhere/chromium' });
  assert.equal((await bare.inject('/outcomes/data/document.pdf')).statusCode, 404);
  assert.match((await bare.inject('/outcomes/data')).body, /choose to save it as PDF/);
  assert.doesNotMatch((await bare.inject('/outcomes/data')).body, /document\.pdf/);
  await bare.close();
});

test('every page names a picture that is there, of the size that it says', async () => {
  const { body } = await app.inject('/outcomes/partnership/targets/look-first');
  const address = /og:image" content="https:\/\/almanac\.example([^"]+)"/.exec(body)?.[1] ?? '';
  assert.equal(address, '/outcomes/partnership/card.png');
  for (const url of [address, '/card.png']) {
    const { statusCode, headers, rawPayload } = await app.inject(url);
    assert.equal(statusCode, 200);
    assert.equal(headers['content-disposition'], undefined);
    assert.deepEqual([rawPayload.readUInt32BE(16), rawPayload.readUInt32BE(20)], [1200, 630]);
  }
});

test('names break at spaces', () => {
  assert.deepEqual(breakLines('Democracy and participation', 17), [
    'Democracy and',
    'participation',
  ]);
  assert.deepEqual(breakLines('Data', 17), ['Data']);
});
