import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { testOnBoth } from '../../test/databases.ts';
import { KnownError, StartError } from '../lib/errors.ts';
import { newId } from '../lib/ids.ts';
import { type Database, type Handle, openDatabase } from './connect.ts';
import { isTaken } from './failures.ts';
import { migrate } from './migrate.ts';
import { takeServerPlace } from './sqlite.ts';
import { transact } from './transact.ts';

const now = '2026-11-24T10:00:00.000Z';
const person = (email: string) => ({
  id: newId(),
  email,
  name: 'A. Person',
  created_at: now,
  seen_at: now,
  warned_at: null,
  deleted_at: null,
  version: 1,
});

const addMember = (database: Database, council: string, personId: string) =>
  transact(database, { council }, (handle) =>
    handle
      .insertInto('member')
      .values({
        id: newId(),
        council,
        person_id: personId,
        role: 'lead',
        perspective: null,
        suspended: 0,
        joined_at: now,
        version: 1,
      })
      .execute(),
  );

testOnBoth('a second run of the migrations finds nothing to do', async (database) => {
  assert.deepEqual(await migrate(database), []);
});

testOnBoth('a transaction that fails leaves nothing behind', async (database) => {
  const fails = transact(database, 'everyone', async (handle) => {
    await handle.insertInto('person').values(person('a@leeds.gov.uk')).execute();
    throw new Error('later');
  });
  await assert.rejects(fails, /later/);
  const rows = await database.kysely.selectFrom('person').selectAll().execute();
  assert.deepEqual(rows, []);
});

testOnBoth('an email address is taken once', async (database) => {
  const add = () => database.kysely.insertInto('person').values(person('a@leeds.gov.uk')).execute();
  await add();
  await assert.rejects(add, isTaken);
});

testOnBoth('the audit refuses every change', async (database) => {
  const row = {
    id: newId(),
    at: now,
    council: 'leeds',
    person_id: null,
    action: 'x',
    detail: '{}',
  };
  const within = <T>(work: (handle: Handle) => Promise<T>) =>
    transact(database, { council: 'leeds' }, work);
  await within((handle) => handle.insertInto('audit').values(row).execute());
  await assert.rejects(
    within((handle) => handle.updateTable('audit').set({ action: 'y' }).execute()),
    /never changed/,
  );
  await assert.rejects(
    within((handle) => handle.deleteFrom('audit').execute()),
    /never changed/,
  );
  if (database.engine === 'sqlite') return;
  const seen = (council: string) =>
    transact(database, { council }, (handle) => handle.selectFrom('audit').select('id').execute());
  assert.equal((await seen('leeds')).length, 1);
  assert.deepEqual(await seen('york'), [], 'nor read by another council');
});

testOnBoth(
  'with the wall alone, a query that forgot its council finds nothing',
  async (database) => {
    const [one, other] = [person('a@leeds.gov.uk'), person('b@york.gov.uk')];
    await database.kysely.insertInto('person').values([one, other]).execute();
    await addMember(database, 'leeds', one.id);
    await addMember(database, 'york', other.id);
    const seen = (scope: Parameters<typeof transact>[1]) =>
      transact(database, scope, async (handle) => {
        const rows = await handle
          .selectFrom('member')
          .select('council')
          .orderBy('council')
          .execute();
        return rows.map(({ council }) => council);
      });
    assert.deepEqual(await seen('everyone'), ['leeds', 'york']);
    if (database.engine === 'sqlite') return;
    assert.deepEqual(await seen({ council: 'leeds' }), ['leeds']);
    assert.deepEqual(await seen({ person: other.id }), ['york']);
    assert.deepEqual(await seen({ council: '' }), []);
    const unscoped = await database.kysely.selectFrom('member').selectAll().execute();
    assert.deepEqual(unscoped, [], 'outside a transaction with a scope nothing is seen');
    await assert.rejects(
      transact(database, { council: 'york' }, (handle) =>
        handle
          .insertInto('member')
          .values({
            id: newId(),
            council: 'leeds',
            person_id: other.id,
            role: 'lead',
            perspective: null,
            suspended: 0,
            joined_at: now,
            version: 1,
          })
          .execute(),
      ),
      /row-level security/,
      'nor can a row be put into another council',
    );
  },
);

test('a database that cannot be reached is a calm 503', async () => {
  const database = openDatabase({ url: 'postgres://nobody@127.0.0.1:9/none' });
  await assert.rejects(
    transact(database, 'everyone', (handle) => handle.selectFrom('person').selectAll().execute()),
    (error) => error instanceof KnownError && error.status === 503,
  );
  await database.close();
});

test('two servers on one data folder are refused, and the place is free again after the first', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'almanac-place-'));
  const leave = takeServerPlace(folder);
  assert.throws(() => takeServerPlace(folder), StartError);
  leave();
  takeServerPlace(folder)();
  rmSync(folder, { recursive: true });
});
