import assert from 'node:assert/strict';
import { type Browser, signedIn } from '../../../test/browser-session.ts';
import { testOnBoth } from '../../../test/databases.ts';
import { startApp } from '../../../test/start-app.ts';
import { transact } from '../../db/transact.ts';
import { givePlatformRole } from '../admin/platform-roles.ts';

const me = { name: 'Ada Byron', perspective: 'digital', message: '' };

testOnBoth(
  'an invitation works for its address only, and goes with the lead who sent it',
  async (database) => {
    const { app } = await startApp({}, database);
    const ada = await signedIn(app, database, 'ada@leeds.gov.uk');
    await ada.get('/join/leeds');
    await ada.post('/join/leeds', me);
    const invite = async (by: Browser, email: string, role: string) => {
      await by.get('/my/leeds/invite');
      assert.equal((await by.post('/my/leeds/invite', { email, role })).statusCode, 303);
      const { body } = await database.kysely
        .selectFrom('mail')
        .select('body')
        .where('recipient', '=', email)
        .executeTakeFirstOrThrow();
      return /\/invitation\/[\w-]+/.exec(body)?.[0] ?? '';
    };
    const link = await invite(ada, 'bob@york.gov.uk', 'lead');
    const eve = await signedIn(app, database, 'eve@evil.example');
    const shown = await eve.get(link);
    assert.equal(shown.statusCode, 403);
    assert.doesNotMatch(shown.body, /bob@york|Leeds/, 'nor is told whose it is');
    await eve.get('/my');
    assert.equal((await eve.post(link, { name: 'Eve', perspective: 'partner' })).statusCode, 403);
    assert.equal((await eve.get('/my/leeds')).statusCode, 404);
    const bob = await signedIn(app, database, 'bob@york.gov.uk');
    await bob.get(link);
    assert.equal((await bob.post(link, { name: 'Bob', perspective: 'partner' })).statusCode, 303);

    const back = await invite(bob, 'bob.again@evil.example', 'lead');
    const people = await ada.get('/my/leeds/people');
    const member = /href="(\/my\/leeds\/people\/[\w-]+)">Bob/.exec(people.body)?.[1] ?? '';
    await ada.get(member);
    assert.equal((await ada.post(`${member}/remove`)).statusCode, 303);
    const again = await signedIn(app, database, 'bob.again@evil.example');
    assert.equal((await again.get(back)).statusCode, 410, 'no door is left open');
    await app.close();
  },
);

testOnBoth(
  'a request is decided only by a clear word, and asking has a limit',
  async (database) => {
    const { app, site } = await startApp({}, database);
    const ada = await signedIn(app, database, 'ada@leeds.gov.uk');
    await ada.get('/join/leeds');
    await ada.post('/join/leeds', me);
    const eve = await signedIn(app, database, 'eve@evil.example');
    await eve.get('/join/leeds');
    assert.equal((await eve.post('/join/leeds', me)).statusCode, 303);
    const people = await ada.get('/my/leeds/people');
    const decide = /action="(\/my\/leeds\/requests\/[\w-]+)"/.exec(people.body)?.[1] ?? '';
    for (const decision of ['', 'yes', 'APPROVE', '__proto__'])
      assert.equal((await ada.post(decide, { decision })).statusCode, 303);
    const open = () =>
      transact(database, 'everyone', (handle) =>
        handle
          .selectFrom('join_request')
          .select('decision')
          .where('decision', 'is', null)
          .execute(),
      );
    assert.equal((await open()).length, 1);
    await ada.post(decide, { decision: 'decline' });
    assert.equal((await open()).length, 0);
    const slugs = [
      ...new Set(site.pages.paths.map((path) => /^\/councils\/([\w-]+)$/.exec(path)?.[1])),
    ]
      .filter((slug) => slug !== undefined)
      .slice(0, 30);
    const answers = [];
    for (const slug of slugs) answers.push((await eve.post(`/join/${slug}`, me)).statusCode);
    assert.equal(answers.filter((status) => status === 303).length, 9, 'ten in a day');
    assert.equal(answers.at(-1), 400);
    await app.close();
  },
);

testOnBoth(
  'a pause is not ended by another form of the address, nor by a new account',
  async (database) => {
    const { app } = await startApp({}, database);
    const ada = await signedIn(app, database, 'ada@leeds.gov.uk');
    await ada.get('/join/leeds');
    await ada.post('/join/leeds', me);
    const eve = await signedIn(app, database, 'eve@leeds.gov.uk');
    await eve.get('/join/leeds');
    await eve.post('/join/leeds', { ...me, name: 'Eve' });
    const people = (await ada.get('/my/leeds/people')).body;
    const member = /href="(\/my\/leeds\/people\/[\w-]+)">Eve/.exec(people)?.[1] ?? '';
    await ada.get(member);
    const paused = { role: 'viewer', perspective: '', suspended: 'yes', version: '1' };
    assert.equal((await ada.post(member, paused)).statusCode, 303);
    const tryAs = async (email: string) => {
      const again = await signedIn(app, database, email);
      await again.get('/join/leeds');
      const { headers } = await again.post('/join/leeds', { ...me, name: 'Eve again' });
      return [headers.location, (await again.get('/my/leeds')).statusCode];
    };
    const asked = ['/my', 404];
    assert.deepEqual(await tryAs('eve+2@leeds.gov.uk'), asked, 'she has to ask');
    await eve.get('/account/delete');
    assert.equal((await eve.post('/account/delete', { sure: 'yes' })).statusCode, 303);
    assert.deepEqual(await tryAs('eve@leeds.gov.uk'), asked, 'as the lead meant it');
    assert.deepEqual(await tryAs('eva@leeds.gov.uk'), ['/my/leeds?done=listed', 200]);
    const kept = await transact(database, 'everyone', (handle) =>
      handle.selectFrom('kept_out').selectAll().execute(),
    );
    assert.equal(kept.length, 1);
    assert.doesNotMatch(JSON.stringify(kept), /eve/);
    await app.close();
  },
);

testOnBoth('nobody decides about their own request', async (database) => {
  const { app } = await startApp({}, database);
  const editor = await signedIn(app, database, 'editor@almanac.example');
  await transact(database, 'everyone', (handle) =>
    givePlatformRole(handle, 'editor@almanac.example', 'editor', new Date()),
  );
  await editor.get('/join/leeds');
  await editor.post('/join/leeds', me);
  const page = await editor.get('/admin/requests');
  const decide = /action="(\/admin\/requests\/[^"]+)"/.exec(page.body)?.[1] ?? assert.fail();
  await editor.post(decide, { decision: 'approve' });
  assert.equal((await editor.get('/my/leeds')).statusCode, 404, 'an editor lets nobody in alone');
  await app.close();
});
