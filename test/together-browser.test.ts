import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import type { Database } from '../src/db/connect.ts';
import { transact } from '../src/db/transact.ts';
import { setCouncils, startCircle } from '../src/features/circles/circles.ts';
import { addDate, addNote } from '../src/features/circles/contents.ts';
import { addIntroduction } from '../src/features/together/introductions.ts';
import { addListing } from '../src/features/together/listings.ts';
import { daysAfter, isoDate } from '../src/lib/dates.ts';
import type { Browser as Session } from './browser-session.ts';
import { openBrowser } from './chromium.ts';
import { emptyDatabase } from './databases.ts';
import { lookAtEach, type Seen } from './look-at-each.ts';
import { LISTING, placed, post } from './on-the-board.ts';
import { startApp } from './start-app.ts';

let browser: Browser;
let app: FastifyInstance;
let database: Database;
let base: string;
const today = isoDate(new Date());

before(async () => {
  database = (await emptyDatabase('sqlite'))!;
  ({ app } = await startApp({}, database));
  base = await app.listen({ host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await app?.close();
  await database?.close();
});

/** A page as somebody sees it, without script unless axe needs it. */
async function pageOf(session: Session | undefined, options: object = {}): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false, ...options });
  const cookies = [...(session?.cookies ?? [])];
  await context.addCookies(cookies.map(([name, value]) => ({ name, value, url: base })));
  return context.newPage();
}
const heading = (page: Page) => page.locator('h1').innerText();

test('need → match → both agree → introduced → closed with a result → public results', async () => {
  const leeds = await pageOf((await placed(app, database, 'leeds')).browser);
  const york = await pageOf((await placed(app, database, 'york')).browser);

  await york.goto(`${base}/together`);
  assert.match(await york.locator('main').innerText(), /Nothing is on the board yet/);
  await york.getByRole('button', { name: 'Put up a need or an offer' }).click();
  await york.getByLabel('An offer').check();
  await york.getByLabel('In one line').fill('A tested form for asking who owns which data');
  await york.getByLabel('What others need to know').fill('Two pages. Call 01904 496 000.');
  await york.getByLabel('Data', { exact: true }).check();
  await york.getByRole('button', { name: 'Keep and go on' }).click();
  assert.match(await york.title(), /^Error: /);
  await york.getByLabel('What others need to know').fill('Two pages. Six services used it.');
  await york.getByRole('button', { name: 'Keep and go on' }).click();
  await york.getByLabel(/Every important set of data has a named owner/).check();
  await york.getByRole('button', { name: 'Go on' }).click();
  await york.getByRole('button', { name: 'Put it on the board' }).click();
  assert.match(await york.getByRole('status').innerText(), /on the board/);

  await leeds.goto(`${base}/outcomes/data`);
  await leeds.getByRole('link', { name: /Who looks for help with this/ }).click();
  assert.equal(await heading(leeds), 'Work together');
  assert.equal(await leeds.locator('.slip').count(), 1);
  await leeds.getByRole('button', { name: 'Put up a need or an offer' }).click();
  await leeds.getByLabel('A need').check();
  await leeds.getByLabel('In one line').fill('Who has named owners of its data?');
  await leeds.getByLabel('What others need to know').fill('We begin in January.');
  await leeds.getByLabel('Data', { exact: true }).check();
  await leeds.getByRole('button', { name: 'Keep and go on' }).click();
  await leeds.getByLabel(/Every important set of data has a named owner/).check();
  await leeds.getByRole('button', { name: 'Go on' }).click();
  await leeds.getByRole('button', { name: 'Put it on the board' }).click();
  const desk = leeds.url();
  assert.match(await leeds.locator('.slip__why').innerText(), /the same target/);
  await leeds.getByRole('link', { name: /A tested form/ }).click();
  await leeds.getByRole('button', { name: 'Ask for an introduction' }).click();
  await leeds.getByLabel('Why would you like to talk?').fill('May we try your form?');
  await leeds.getByRole('button', { name: 'Ask for an introduction' }).click();
  assert.match(await leeds.getByRole('status').innerText(), /has asked/);

  await york.goto(`${base}/my/york/together`);
  assert.match(await york.locator('main').innerText(), /May we try your form\?/);
  assert.doesNotMatch(await york.content(), /leeds\.lead@/);
  await york.getByRole('button', { name: /Yes, introduce us/ }).click();
  assert.match(await york.locator('main').innerText(), /leeds\.lead@leeds\.example/);
  await leeds.goto(`${base}/my/leeds/together`);
  assert.match(await leeds.locator('main').innerText(), /york\.lead@york\.example/);

  await leeds.goto(desk);
  await leeds.getByRole('button', { name: 'Say what came of it' }).click();
  await leeds.getByLabel('Found', { exact: true }).check();
  await leeds.getByLabel(/In a line/).fill('York lent us its form.');
  await leeds.getByRole('button', { name: 'Close it' }).click();
  const stranger = await pageOf(undefined);
  await stranger.goto(`${base}/together/results`);
  assert.match(await stranger.locator('main').innerText(), /York lent us its form/);
  assert.doesNotMatch(await stranger.content(), /lead@/);
  for (const each of [leeds, york, stranger]) await each.context().close();
});

