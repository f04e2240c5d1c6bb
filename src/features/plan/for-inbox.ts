import type { Handle } from '../../db/connect.ts';
import { isoDate } from '../../lib/dates.ts';

const MOST = 50;

/** Open actions of one person that are past their date, in every council where they still belong, the oldest first. */
export async function listOverdueOf(handle: Handle, person: string, now: Date) {
  const rows = await handle
    .selectFrom('action')
    .innerJoin('member', (join) =>
      join
        .onRef('member.council', '=', 'action.council')
        .onRef('member.person_id', '=', 'action.owner_id'),
    )
    .select(['action.id', 'action.council', 'title', 'due_on'])
    .where('owner_id', '=', person)
    .where('member.suspended', '=', 0)
    .where('status', 'in', ['proposed', 'agreed', 'in-progress'])
    .where('due_on', '<', isoDate(now))
    .orderBy('due_on')
    .orderBy('action.id')
    .limit(MOST)
    .execute();
  return rows.map(({ id, council, title, due_on }) => ({
    title,
    href: `/my/${council}/plan/actions/${id}`,
    due: due_on ?? '',
  }));
}

/** Comments in which colleagues named this person, where both still belong to the council, the latest first. */
export async function listMentionsOf(handle: Handle, person: string, since: string) {
  const rows = await handle
    .selectFrom('action_comment')
    .innerJoin('action', 'action.id', 'action_comment.action_id')
    .innerJoin('member', 'member.council', 'action_comment.council')
    .select(['action_comment.id', 'action_comment.at', 'action.id as action', 'action.council'])
    .select('action.title')
    .where('member.person_id', '=', person)
    .where('member.suspended', '=', 0)
    .where('mentions', 'like', `%"${person}"%`)
    .where('removed_at', 'is', null)
    .where('action_comment.at', '>=', since)
    .orderBy('action_comment.at', 'desc')
    .orderBy('action_comment.id')
    .limit(MOST)
    .execute();
  return rows.map(({ action, council, title, at }) => ({
    title,
    href: `/my/${council}/plan/actions/${action}`,
    at,
  }));
}
