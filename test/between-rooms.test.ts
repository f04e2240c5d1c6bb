import assert from 'node:assert/strict';
import { CIRCLE_NEEDS } from '../src/compose/rooms.ts';
import { newsSources } from '../src/compose/talk-news.ts';
import type { Handle } from '../src/db/connect.ts';
import { transact } from '../src/db/transact.ts';
import { EMPTY_DRAFT } from '../src/features/plan/rules/action.ts';
import { putIntoPlan } from '../src/features/plan/write-action.ts';
import { signedIn } from './browser-session.ts';
import { fillCouncil, peopleOfEachRole } from './council-of-each.ts';
import { testOnBoth } from './databases.ts';
import { Clock, startApp, WITHOUT_PRINTER } from './start-app.ts';

/** What one room hands to another: put together in src/compose, and to be shown to nobody else. */

const plan = (
  handle: Handle,
  council: string,
  by: string,
  title: string,
  more: object,
  now: Date,
) => putIntoPlan(handle, { council, by }, [{ ...EMPTY_DRAFT, title, ...more }], now);

testOnBoth(
  'a circle sees of a plan what its council chose, by title and state',
  async (database) => {
    const now = new Date();
    const leeds = await fillCouncil(database, 'leeds', 'quokka', now);
    const york = await fillCouncil(database, 'york', 'wombat', now);
    await transact(database, 'everyone', async (handle) => {
      const by = leeds.people.lead!.id;
      const [open = ''] = await plan(
        handle,
        'leeds',
        by,
        'Name the owners',
        { why: 'secret' },
        now,
      );
      const offered = await CIRCLE_NEEDS.listActions(handle, 'leeds');
      assert.deepEqual(
        offered.map(({ title }) => title),
        ['Name the owners'],
        'what is done is not offered',
      );
      const pick = (council: string, id: string) => ({ council, id });
      assert.deepEqual(await CIRCLE_NEEDS.readActions(handle, [pick('leeds', open)]), [
        { id: open, council: 'leeds', title: 'Name the owners', state: 'Proposed' },
      ]);
      assert.deepEqual(
        await CIRCLE_NEEDS.readActions(handle, [
          pick('york', open),
          pick('leeds', york.params.action!),
        ]),
        [],
        'an id of another council finds nothing',
      );
      assert.deepEqual(await CIRCLE_NEEDS.readActions(handle, []), []);
    });
  },
);

testOnBoth(
  'the inbox and the first page hold what waits for one person, and nobody else',
  async (database) => {
    const clock = new Clock();
    const { app } = await startApp(WITHOUT_PRINTER, database, clock.now);
    const { people } = await fillCouncil(database, 'leeds', 'quokka', clock.now());
    const { id } = people.contributor!;
    await transact(database, 'everyone', (handle) =>
      plan(
        handle,
        'leeds',
        people.lead!.id,
        'Restore payroll in a test',
        { ownerId: id, due: '2026-11-01', status: 'agreed' },
        clock.now(),
      ),
    );
    const as = (role: string) => signedIn(app, database, people[role]!.email, clock.now());
    const own = await as('contributor');
    assert.match((await own.get('/my/inbox')).body, /Say how it goes: Restore payroll in a test/);
    const home = (await own.get('/my/leeds')).body;
    assert.match(home, /1 of 2 actions are done, 1 still to do\. 1 is past its date\./);
    assert.match(home, /Say how it goes: Restore payroll/);
    const lead = await as('lead');
    const inbox = (await lead.get('/my/inbox')).body;
    assert.doesNotMatch(inbox, /Restore payroll/);
    assert.match(inbox, /A colleague named you: quokka action/);
    assert.match(inbox, /asks for an introduction/);
    assert.doesNotMatch(
      (await (await as('viewer')).get('/my/inbox')).body,
      /introduction|named you/,
    );
    assert.doesNotMatch((await (await as('suspended')).get('/my/inbox')).body, /named you|Restore/);
    await app.close();
  },
);

