import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyPostgres, testOnBoth } from '../../test/databases.ts';
import { type Database, openDatabase } from '../db/connect.ts';
import { transact } from '../db/transact.ts';
import { queueMail, takeDueMail } from './outbox.ts';
import { sendDueMail } from './postman.ts';
import type { Envelope } from './transport.ts';

const MINUTE = 60_000;
const start = Date.parse('2026-11-24T10:00:00.000Z');
const at = (minutes: number) => new Date(start + minutes * MINUTE);
const quiet = () => undefined;

const queue = (database: Database, to: string, now = at(0)) =>
  transact(database, 'everyone', (handle) =>
    queueMail(handle, { to, kind: 'test', subject: `To ${to}`, body: 'Hello' }, now),
  );

const rows = (database: Database) =>
  database.kysely.selectFrom('mail').selectAll().orderBy('id').execute();

/** A transport that keeps what it gets. */
function keep(): { sent: string[]; transport: (letter: Envelope) => Promise<void> } {
  const sent: string[] = [];
  return {
    sent,
    transport: async ({ recipient }) => {
      await new Promise((resolve) => setImmediate(resolve));
      sent.push(recipient);
    },
  };
}

testOnBoth('a letter goes out once, and what it said is forgotten', async (database) => {
  await queue(database, 'ada@leeds.gov.uk');
  const { sent, transport } = keep();
  assert.equal(await sendDueMail(database, transport, () => at(0), quiet), 1);
  assert.equal(await sendDueMail(database, transport, () => at(999), quiet), 0);
  assert.deepEqual(sent, ['ada@leeds.gov.uk']);
  const [row] = await rows(database);
  assert.deepEqual(
    { body: row?.body, subject: row?.subject, sent: row?.sent_at },
    { body: '', subject: '', sent: at(0).toISOString() },
  );
});

testOnBoth('a change that fails leaves no letter behind', async (database) => {
  const fails = transact(database, 'everyone', async (handle) => {
    await queueMail(handle, { to: 'a@b.uk', kind: 'test', subject: '', body: '' }, at(0));
    throw new Error('later');
  });
  await assert.rejects(fails, /later/);
  assert.deepEqual(await rows(database), []);
});

testOnBoth(
  'a letter that fails is tried after 1, 2, 4 … minutes, and given up after the eighth time',
  async (database) => {
    await queue(database, 'ada@leeds.gov.uk');
    const tries: number[] = [];
    const given: string[] = [];
    let minute = 0;
    const transport = async () => {
      tries.push(minute);
      throw new Error('the mail server is on holiday');
    };
    for (; minute <= 300; minute += 1)
      await sendDueMail(
        database,
        transport,
        () => at(minute),
        (kind, why) => given.push(`${kind}: ${why}`),
      );
    assert.deepEqual(tries, [0, 1, 3, 7, 15, 31, 63, 127]);
    assert.deepEqual(given, ['test: the mail server is on holiday']);
    const [row] = await rows(database);
    assert.equal(row?.failed_at, at(127).toISOString());
    assert.equal(row?.last_error, 'the mail server is on holiday');
  },
);

testOnBoth('one letter that fails does not hold up the others', async (database) => {
  for (const to of ['a@b.uk', 'bad@b.uk', 'c@b.uk']) await queue(database, to);
  const { sent, transport } = keep();
  const picky = async (letter: Envelope) => {
    if (letter.recipient.startsWith('bad')) throw new Error('no such box');
    await transport(letter);
  };
  assert.equal(await sendDueMail(database, picky, () => at(0), quiet), 2);
  assert.deepEqual(sent, ['a@b.uk', 'c@b.uk']);
});

testOnBoth(
  'who has a letter has it alone for two minutes; then another takes it',
  async (database) => {
    await queue(database, 'ada@leeds.gov.uk');
    assert.equal((await takeDueMail(database, at(0))).length, 1, 'and dies here');
    assert.equal((await takeDueMail(database, at(1.9))).length, 0);
    assert.equal((await takeDueMail(database, at(2))).length, 1);
  },
);

testOnBoth(
  'a sender that dies between sending and noting causes one double at most',
  async (database) => {
    await queue(database, 'ada@leeds.gov.uk');
    const { sent, transport } = keep();
    const [letter] = await takeDueMail(database, at(0));
    assert.ok(letter);
    await transport(letter);
    // Here the process died. Others come every minute.
    for (let minute = 1; minute < 60; minute += 1)
      await sendDueMail(database, transport, () => at(minute), quiet);
    assert.deepEqual(sent, ['ada@leeds.gov.uk', 'ada@leeds.gov.uk']);
  },
);

testOnBoth('a slow mail server does not make letters go twice', async (database) => {
  for (let count = 0; count < 10; count += 1) await queue(database, `p${count}@b.uk`);
  const sent: string[] = [];
  let minute = 0;
  const slow = async ({ recipient }: Envelope) => {
    sent.push(recipient);
    minute += 0.75;
  };
  await sendDueMail(database, slow, () => at(minute), quiet);
  assert.ok(sent.length < 10, 'it stops before others may have the rest');
  const { sent: more, transport } = keep();
  await sendDueMail(database, transport, () => at(minute), quiet);
  for (; minute < 20; minute += 1) await sendDueMail(database, transport, () => at(minute), quiet);
  assert.deepEqual([...sent, ...more].sort(), [...new Set([...sent, ...more])].sort());
  assert.equal(sent.length + more.length, 10);
});

test('two servers on one PostgreSQL share the mail, and no letter goes twice', async (t) => {
  const url = await emptyPostgres();
  if (!url) return t.skip('no PostgreSQL server is installed');
  const [one, other] = [openDatabase({ url }), openDatabase({ url })];
  const all: string[] = [];
  for (let count = 0; count < 100; count += 1) {
    all.push(`p${count}@b.uk`);
    await queue(one, `p${count}@b.uk`);
  }
  const { sent, transport } = keep();
  const postman = async (database: Database) => {
    let mine = 0;
    for (let now = 1; now > 0; mine += now)
      now = await sendDueMail(database, transport, () => at(0), quiet);
    return mine;
  };
  const counts = await Promise.all([postman(one), postman(other)]);
  assert.deepEqual(sent.sort(), all.sort());
  assert.ok(Math.min(...counts) > 0, `both had some: ${counts}`);
  await one.close();
  await other.close();
});
