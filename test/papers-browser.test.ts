import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import JSZip from 'jszip';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Database } from '../src/db/connect.ts';
import { type Browser as Session, signedIn } from './browser-session.ts';
import { openBrowser } from './chromium.ts';
import { fillCouncil } from './council-of-each.ts';
import { emptyDatabase } from './databases.ts';
import { faultsOf } from './look.ts';
import { hasOffice, pagesInOffice } from './office.ts';
import { startApp } from './start-app.ts';

let browser: Browser;
let app: FastifyInstance;
let database: Database;
let base: string;
let lead: Session;
let action: string;
let brought: string;
let round: string;

before(async () => {
  database = (await emptyDatabase('sqlite'))!;
  const port = await new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
  ({ app } = await startApp({ NODE_ENV: 'development', PORT: String(port) }, database));
  await app.listen({ host: '127.0.0.1', port });
  base = `http://localhost:${port}`;
  const { people, params } = await fillCouncil(database, 'leeds', 'quokka');
  ({ action, brought, round } = params as { action: string; brought: string; round: string });
  lead = await signedIn(app, database, people.lead!.email);
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await app?.close();
  await database?.close();
});

async function open(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options);
  await context.addCookies([...lead.cookies].map(([name, value]) => ({ name, value, url: base })));
  return context.newPage();
}

test('a committee paper is made in the browser without script, and opens in LibreOffice', async (context) => {
  const page = await open({ javaScriptEnabled: false, acceptDownloads: true });
  await page.goto(`${base}/my/leeds`);
  await page.getByRole('link', { name: 'Papers', exact: true }).click();
  await page.getByLabel('Committee or meeting').fill('Scrutiny board');
  await page.getByLabel('Finance').uncheck();
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Word document of the committee paper' }).click();
  const download = await coming;
  assert.match(download.suggestedFilename(), /^leeds-committee-paper-\d{4}-\d\d-\d\d\.docx$/);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-paper-'));
  await download.saveAs(path.join(folder, 'paper.docx'));
  const body = await readFile(path.join(folder, 'paper.docx'));
  await rm(folder, { recursive: true });
  const document = await (await JSZip.loadAsync(body)).file('word/document.xml')!.async('string');
  assert.match(document, /Scrutiny board/);
  assert.doesNotMatch(document, />Finance</);
  await page.getByRole('button', { name: 'Read it here the committee paper' }).click();
  assert.match(await page.locator('article h1').innerText(), /Where we stand/);
  await page.context().close();
  if (!hasOffice()) return context.diagnostic('LibreOffice is not installed: not opened in it');
  const pages = await pagesInOffice('paper.docx', body);
  assert.match(pages.join('\n'), /Scrutiny board/);
});

test('the plan goes out as a spreadsheet, is changed there, and comes back line by line, without script', async () => {
  const page = await open({ javaScriptEnabled: false, acceptDownloads: true });
  await page.goto(`${base}/my/leeds/papers`);
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Excel spreadsheet of the plan' }).click();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-plan-'));
  const file = path.join(folder, 'plan.xlsx');
  await (await coming).saveAs(file);
  const book = await JSZip.loadAsync(await readFile(file));
  let changed = 0;
  for (const name of Object.keys(book.files).filter((each) =>
    /(sharedStrings|sheet1)\.xml$/.test(each),
  )) {
    const text = await book.file(name)!.async('string');
    if (!text.includes('quokka action')) continue;
    changed += 1;
    book.file(name, text.replaceAll('quokka action', 'quokka action, in other words'));
  }
  assert.ok(changed > 0, 'the title stands in the file');
  await writeFile(file, await book.generateAsync({ type: 'nodebuffer' }));
  await page.getByRole('link', { name: 'Bring the spreadsheet back' }).click();
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: 'Show me the changes' }).click();
  assert.match(await page.locator('main').innerText(), /quokka action, in other words/);
  await page.getByRole('button', { name: 'Make the ticked changes' }).click();
  await page.goto(`${base}/my/leeds/plan`);
  assert.match(await page.locator('main').innerText(), /quokka action, in other words/);
  await rm(folder, { recursive: true });
  await page.context().close();
});

test('the PDF is tagged, has its language and its title', async () => {
  const { statusCode, rawPayload } = await lead.get('/my/leeds/papers/committee.pdf');
  assert.equal(statusCode, 200);
  const bytes = rawPayload.toString('latin1');
  for (const mark of ['/StructTreeRoot', '/MarkInfo', '/Lang (en-GB)', '/Outlines'])
    assert.ok(bytes.includes(mark), mark);
  assert.doesNotMatch(bytes, /almanac\.invalid/);
});

test('results and the booklet are printed as tagged PDFs with language and title', async () => {
  for (const address of ['/assessment/booklet.pdf', `/my/leeds/assessment/${round}/results.pdf`]) {
    const { statusCode, rawPayload, headers } = await lead.get(address);
    assert.equal(statusCode, 200, address);
    assert.equal(headers['content-type'], 'application/pdf');
    const bytes = rawPayload.toString('latin1');
    for (const mark of ['/StructTreeRoot', '/MarkInfo', '/Lang (en-GB)', '/Title'])
      assert.ok(bytes.includes(mark), `${address} has ${mark}`);
    assert.doesNotMatch(bytes, /almanac\.invalid/);
  }
});

test('each page of papers is valid, fits a small screen, and axe finds nothing, by day and by night', async () => {
  const papers = '/my/leeds/papers';
  const addresses = [
    papers,
    `${papers}?done=face`,
    `${papers}/committee?chosen=yes&on=2026-99-99&sections=purpose`,
    `${papers}/committee?chosen=yes`,
    `${papers}/committee`,
    `${papers}/scrutiny`,
    `${papers}/bring`,
    `${papers}/bring/${brought}`,
    `${papers}/face`,
    `/my/leeds/plan/actions/${action}/case`,
    `/my/leeds/plan/actions/${action}/case/edit`,
    '/example/papers',
    '/example/papers/committee',
  ];
  const told: string[] = [];
  const page = await open({
    viewport: { width: 320, height: 640 },
    bypassCSP: true,
  });
  for (const address of addresses) {
    await page.goto(base + address);
    told.push(...(await faultsOf(page, address)));
    assert.equal((await page.title()).startsWith('Error: '), address.includes('chosen'), address);
  }
  // With errors: nothing chosen to bring, a sum that is none, a file that is no picture.
  await page.goto(`${base}${papers}/bring`);
  await page.getByRole('button', { name: 'Show me the changes' }).click();
  told.push(...(await faultsOf(page, 'bring with errors')));
  await page.goto(`${base}/my/leeds/plan/actions/${action}/case/edit`);
  await page.getByLabel('Cost in year 1', { exact: true }).fill('many');
  await page.getByRole('button', { name: 'Keep the case' }).click();
  told.push(...(await faultsOf(page, 'case with errors')));
  assert.match(await page.title(), /^Error: /);
  await page.goto(`${base}${papers}/bring/${brought}`);
  await page.getByRole('checkbox').first().uncheck();
  await page.getByRole('button', { name: 'Make the ticked changes' }).click();
  told.push(...(await faultsOf(page, 'changes with errors')));
  assert.match(await page.title(), /^Error: /);
  await page.context().close();
  assert.deepEqual(told, []);
});
