import type { Handle } from '../db/connect.ts';
import { hashOf, newSecret } from '../lib/ids.ts';
import { type Letter, queueMail } from './outbox.ts';

/** Mail that nobody asked for by hand, and that people may refuse by kind. */
export const NOTICES = {
  'join-request': 'Somebody asks to join a council that you lead',
  'assessment-task': 'Somebody asks you about an answer of your council, or answers what you asked',
  'round-over': 'The last day of an assessment that you lead has passed',
  'example-review': 'An example that you write is checked, returned, published or withdrawn',
  'example-together': 'Somebody asks you to write an example together',
  'example-follow-up': 'An example that you wrote is half a year old: is it still so?',
  'example-queue': 'You are an editor, and an example or a problem with one waits for you',
  'round-reminder': 'An assessment of your council is about to close and waits for your answers',
  'plan-digest': 'Something in your council’s plan concerns you this week',
  'plan-reminder': 'An action that you own is due soon',
  'plan-silent': 'An action that you own has been silent for 60 days',
  'plan-mention': 'A colleague mentions you in the plan',
  introduction: 'Another council asks yours for an introduction, or both have said yes',
  'listing-ending': 'A need or an offer of your council is about to end, or has ended',
  circle: 'Something is to be decided in a learning circle of your council',
  'weekly-digest': 'Once a week, there is news of what you follow',
  moderation: 'An editor decided about something that you wrote or reported',
  'moderation-waiting': 'Something waits for an editor (editors only)',
} as const;
export type Notice = keyof typeof NOTICES;

/** Queues a notice for a person, unless they refused its kind; with a link that refuses it from now on. */
export async function queueNotice(
  handle: Handle,
  person: { id: string; email: string | null },
  kind: Notice,
  letter: Pick<Letter, 'subject' | 'body'> & { site: string },
  now: Date,
): Promise<void> {
  if (!person.email || (await listRefused(handle, person.id)).includes(kind)) return;
  const secret = newSecret();
  await handle
    .insertInto('refusal_link')
    .values({ hash: hashOf(secret), person_id: person.id, kind, created_at: now.toISOString() })
    .execute();
  const refuse = `${letter.site}/refuse/${secret}`;
  const called = await findAddress(handle, person.id);
  const body = [
    ...(called ? [`Dear ${called},`] : []),
    letter.body,
    `No more mail of this kind: ${refuse}`,
  ].join('\n\n');
  await queueMail(handle, { to: person.email, kind, subject: letter.subject, body, refuse }, now);
}

/** How a person is addressed: as they said, else by their name. */
async function findAddress(handle: Handle, person: string): Promise<string> {
  const row = await handle
    .selectFrom('person')
    .select(['name', 'addressed'])
    .where('id', '=', person)
    .executeTakeFirst();
  return row?.addressed || row?.name || '';
}

/** The kinds of notice that a person refused. */
export async function listRefused(handle: Handle, person: string): Promise<string[]> {
  const rows = await handle
    .selectFrom('mail_refused')
    .select('kind')
    .where('person_id', '=', person)
    .orderBy('kind')
    .execute();
  return rows.map(({ kind }) => kind);
}

/** Sets what a person refuses. */
export async function setRefused(
  handle: Handle,
  person: string,
  kinds: readonly Notice[],
): Promise<void> {
  await handle.deleteFrom('mail_refused').where('person_id', '=', person).execute();
  if (kinds.length > 0)
    await handle
      .insertInto('mail_refused')
      .values(kinds.map((kind) => ({ person_id: person, kind })))
      .execute();
}

/** Refuses by the link of a notice. @returns the kind; nothing for a link that we never sent */
export async function refuseByLink(handle: Handle, secret: string): Promise<Notice | undefined> {
  const link = await findRefusal(handle, secret);
  if (!link) return undefined;
  await handle
    .insertInto('mail_refused')
    .values({ person_id: link.person_id, kind: link.kind })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return link.kind as Notice;
}

export const findRefusal = (handle: Handle, secret: string) =>
  handle
    .selectFrom('refusal_link')
    .selectAll()
    .where('hash', '=', hashOf(secret))
    .executeTakeFirst();
