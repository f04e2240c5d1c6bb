import type { Database, Handle } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { isoDate } from '../../lib/dates.ts';
import { queueNotice } from '../../mail/notices.ts';
import { listCards } from './cards.ts';
import { listMoved } from './history.ts';
import { digestLetter, reminderLetter, silentLetter } from './letters.ts';
import { isOpen } from './rules/action.ts';
import type { Card } from './rules/card.ts';
import { isSilent, reminderOf, toDigest, weekOf } from './rules/digest.ts';
import { noteOnce } from './sent.ts';

export interface NoticeNeeds {
  site: string;
  title: string;
  nameOf(council: string): string | undefined;
}

/** How many people are looked at in one transaction. */
const BATCH = 250;
const COUNCILS_AT_ONCE = 100;

interface Reader {
  id: string;
  email: string | null;
  role: string;
  member: string;
}

/**
 * Sends what a plan has to say today: reminders, questions about silent actions, and once a week a digest. Meant to run
 * once a day; run twice it sends nothing twice. One council and one batch of people are in memory at a time.
 * @returns how many notices were queued, those refused not taken off
 */
export async function sendPlanNotices(
  database: Database,
  needs: NoticeNeeds,
  now: Date,
): Promise<number> {
  let sent = 0;
  let last = '';
  for (;;) {
    const councils = await transact(database, 'everyone', (handle) => listPlans(handle, last));
    for (const council of councils) sent += await sendOfCouncil(database, needs, council, now);
    if (councils.length < COUNCILS_AT_ONCE) return sent;
    last = councils.at(-1)!;
  }
}

/** Councils with a plan, after one, in the order of their names. */
async function listPlans(handle: Handle, after: string): Promise<string[]> {
  const rows = await handle
    .selectFrom('action')
    .select('council')
    .distinct()
    .where('council', '>', after)
    .orderBy('council')
    .limit(COUNCILS_AT_ONCE)
    .execute();
  return rows.map(({ council }) => council);
}

async function sendOfCouncil(
  database: Database,
  needs: NoticeNeeds,
  council: string,
  now: Date,
): Promise<number> {
  const today = isoDate(now);
  const about = { ...needs, council: { slug: council, name: needs.nameOf(council) ?? council } };
  const weekAgo = new Date(now.getTime() - 7 * 86_400_000).toISOString();
  const { cards, moved } = await transact(database, { council }, async (handle) => ({
    cards: await listCards(handle, council),
    moved: await listMoved(handle, council, weekAgo),
  }));
  const byId = new Map(cards.map((card) => [card.id, card]));
  const byOwner = Map.groupBy(cards.filter(isOpen), ({ ownerId }) => ownerId);
  const adrift = cards.filter((card) => isOpen(card) && card.former);
  let sent = 0;
  let last = '';
  for (;;) {
    const done = await transact(database, { council }, async (handle) => {
      const readers = await listReaders(handle, council, last);
      for (const reader of readers) {
        const own = byOwner.get(reader.id) ?? [];
        sent += await sendOwn(handle, council, { reader, own, about, today }, now);
        const ids = moved.get(reader.id) ?? new Set<string>();
        const seen = [
          ...new Set([...own, ...adrift, ...[...ids].flatMap((id) => byId.get(id) ?? [])]),
        ];
        const lead = reader.role === 'lead';
        const digest = toDigest(seen, { id: reader.id, lead }, ids, today);
        const key = `digest:${weekOf(today)}:${council}:${reader.id}`;
        if (!digest || !(await noteOnce(handle, council, { key, person: reader.id }, now)))
          continue;
        await queueNotice(handle, reader, 'plan-digest', digestLetter({ ...about, digest }), now);
        sent += 1;
      }
      last = readers.at(-1)?.member ?? '';
      return readers.length < BATCH;
    });
    if (done) return sent;
  }
}

interface Own {
  reader: Reader;
  own: readonly Card[];
  about: NoticeNeeds & { council: { slug: string; name: string } };
  today: string;
}

/** Reminders before due dates, and questions about what has been silent, to the owner. */
async function sendOwn(
  handle: Handle,
  council: string,
  { reader, own, about, today }: Own,
  now: Date,
): Promise<number> {
  let sent = 0;
  for (const card of own) {
    const before = reminderOf(card, today);
    const remind = before && `due:${card.id}:${card.due}:${before}:${reader.id}`;
    if (remind && (await noteOnce(handle, council, { key: remind, person: reader.id }, now))) {
      await queueNotice(handle, reader, 'plan-reminder', reminderLetter({ ...about, card }), now);
      sent += 1;
    }
    const silent = isSilent(card, today) && `silent:${card.id}:${card.touchedAt}:${reader.id}`;
    if (silent && (await noteOnce(handle, council, { key: silent, person: reader.id }, now))) {
      await queueNotice(handle, reader, 'plan-silent', silentLetter({ ...about, card }), now);
      sent += 1;
    }
  }
  return sent;
}

/** Members who can be written to, after one, by id. */
const listReaders = (handle: Handle, council: string, after: string): Promise<Reader[]> =>
  handle
    .selectFrom('member')
    .innerJoin('person', 'person.id', 'member.person_id')
    .select(['person.id', 'email', 'role', 'member.id as member'])
    .where('council', '=', council)
    .where('suspended', '=', 0)
    .where('email', 'is not', null)
    .where('member.id', '>', after)
    .orderBy('member.id')
    .limit(BATCH)
    .execute();