/** Every page of the board and of circles: filled, empty and with errors. */
async function pages(): Promise<Seen[]> {
  const lead = await placed(app, database, 'bradford');
  const other = await placed(app, database, 'wakefield');
  const viewer = await placed(app, database, 'bradford', { role: 'viewer' });
  const quiet = await placed(app, database, 'kirklees');
  const now = new Date();
  const ends_on = daysAfter(today, 60);
  const ids = await transact(database, 'everyone', async (handle) => {
    const content = { ends_on, ties: ['data', 'data.ownership'] };
    const need = await post(handle, 'bradford', lead.id, content, now);
    const offer = await post(
      handle,
      'wakefield',
      other.id,
      {
        ...content,
        kind: 'offer',
        title: 'X'.repeat(90),
        body: 'Y'.repeat(300),
        for_nation: 'England',
      },
      now,
    );
    await post(
      handle,
      'wakefield',
      other.id,
      { ends_on: daysAfter(today, -3), title: 'Over' },
      now,
    );
    const draft = await addListing(
      handle,
      'bradford',
      { ...LISTING, ends_on, person: lead.id },
      now,
    );
    const asking = {
      listing: need,
      to: 'bradford',
      message: 'Hello.\n\nWe have it.',
      person: other.id,
    };
    await addIntroduction(handle, 'wakefield', asking, now);
    const circle = await startCircle(
      handle,
      'bradford',
      {
        ...{ name: 'Owners', aim: 'Named owners.', target: 'data.ownership', person: lead.id },
        ...{ begins_on: today, ends_on },
      },
      now,
    );
    await setCouncils(handle, circle, {
      members: ['bradford', 'wakefield'],
      invited: ['kirklees'],
    });
    await addNote(
      handle,
      circle,
      { council: 'bradford', person: lead.id, title: 'N', body: 'B' },
      now,
    );
    const dated = { council: 'bradford', title: 'Meet', day: ends_on, time: '10:00', minutes: 60 };
    await addDate(handle, circle, { ...dated, place: 'https://meet.example' }, now);
    const { id: note } = await handle
      .selectFrom('circle_note')
      .select('id')
      .executeTakeFirstOrThrow();
    return { need, offer, draft, circle, note };
  });
  const desk = '/my/bradford/together';
  const circle = `/my/bradford/circles/${ids.circle}`;
  const as = lead.browser;
  return [
    { path: '/together' },
    { path: '/together?outcome=data&outcome=leadership&q=nothing' },
    { path: '/together?council=leeds&kind=need', as },
    { path: '/together/results' },
    { path: `/together/${ids.need}` },
    { path: `/together/${ids.offer}`, as },
    { path: '/together/none' },
    { path: `/together/${ids.offer}/introduce`, as },
    { path: `/together/${ids.offer}/introduce`, as, press: true },
    { path: desk, as },
    { path: desk, as: viewer.browser },
    { path: '/my/kirklees/together', as: quiet.browser },
    { path: `${desk}/new`, as },
    { path: `${desk}/new`, as, press: true },
    { path: `${desk}/${ids.need}`, as },
    { path: `${desk}/${ids.draft}`, as },
    { path: `${desk}/${ids.need}/edit`, as },
    { path: `${desk}/${ids.need}/ties`, as },
    { path: `${desk}/${ids.need}/close`, as },
    { path: `${desk}/${ids.need}/close`, as, press: true },
    { path: `${desk}/found`, as },
    { path: '/my/bradford/circles', as },
    { path: '/my/kirklees/circles', as: quiet.browser },
    { path: '/my/bradford/circles/new', as },
    { path: '/my/bradford/circles/new', as, press: true },
    { path: circle, as },
    { path: `/my/kirklees/circles/${ids.circle}`, as: quiet.browser },
    { path: `${circle}/invite`, as },
    { path: `${circle}/invite`, as, press: true },
    { path: `${circle}/notes/new`, as, press: true },
    { path: `${circle}/notes/${ids.note}`, as },
    { path: `${circle}/dates/new`, as },
    { path: `${circle}/dates/new`, as, press: true },
    { path: `${circle}/actions`, as },
    { path: `${circle}/report`, as },
    { path: '/circles/none', as },
  ];
}

test('each page is valid, fits a small screen, and axe finds nothing, by day and by night', async () => {
  assert.deepEqual(await lookAtEach(browser, base, await pages()), []);
});
