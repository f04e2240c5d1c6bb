import type { Handle } from '../../db/connect.ts';
import { isoDate, writtenDate } from '../../lib/dates.ts';
import { queueNotice } from '../../mail/notices.ts';
import { isAsked } from './rounds.ts';

const DAY = 24 * 3_600_000;
/** Days before a round's last day on which those who have not begun are reminded. */
const BEFORE = [7, 1];
const MOST = 5000;

/**
 * Reminds the members who may answer and have given no answer yet, a week and a day before a round ends. Meant to run
 * once a day, for all councils.
 * @returns how many notices were queued, those refused not taken off
 */
export async function remindOfRounds(
  handle: Handle,
  { site, title }: { site: string; title: string },
  now: Date,
): Promise<number> {
  const days = BEFORE.map((count) => isoDate(new Date(now.getTime() + count * DAY)));
  const waiting = await handle
    .selectFrom('round')
    .innerJoin('member', 'member.council', 'round.council')
    .innerJoin('person', 'person.id', 'member.person_id')
    .select([
      'round.id as round',
      'round.name as name',
      'round.council',
      'closes_on',
      'asked',
      'person.id',
      'email',
    ])
    .where('round.closed_at', 'is', null)
    .where('closes_on', 'in', days)
    .where('member.role', '<>', 'viewer')
    .where('member.suspended', '=', 0)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('sheet')
            .innerJoin('answer', 'answer.sheet_id', 'sheet.id')
            .select('sheet.id')
            .whereRef('sheet.round_id', '=', 'round.id')
            .whereRef('sheet.person_id', '=', 'person.id'),
        ),
      ),
    )
    .orderBy('round.id')
    .orderBy('person.id')
    .limit(MOST)
    .execute();
  const expected = waiting.filter(({ id, asked }) => isAsked({ asked }, id));
  for (const { round, name, council, closes_on, asked: _, ...person } of expected) {
    const letter = {
      site,
      subject: `${name}: your answers are missed`,
      body: [
        `The assessment “${name}” of your council takes answers until ${writtenDate(closes_on)}. You have not begun.`,
        `Answer here: ${site}/my/${council}/assessment/${round}`,
        'Nobody can read your answers one by one, not even a lead.',
        title,
      ].join('\n\n'),
    };
    await queueNotice(handle, person, 'round-reminder', letter, now);
  }
  return expected.length;
}

/**
 * Tells the leads of a council, on the day after, that the last day of a round has passed: answers go on counting until
 * they close it. Meant to run once a day, for all councils.
 * @returns how many notices were queued, those refused not taken off
 */
export async function tellOfRoundsOver(
  handle: Handle,
  { site, title }: { site: string; title: string },
  now: Date,
): Promise<number> {
  const yesterday = isoDate(new Date(now.getTime() - DAY));
  const leads = await handle
    .selectFrom('round')
    .innerJoin('member', 'member.council', 'round.council')
    .innerJoin('person', 'person.id', 'member.person_id')
    .select(['round.id as round', 'round.name as name', 'round.council', 'person.id', 'email'])
    .where('round.closed_at', 'is', null)
    .where('closes_on', '=', yesterday)
    .where('member.role', '=', 'lead')
    .where('member.suspended', '=', 0)
    .orderBy('round.id')
    .orderBy('person.id')
    .limit(MOST)
    .execute();
  for (const { round, name, council, ...person } of leads) {
    const letter = {
      site,
      subject: `${name}: the last day has passed`,
      body: [
        `The last day of “${name}” was yesterday. Answers still count until you close the round; after that, none can be added.`,
        `Close it, or leave it open a little longer: ${site}/my/${council}/assessment/${round}`,
        title,
      ].join('\n\n'),
    };
    await queueNotice(handle, person, 'round-over', letter, now);
  }
  return leads.length;
}

/** Open rounds of a person's councils that they may answer and have not begun, for their inbox. */
export async function listRoundsFor(
  handle: Handle,
  person: string,
): Promise<{ id: string; council: string; name: string; opened_at: string }[]> {
  return handle
    .selectFrom('round')
    .innerJoin('member', 'member.council', 'round.council')
    .select(['round.id', 'round.council', 'round.name', 'opened_at'])
    .where('member.person_id', '=', person)
    .where('member.role', '<>', 'viewer')
    .where('member.suspended', '=', 0)
    .where('closed_at', 'is', null)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('sheet')
            .innerJoin('answer', 'answer.sheet_id', 'sheet.id')
            .select('sheet.id')
            .whereRef('sheet.round_id', '=', 'round.id')
            .where('sheet.person_id', '=', person),
        ),
      ),
    )
    .orderBy('opened_at')
    .orderBy('round.id')
    .limit(100)
    .execute();
}
