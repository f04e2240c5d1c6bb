import assert from 'node:assert/strict';
import { signedIn } from '../../../test/browser-session.ts';
import { testOnBoth } from '../../../test/databases.ts';
import { startApp } from '../../../test/start-app.ts';
import { transact } from '../../db/transact.ts';
import { addInvitation } from '../space/invitations.ts';
import { forgetEnded, forgetIdleAccounts, GRACE_DAYS, IDLE_DAYS } from './retention.ts';

const start = new Date('2026-11-24T10:00:00Z');
const after = (days: number) => new Date(start.getTime() + days * 86_400_000);
const site = 'https://almanac.example';

testOnBoth(
  'who does not sign in for two years is warned once, then deleted; who signs in stays',
  async (database) => {
    const { app } = await startApp({}, database);
    await signedIn(app, database, 'gone@leeds.gov.uk', start);
    await signedIn(app, database, 'back@leeds.gov.uk', start);
    const run = (days: number) =>
      transact(database, 'everyone', (handle) =>
        forgetIdleAccounts(handle, { site, keepers: [] }, after(days)),
      );
    const emails = async () => {
      const rows = await database.kysely
        .selectFrom('person')
        .select('email')
        .orderBy('email')
        .execute();
      return rows.flatMap(({ email }) => (email ? [email] : []));
    };
    const warned = async () =>
      (await database.kysely.selectFrom('mail').selectAll().where('kind', '=', 'idle').execute())
        .length;
    await run(IDLE_DAYS - 1);
    assert.equal(await warned(), 0);
    await run(IDLE_DAYS + 1);
    await run(IDLE_DAYS + 2);
    assert.equal(await warned(), 2, 'each is warned once');
    await signedIn(app, database, 'back@leeds.gov.uk', after(IDLE_DAYS + 3));
    await run(IDLE_DAYS + GRACE_DAYS);
    assert.equal((await emails()).length, 2);
    await run(IDLE_DAYS + GRACE_DAYS + 2);
    assert.deepEqual(await emails(), ['back@leeds.gov.uk']);
    await app.close();
  },
);

testOnBoth('invitations and decided requests really go', async (database) => {
  const { app } = await startApp({}, database);
  await signedIn(app, database, 'ada@leeds.gov.uk', start);
  await transact(database, 'everyone', async (handle) => {
    const { id } = await handle.selectFrom('person').select('id').executeTakeFirstOrThrow();
    const invitation = { email: 'x@y.example', role: 'viewer', perspective: null, by: id } as const;
    await addInvitation(handle, 'leeds', invitation, start);
  });
  const left = (days: number) =>
    transact(database, 'everyone', async (handle) => {
      await forgetEnded(handle, after(days));
      return (await handle.selectFrom('invitation').selectAll().execute()).length;
    });
  assert.equal(await left(89), 1);
  assert.equal(await left(91), 0);
  await app.close();
});
