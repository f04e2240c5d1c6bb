import type { Database, Handle } from '../db/connect.ts';
import type { MailRow } from '../db/tables/mail.ts';
import { transact } from '../db/transact.ts';
import { newId } from '../lib/ids.ts';

export interface Letter {
  to: string;
  /** What kind of mail it is, in a word: people refuse mail by kind. */
  kind: string;
  subject: string;
  /** Plain text. */
  body: string;
  /** Address that refuses this kind of mail with one request (RFC 8058); left out for mail that a person asked for. */
  refuse?: string;
}

const MINUTE = 60_000;
/** How long a sender has a letter for itself; after that another takes it, since the first must have died. */
const LEASE = 2 * MINUTE;
const MOST_TRIES = 8;

/** Puts a letter in the outbox, in the transaction of the change that it tells of: both are kept, or neither. */
export async function queueMail(handle: Handle, letter: Letter, now: Date): Promise<void> {
  await handle
    .insertInto('mail')
    .values({
      id: newId(),
      recipient: letter.to,
      kind: letter.kind,
      subject: letter.subject,
      body: letter.body,
      refuse: letter.refuse ?? null,
      created_at: now.toISOString(),
      due_at: now.toISOString(),
      tries: 0,
      leased_until: null,
      sent_at: null,
      failed_at: null,
      last_error: null,
    })
    .execute();
}

/**
 * Takes the letters that are due, each by one sender only.
 * @param most letters to take, oldest first
 */
export function takeDueMail(database: Database, now: Date, most = 20): Promise<MailRow[]> {
  const moment = now.toISOString();
  return transact(database, 'everyone', async (handle) => {
    let due = handle
      .selectFrom('mail')
      .select('id')
      .where('sent_at', 'is', null)
      .where('failed_at', 'is', null)
      .where('due_at', '<=', moment)
      .where((where) =>
        where.or([where('leased_until', 'is', null), where('leased_until', '<=', moment)]),
      )
      .orderBy('due_at')
      .orderBy('id')
      .limit(most);
    if (database.engine === 'postgres') due = due.forUpdate().skipLocked();
    const ids = (await due.execute()).map(({ id }) => id);
    if (ids.length === 0) return [];
    return handle
      .updateTable('mail')
      .set({ leased_until: new Date(now.getTime() + LEASE).toISOString() })
      .where('id', 'in', ids)
      .returningAll()
      .execute();
  });
}

/** Notes that a letter went out, and forgets what it said: it may hold a link that lets somebody in. */
export function noteSent(database: Database, id: string, now: Date): Promise<unknown> {
  return transact(database, 'everyone', (handle) =>
    handle
      .updateTable('mail')
      .set({
        sent_at: now.toISOString(),
        leased_until: null,
        body: '',
        subject: '',
        last_error: null,
      })
      .where('id', '=', id)
      .execute(),
  );
}

/** Notes that a letter did not go out: it is tried again after 1, 2, 4 … minutes, eight times in all. @returns whether it was given up */
export async function noteFailed(
  database: Database,
  { id, tries }: Pick<MailRow, 'id' | 'tries'>,
  error: string,
  now: Date,
): Promise<boolean> {
  const done = tries + 1;
  const givenUp = done >= MOST_TRIES;
  await transact(database, 'everyone', (handle) =>
    handle
      .updateTable('mail')
      .set({
        tries: done,
        leased_until: null,
        due_at: new Date(now.getTime() + 2 ** tries * MINUTE).toISOString(),
        last_error: error.slice(0, 300),
        failed_at: givenUp ? now.toISOString() : null,
      })
      .where('id', '=', id)
      .execute(),
  );
  return givenUp;
}

/** How much mail there is. @returns `oldest` in milliseconds, 0 when nothing waits */
export function measureOutbox(
  database: Database,
  now: Date,
): Promise<{ waiting: number; oldest: number; givenUp: number }> {
  return transact(database, 'everyone', async (handle) => {
    const { waiting, first } = await handle
      .selectFrom('mail')
      .select(({ fn }) => [
        fn.countAll<number | string>().as('waiting'),
        fn.min('created_at').as('first'),
      ])
      .where('sent_at', 'is', null)
      .where('failed_at', 'is', null)
      .executeTakeFirstOrThrow();
    const { givenUp } = await handle
      .selectFrom('mail')
      .select(({ fn }) => fn.countAll<number | string>().as('givenUp'))
      .where('failed_at', 'is not', null)
      .executeTakeFirstOrThrow();
    return {
      waiting: Number(waiting),
      oldest: first ? Math.max(0, now.getTime() - Date.parse(first)) : 0,
      givenUp: Number(givenUp),
    };
  });
}
