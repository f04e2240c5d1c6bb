import type { Database, Handle } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { listRefused, queueNotice } from '../../mail/notices.ts';
import { listFollows } from './follows.ts';
import type { Follower, NewsLine, NewsSource } from './needs.ts';

const DAY = 24 * 3_600_000;
const WEEK = 7 * DAY;
/** People who are written to in one run; the next run takes the next. */
const BATCH = 200;
const MOST_LINES = 30;

export interface DigestNeeds {
  database: Database;
  sources: readonly NewsSource[];
  site: string;
  title: string;
}

interface Due {
  id: string;
  name: string;
  email: string;
  digest_at: string;
}

/**
 * Writes to those whose last weekly digest is a week old, each in a transaction of their own; whoever has no news gets no
 * mail. It can be run as often as one likes: nobody is told twice of the same.
 * @returns how many letters were queued
 */
export async function sendDigests(needs: DigestNeeds, now: Date): Promise<number> {
  const due = await transact(needs.database, 'everyone', (handle) => listDue(handle, now));
  let sent = 0;
  for (const person of due)
    if (await transact(needs.database, 'everyone', (handle) => sendOne(handle, needs, person, now)))
      sent += 1;
  return sent;
}

function listDue(handle: Handle, now: Date): Promise<Due[]> {
  return handle
    .selectFrom('catch_up')
    .innerJoin('person', 'person.id', 'catch_up.person_id')
    .select(['person.id', 'person.name', 'person.email', 'digest_at'])
    .where('digest_at', '<=', new Date(now.getTime() - WEEK).toISOString())
    .where('email', 'is not', null)
    .orderBy('digest_at')
    .orderBy('person.id')
    .limit(BATCH)
    .$narrowType<{ email: string; digest_at: string }>()
    .execute();
}

async function sendOne(
  handle: Handle,
  { sources, site, title }: DigestNeeds,
  person: Due,
  now: Date,
): Promise<boolean> {
  const until = now.toISOString();
  // Another server may have written to them meanwhile.
  const { numUpdatedRows } = await handle
    .updateTable('catch_up')
    .set({ digest_at: until })
    .where('person_id', '=', person.id)
    .where('digest_at', '=', person.digest_at)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  if ((await listRefused(handle, person.id)).includes('weekly-digest')) return false;
  const what = (await listFollows(handle, person.id)).map((each) => each.what);
  if (what.length === 0) return false;
  const follower: Follower = { id: person.id, name: person.name, editor: false };
  const lines: NewsLine[] = [];
  for (const source of sources)
    lines.push(...(await source(handle, { follower, what, since: person.digest_at, until })));
  if (lines.length === 0) return false;
  const letter = { subject: subjectOf(lines), body: digestText(lines, { site, title }), site };
  await queueNotice(handle, person, 'weekly-digest', letter, now);
  return true;
}

const subjectOf = (lines: readonly NewsLine[]): string =>
  lines.length === 1
    ? 'One piece of news of what you follow'
    : `${lines.length} pieces of news of what you follow`;

/** The letter: news under their headings, each once. */
export function digestText(
  lines: readonly NewsLine[],
  { site, title }: { site: string; title: string },
): string {
  const told = [...new Map(lines.map((line) => [`${line.section} ${line.href}`, line])).values()];
  const shown = told.slice(0, MOST_LINES);
  const sections = Map.groupBy(shown, ({ section }) => section);
  const more = told.length - shown.length;
  return [
    'This is what happened in the last week with what you follow.',
    ...[...sections].map(([section, list]) =>
      [section, ...list.map(({ text, href }) => `- ${text}\n  ${site}${href}`)].join('\n'),
    ),
    ...(more > 0 ? [`And ${more} more: ${site}/my/following`] : []),
    `Change what you follow: ${site}/my/following`,
    title,
  ].join('\n\n');
}
