import type { Handle } from '../../db/connect.ts';
import { queueNotice } from '../../mail/notices.ts';
import { forgetBans } from './bans.ts';
import { listOpen } from './concerns.ts';
import { waitingLetter } from './letters.ts';
import { ageInDays } from './rules.ts';

/** What the editors' work keeps about a person, for that person. */
export async function readModeration(handle: Handle, person: string): Promise<object> {
  return {
    reports: await handle
      .selectFrom('concern')
      .select(['about', 'source', 'rule', 'words', 'created_at', 'decided_at'])
      .where('person_id', '=', person)
      .orderBy('id')
      .limit(1000)
      .execute(),
    decisions: await handle
      .selectFrom('ruling')
      .select(['at', 'about', 'act', 'rule', 'words'])
      .where('author_id', '=', person)
      .orderBy('id')
      .limit(1000)
      .execute(),
    bans: await handle
      .selectFrom('ban')
      .select(['rule', 'words', 'created_at', 'until'])
      .where('person_id', '=', person)
      .orderBy('id')
      .limit(100)
      .execute(),
  };
}

/** What is forgotten with an account: the words of reports and appeals. That something was decided stays. */
export async function forgetModeration(handle: Handle, person: string): Promise<void> {
  await handle
    .updateTable('concern')
    .set({ words: '', person_id: null })
    .where('person_id', '=', person)
    .execute();
}

/** Forgets what no longer serves: ended bans with all that they were known by, words of what was decided a year ago. */
export async function forgetOldModeration(handle: Handle, now: Date): Promise<void> {
  await forgetBans(handle, now);
  const yearAgo = new Date(now.getTime() - 365 * 24 * 3_600_000).toISOString();
  await handle
    .updateTable('concern')
    .set({ words: '' })
    .where('decided_at', '<', yearAgo)
    .where('words', '<>', '')
    .execute();
}

/** Tells the editors, once a day, when something waits for longer than a day. @returns how many things wait */
export async function remindEditors(
  handle: Handle,
  about: { site: string; title: string },
  editors: readonly { id: string; email: string | null }[],
  now: Date,
): Promise<number> {
  const open = await listOpen(handle);
  const days = open[0] ? ageInDays(open[0].created_at, now) : 0;
  if (days < 1) return 0;
  for (const editor of editors)
    await queueNotice(
      handle,
      editor,
      'moderation-waiting',
      { ...waitingLetter(open.length, days, about), site: about.site },
      now,
    );
  return open.length;
}
