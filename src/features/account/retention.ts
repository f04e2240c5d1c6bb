import type { Handle } from '../../db/connect.ts';
import { queueMail } from '../../mail/outbox.ts';
import { deletePerson } from './everything.ts';
import type { PersonKeeper } from './keepers.ts';

const DAY = 24 * 3_600_000;
/** Days without a sign-in after which a person is warned, and days from then until the account is deleted. */
export const IDLE_DAYS = 730;
export const GRACE_DAYS = 30;
/** Days for which an invitation or a request to join is kept after it ended. */
export const ENDED_DAYS = 90;
const MOST = 200;

const ago = (now: Date, days: number) => new Date(now.getTime() - days * DAY).toISOString();

/** Warns who has not signed in for two years, and deletes the accounts of those who were warned a month ago. */
export async function forgetIdleAccounts(
  handle: Handle,
  { site, keepers }: { site: string; keepers: readonly PersonKeeper[] },
  now: Date,
): Promise<void> {
  const idle = handle
    .selectFrom('person')
    .select(['id', 'email'])
    .where('email', 'is not', null)
    .where('seen_at', '<', ago(now, IDLE_DAYS))
    .orderBy('id')
    .limit(MOST);
  for (const { id } of await idle.where('warned_at', '<', ago(now, GRACE_DAYS)).execute())
    await deletePerson(handle, id, keepers, now);
  for (const { id, email } of await idle.where('warned_at', 'is', null).execute()) {
    if (!email) continue;
    const body = [
      'You have not signed in for two years.',
      `In ${GRACE_DAYS} days we delete your account. To keep it, sign in: ${site}/sign-in`,
    ].join('\n\n');
    await queueMail(
      handle,
      { to: email, kind: 'idle', subject: 'Your account will be deleted', body },
      now,
    );
    await handle
      .updateTable('person')
      .set({ warned_at: now.toISOString() })
      .where('id', '=', id)
      .execute();
  }
}

/** Forgets what has ended: invitations, decided requests, changes of address, links in old notices. */
export async function forgetEnded(handle: Handle, now: Date): Promise<void> {
  const before = ago(now, ENDED_DAYS);
  await handle.deleteFrom('invitation').where('created_at', '<', before).execute();
  await handle.deleteFrom('join_request').where('decided_at', '<', before).execute();
  await handle.deleteFrom('kept_out').where('created_at', '<', ago(now, 365)).execute();
  await handle.deleteFrom('email_change').where('created_at', '<', ago(now, 3)).execute();
  await handle
    .deleteFrom('refusal_link')
    .where('created_at', '<', ago(now, 2 * 365))
    .execute();
}
