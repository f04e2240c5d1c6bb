import type { Handle } from '../../db/connect.ts';
import type { ActionCommentRow } from '../../db/tables/plan.ts';
import { newId } from '../../lib/ids.ts';

/** What the people of a council say to each other about an action. */

export interface Comment extends ActionCommentRow {
  /** Empty when they have left. */
  who: string;
}

/** The comments of an action, oldest first; those that were taken back without their text. */
export async function listComments(
  handle: Handle,
  council: string,
  action: string,
): Promise<Comment[]> {
  const rows = await handle
    .selectFrom('action_comment')
    .leftJoin('member', (join) =>
      join
        .onRef('member.person_id', '=', 'action_comment.person_id')
        .onRef('member.council', '=', 'action_comment.council'),
    )
    .leftJoin('person', 'person.id', 'member.person_id')
    .selectAll('action_comment')
    .select('person.name as who')
    .where('action_comment.council', '=', council)
    .where('action_id', '=', action)
    .orderBy('action_comment.id', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => ({ ...row, who: row.who ?? '' })).reverse();
}

/** Adds a comment, unless the same person just said the same: a double click must not say it twice. */
export async function addComment(
  handle: Handle,
  council: string,
  comment: { action: string; by: string; body: string; mentions: readonly string[] },
  now: Date,
): Promise<boolean> {
  const last = await handle
    .selectFrom('action_comment')
    .select(['body', 'at'])
    .where('council', '=', council)
    .where('action_id', '=', comment.action)
    .where('person_id', '=', comment.by)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last?.body === comment.body && now.getTime() - Date.parse(last.at) < 60_000) return false;
  await handle
    .insertInto('action_comment')
    .values({
      id: newId(),
      council,
      action_id: comment.action,
      person_id: comment.by,
      at: now.toISOString(),
      body: comment.body,
      mentions: JSON.stringify(comment.mentions),
      removed_at: null,
    })
    .execute();
  return true;
}

/** Takes a comment back: its text is gone, that there was one stays. @param by its writer; left out for a lead */
export async function removeComment(
  handle: Handle,
  council: string,
  id: string,
  by: string | undefined,
  now: Date,
): Promise<boolean> {
  let query = handle
    .updateTable('action_comment')
    .set({ body: '', mentions: '[]', removed_at: now.toISOString() })
    .where('council', '=', council)
    .where('id', '=', id)
    .where('removed_at', 'is', null);
  if (by !== undefined) query = query.where('person_id', '=', by);
  const { numUpdatedRows } = await query.executeTakeFirst();
  return numUpdatedRows > 0n;
}
