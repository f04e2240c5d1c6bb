import { writeAudit } from '../../db/audit.ts';
import type { Handle } from '../../db/connect.ts';
import type { ListingRow } from '../../db/tables/together.ts';
import { daysAfter, isoDate } from '../../lib/dates.ts';
import { queueNotice } from '../../mail/notices.ts';
import { endIntroductions, listAddressees } from './introductions.ts';
import { endedNotice, endingNotice } from './letters.ts';
import { KINDS, REMIND_DAYS } from './rules/listing.ts';

const DAY = 24 * 3_600_000;
/** Days for which a draft, an ended introduction and what is over are kept. */
export const DRAFT_DAYS = 90;
export const INTRODUCTION_DAYS = 90;
export const OVER_DAYS = 730;
const MOST = 1000;

interface About {
  site: string;
  title: string;
}

/**
 * Keeps the board true, once a day: reminds a week before the last day, ends what came to it, forgets what is long over.
 * Done twice it does nothing more.
 * @returns how many were reminded of and how many ended
 */
export async function tendBoard(
  handle: Handle,
  about: About,
  now: Date,
): Promise<{ reminded: number; ended: number }> {
  const today = isoDate(now);
  const ended = await endOver(handle, about, today, now);
  const reminded = await remind(handle, about, today, now);
  const before = (days: number) => new Date(now.getTime() - days * DAY).toISOString();
  await handle
    .deleteFrom('listing')
    .where('put_up_at', 'is', null)
    .where('created_at', '<', before(DRAFT_DAYS))
    .execute();
  await handle
    .deleteFrom('introduction')
    .where('ended_at', '<', before(INTRODUCTION_DAYS))
    .execute();
  await handle.deleteFrom('listing').where('closed_at', '<', before(OVER_DAYS)).execute();
  return { reminded, ended };
}

const openOnes = (handle: Handle) =>
  handle
    .selectFrom('listing')
    .selectAll()
    .where('put_up_at', 'is not', null)
    .where('closed_at', 'is', null)
    .where('hidden_at', 'is', null)
    .orderBy('ends_on')
    .orderBy('id')
    .limit(MOST);

async function endOver(handle: Handle, about: About, today: string, now: Date): Promise<number> {
  const over = await openOnes(handle).where('ends_on', '<', today).execute();
  for (const row of over) {
    await handle
      .updateTable('listing')
      .set({ closed_at: now.toISOString(), result: 'ended', version: row.version + 1 })
      .where('id', '=', row.id)
      .execute();
    await endIntroductions(handle, row.council, row.id, now);
    const entry = { council: row.council, action: 'listing.ended', detail: { listing: row.id } };
    await writeAudit(handle, entry, now);
    await tell(handle, row, endedNotice(about, wordsOf(row)), now);
  }
  return over.length;
}

async function remind(handle: Handle, about: About, today: string, now: Date): Promise<number> {
  const due = await openOnes(handle)
    .where('ends_on', '<=', daysAfter(today, REMIND_DAYS))
    .where((where) =>
      where.or([
        where('reminded_for', 'is', null),
        where('reminded_for', '<>', where.ref('ends_on')),
      ]),
    )
    .execute();
  for (const row of due) {
    await handle
      .updateTable('listing')
      .set({ reminded_for: row.ends_on })
      .where('id', '=', row.id)
      .execute();
    await tell(handle, row, endingNotice(about, { ...wordsOf(row), endsOn: row.ends_on }), now);
  }
  return due.length;
}

const wordsOf = ({ council, id, kind, title }: ListingRow) => ({
  href: `/my/${council}/together/${id}`,
  kind: KINDS[kind].toLowerCase(),
  title,
});

async function tell(
  handle: Handle,
  { council, person_id }: ListingRow,
  letter: ReturnType<typeof endedNotice>,
  now: Date,
): Promise<void> {
  for (const person of await listAddressees(handle, council, person_id))
    await queueNotice(handle, person, 'listing-ending', letter, now);
}
