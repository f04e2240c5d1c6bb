import type { Handle } from '../../db/connect.ts';
import type { WriteupRow } from '../../db/tables/sharing.ts';
import { newId } from '../../lib/ids.ts';
import { queueNotice } from '../../mail/notices.ts';
import { listHearers } from './authors.ts';
import { bumpLibrary } from './cards.ts';
import { followUpLetter } from './letters.ts';
import { type Asked, isDue, standingOf } from './rules/standing.ts';

/** “Still running? Figures?”: asked of the authors of what is published. */

/** The question that waits for an answer. */
export const findOpenQuestion = (handle: Handle, draft: string) =>
  handle
    .selectFrom('writeup_question')
    .selectAll()
    .where('writeup_id', '=', draft)
    .where('answered_at', 'is', null)
    .orderBy('asked_at', 'desc')
    .executeTakeFirst();

/** When it was confirmed last, and what was asked since. */
export async function readAsked(
  handle: Handle,
  { id, confirmed_at }: Pick<WriteupRow, 'id' | 'confirmed_at'>,
): Promise<Asked> {
  const rows = await handle
    .selectFrom('writeup_question')
    .select('asked_at')
    .where('writeup_id', '=', id)
    .where('answered_at', 'is', null)
    .where('asked_at', '>=', confirmed_at ?? '')
    .orderBy('asked_at')
    .limit(10)
    .execute();
  return {
    confirmed: new Date(confirmed_at ?? 0),
    asked: rows.map(({ asked_at }) => new Date(asked_at)),
  };
}

/** Takes the authors' answer, asked or not. What was open before is answered with it. */
export async function answerQuestion(
  handle: Handle,
  draft: string,
  answer: { still: 'running' | 'changed' | 'ended'; says: string; person: string },
  now: Date,
): Promise<void> {
  const at = now.toISOString();
  const open = await findOpenQuestion(handle, draft);
  const id = open?.id ?? newId();
  if (!open)
    await handle
      .insertInto('writeup_question')
      .values({
        ...{ id, writeup_id: draft, asked_at: at, answered_at: null, answered_by: null },
        ...{ still: null, says: '', hidden: 0 },
      })
      .execute();
  await handle
    .updateTable('writeup_question')
    .set({ answered_at: at, answered_by: answer.person, still: answer.still, says: answer.says })
    .where('id', '=', id)
    .execute();
  await handle
    .deleteFrom('writeup_question')
    .where('writeup_id', '=', draft)
    .where('answered_at', 'is', null)
    .execute();
  await handle
    .updateTable('writeup')
    .set({ confirmed_at: at, standing: 'confirmed' })
    .where('id', '=', draft)
    .execute();
  await bumpLibrary(handle);
}

const AT_ONCE = 500;

/**
 * Asks the authors of published examples whether they are still so, and marks those that nobody confirms. Meant to run
 * once a day; running it twice does nothing more.
 * @returns how many were asked
 */
export async function followUp(
  handle: Handle,
  about: { site: string; title: string },
  now: Date,
): Promise<number> {
  let count = 0;
  for (let after = ''; ; ) {
    const rows = await handle
      .selectFrom('writeup')
      .selectAll()
      .where('live', 'is not', null)
      .where('withdrawn_at', 'is', null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(AT_ONCE)
      .execute();
    for (const row of rows) count += await followUpOne(handle, row, about, now);
    if (rows.length < AT_ONCE) return count;
    after = rows.at(-1)!.id;
  }
}

async function followUpOne(
  handle: Handle,
  row: WriteupRow,
  about: { site: string; title: string },
  now: Date,
): Promise<number> {
  const asked = await readAsked(handle, row);
  const due = isDue(asked, now);
  if (due) {
    await handle
      .insertInto('writeup_question')
      .values({
        ...{ id: newId(), writeup_id: row.id, asked_at: now.toISOString(), answered_at: null },
        ...{ answered_by: null, still: null, says: '', hidden: 0 },
      })
      .execute();
    const letter = followUpLetter({
      site: about.site,
      almanac: about.title,
      id: row.id,
      title: row.title,
      again: asked.asked.length > 0,
    });
    for (const hearer of await listHearers(handle, row.id))
      await queueNotice(handle, hearer, 'example-follow-up', letter, now);
  }
  const standing = standingOf(asked, now);
  if (standing !== row.standing) {
    await handle.updateTable('writeup').set({ standing }).where('id', '=', row.id).execute();
    await bumpLibrary(handle);
  }
  return due ? 1 : 0;
}