testOnBoth(
  'a need can be talked about, reported, taken off the board and put back',
  async (database) => {
    const { app } = await startApp(WITHOUT_PRINTER, database);
    const { browsers, params } = await peopleOfEachRole(app, database, ['leeds', 'york']);
    const { stranger, editor } = browsers;
    const about = `/together/${params.listing}`;
    const { body } = await stranger.get(about);
    const title = /<h1>([^<]+)/.exec(body)?.[1] ?? '';
    assert.ok(title.length > 3);
    assert.ok((await stranger.get(`/talk${about}`)).body.includes(title));

    await stranger.get(`/report?about=${about}`);
    const sent = await stranger.post('/report', { about, rule: 'advert', words: 'It sells.' });
    assert.equal(sent.headers.location, '/report/thanks');
    const one = `/admin/reports/case?about=${encodeURIComponent(about)}`;
    const judge = async (fields: Record<string, string>) => {
      const page = (await editor.get(one)).body;
      const seen = /name="seen" value="([^"]*)"/.exec(page)?.[1] ?? '';
      return editor.post('/admin/reports/case', { about, seen, days: '7', ...fields });
    };
    const hidden = await judge({ act: 'hide', rule: 'advert', words: 'It sells a product.' });
    assert.equal(hidden.headers.location, '/admin/reports?done=decided');
    assert.equal((await stranger.get(about)).statusCode, 404);
    assert.equal((await stranger.get(`/talk${about}`)).statusCode, 404);
    assert.equal((await stranger.get(`/report?about=${about}`)).statusCode, 404);
    const again = await judge({ act: 'restore', rule: '', words: '' });
    assert.equal(again.statusCode, 303);
    assert.equal((await stranger.get(about)).statusCode, 200);
    await app.close();
  },
);

testOnBoth(
  'the weekly mail tells of public needs about what is followed, and of no others',
  async (database) => {
    const now = new Date();
    const { params } = await fillCouncil(database, 'leeds', 'quokka', now);
    const tell = (what: string[]) =>
      transact(database, 'everyone', async (handle) => {
        const wanted = {
          follower: { id: 'nobody', name: '', editor: false },
          what,
          since: new Date(now.getTime() - 60_000).toISOString(),
          until: new Date(now.getTime() + 60_000).toISOString(),
        };
        const lines = await Promise.all(newsSources([]).map((source) => source(handle, wanted)));
        return lines.flat().map(({ href }) => href);
      });
    const href = `/together/${params.listing}`;
    assert.deepEqual(await tell(['/councils/leeds']), [href]);
    assert.deepEqual(await tell(['/councils/york']), []);
    await transact(database, 'everyone', (handle) =>
      handle
        .updateTable('listing')
        .set({ visibility: 'councils' })
        .where('id', '=', params.listing!)
        .execute(),
    );
    assert.deepEqual(await tell(['/councils/leeds']), [], 'what is for councils only is not in it');
  },
);

testOnBoth(
  'a finished action leads to a write-up with its facts filled in, an open one does not',
  async (database) => {
    const { app } = await startApp(WITHOUT_PRINTER, database);
    const now = new Date();
    const { people } = await fillCouncil(database, 'leeds', 'quokka', now);
    const [done = '', open = ''] = await transact(database, 'everyone', async (handle) => {
      const by = people.lead!.id;
      const more = {
        why: 'Nobody knew whom to ask.',
        figure: 'Twelve owners named.',
        outcome: 'data',
        target: 'ownership',
      };
      const add = async (title: string, status: string) =>
        (await plan(handle, 'leeds', by, title, { ...more, status }, now))[0];
      return [await add('Name the owners', 'done'), await add('Name more owners', 'agreed')];
    });
    const writer = await signedIn(app, database, people.contributor!.email, now);
    const share = `/share/new?council=leeds&amp;action=${done}`;
    assert.ok((await writer.get(`/my/leeds/plan/actions/${done}`)).body.includes(share));
    assert.doesNotMatch((await writer.get(`/my/leeds/plan/actions/${open}`)).body, /\/share\/new/);
    const start = async (action: string) => {
      await writer.get(`/share/new?council=leeds&action=${action}`);
      const { headers } = await writer.post('/share/new', { for: 'leeds', body: '', action });
      return String(headers.location);
    };
    const draft = await start(done);
    assert.match(draft, /^\/share\/[\w-]+/);
    assert.match((await writer.get(`${draft}/headline`)).body, /Name the owners/);
    assert.match((await writer.get(`${draft}/problem`)).body, /Nobody knew whom to ask/);
    assert.match((await writer.get(`${draft}/did`)).body, /Twelve owners named/);
    assert.equal(await start(done), draft, 'a second press starts no second one');
    const empty = await start(open);
    assert.doesNotMatch((await writer.get(`${empty}/headline`)).body, /Name more owners/);
    await app.close();
  },
);
