import type { Handle } from '../../db/connect.ts';
import type { CircleDateRow, CircleNoteRow } from '../../db/tables/circles.ts';
import { hashOf, newId, newSecret } from '../../lib/ids.ts';

/**
 * What is in a circle: notes, dates, and the actions that its councils chose to show. Every function takes the circle,
 * which its caller found for a council that is in it.
 */

const MOST_NOTES = 300;
const MOST_DATES = 100;
const MOST_ACTIONS = 300;

/** Notes, latest first. */
export const listNotes = (handle: Handle, circle: string): Promise<CircleNoteRow[]> =>
  handle
    .selectFrom('circle_note')
    .selectAll()
    .where('circle_id', '=', circle)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_NOTES)
    .execute();

export const findNote = (
  handle: Handle,
  circle: string,
  id: string,
): Promise<CircleNoteRow | undefined> =>
  handle
    .selectFrom('circle_note')
    .selectAll()
    .where('circle_id', '=', circle)
    .where('id', '=', id)
    .executeTakeFirst();

type NoteText = Pick<CircleNoteRow, 'title' | 'body'>;

export async function addNote(
  handle: Handle,
  circle: string,
  { council, person, ...text }: NoteText & { council: string; person: string },
  now: Date,
): Promise<void> {
  const moment = now.toISOString();
  await handle
    .insertInto('circle_note')
    .values({
      id: newId(),
      circle_id: circle,
      council,
      person_id: person,
      ...text,
      created_at: moment,
      changed_at: moment,
      version: 1,
    })
    .execute();
}

/** Changes a note, if nobody changed it since. @returns whether it was changed */
export async function changeNote(
  handle: Handle,
  circle: string,
  { id, version }: Pick<CircleNoteRow, 'id' | 'version'>,
  text: NoteText,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await handle
    .updateTable('circle_note')
    .set({ ...text, changed_at: now.toISOString(), version: version + 1 })
    .where('circle_id', '=', circle)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Dates, the first first. */
export const listDates = (handle: Handle, circle: string): Promise<CircleDateRow[]> =>
  handle
    .selectFrom('circle_date')
    .selectAll()
    .where('circle_id', '=', circle)
    .orderBy('day')
    .orderBy('time')
    .orderBy('id')
    .limit(MOST_DATES)
    .execute();

export async function addDate(
  handle: Handle,
  circle: string,
  date: Pick<CircleDateRow, 'council' | 'title' | 'day' | 'time' | 'minutes' | 'place'>,
  now: Date,
): Promise<void> {
  await handle
    .insertInto('circle_date')
    .values({ id: newId(), circle_id: circle, ...date, changed_at: now.toISOString() })
    .execute();
}

/** @returns whether there was such a date */
export async function removeDate(handle: Handle, circle: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await handle
    .deleteFrom('circle_date')
    .where('circle_id', '=', circle)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** The actions that the councils of a circle chose to show. */
export const listPicks = async (
  handle: Handle,
  circle: string,
): Promise<{ council: string; id: string }[]> =>
  handle
    .selectFrom('circle_action')
    .select(['council', 'action_id as id'])
    .where('circle_id', '=', circle)
    .orderBy('council')
    .orderBy('shown_at')
    .orderBy('action_id')
    .limit(MOST_ACTIONS)
    .execute();

/** Sets which of its actions a council shows. @param actions ids of its own plan */
export async function setPicks(
  handle: Handle,
  council: string,
  { circle, actions }: { circle: string; actions: readonly string[] },
  now: Date,
): Promise<void> {
  await handle
    .deleteFrom('circle_action')
    .where('council', '=', council)
    .where('circle_id', '=', circle)
    .execute();
  if (actions.length > 0)
    await handle
      .insertInto('circle_action')
      .values(
        actions.map((action_id) => ({
          circle_id: circle,
          council,
          action_id,
          shown_at: now.toISOString(),
        })),
      )
      .execute();
}

/** Makes a private address of the dates; an earlier one of the same person stops working. @returns its secret */
export async function addCalendar(
  handle: Handle,
  council: string,
  { circle, person }: { circle: string; person: string },
  now: Date,
): Promise<string> {
  await handle
    .deleteFrom('circle_calendar')
    .where('circle_id', '=', circle)
    .where('person_id', '=', person)
    .execute();
  const secret = newSecret();
  await handle
    .insertInto('circle_calendar')
    .values({
      secret_hash: hashOf(secret),
      circle_id: circle,
      council,
      person_id: person,
      created_at: now.toISOString(),
    })
    .execute();
  return secret;
}

/** Whose address a secret is of, while the person belongs to their council and it to the circle. */
export const findCalendar = (
  handle: Handle,
  secret: string,
): Promise<{ circle_id: string; council: string } | undefined> =>
  handle
    .selectFrom('circle_calendar')
    .innerJoin('member', (join) =>
      join
        .onRef('member.person_id', '=', 'circle_calendar.person_id')
        .onRef('member.council', '=', 'circle_calendar.council'),
    )
    .select(['circle_id', 'circle_calendar.council'])
    .where('secret_hash', '=', hashOf(secret))
    .where('member.suspended', '=', 0)
    .executeTakeFirst();
