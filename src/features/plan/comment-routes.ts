import { z } from 'zod';
import { isOverLimit, type Limit } from '../../db/attempts.ts';
import { writeAudit } from '../../db/audit.ts';
import { queueNotice } from '../../mail/notices.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import {
  membershipOf,
  type Reply,
  type Route,
  redirect,
  type Visit,
  visitorOf,
} from '../../web/visits/visit.ts';
import { touchAction } from './actions.ts';
import { addComment, removeComment } from './comments.ts';
import { mentionLetter } from './letters.ts';
import { activeOf, getCouncil, type PlanNeeds } from './needs.ts';
import { readAction } from './read-action.ts';
import { findMentions } from './rules/mentions.ts';
import { actionAddress } from './views.ts';
import { withAction } from './with-action.ts';

const schema = z.object({
  body: z.string().min(1, 'Write something first').max(2_000, 'Use at most 2,000 characters'),
  tell: z.string(),
});
/** So that nobody can fill the mail of colleagues. */
const COMMENTS: Limit = { name: 'plan comments by person', most: 100, span: 3_600_000 };
const MOST_MENTIONS = 10;

/** What people say to each other about an action. */
export function commentRoutes(needs: PlanNeeds): Route[] {
  const { show } = needs;
  const path = '/my/:council/plan/actions/:action/comments';

  const page = async (visit: Visit, typed: Typed, problems: readonly Problem[]): Promise<Reply> => {
    const { action, view } = await readAction(needs, visit);
    const fresh = { status: action.status, note: '', version: String(action.version) };
    const form = toFormView(visit, { ...fresh, ...typed }, problems);
    return show(visit, 'action.njk', action.title, { ...view, form }, 400);
  };

  const add = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, schema);
    if (failed(parsed)) return page(visit, parsed.typed, parsed.problems);
    const { council } = membershipOf(visit);
    const { id: by, name } = visitorOf(visit);
    const { body, tell } = parsed.value;
    const problem = await withAction(needs, visit, async (handle, action) => {
      if (await isOverLimit(handle, COMMENTS, by, visit.now))
        return { field: '', text: 'You wrote many comments this hour. Go on a little later.' };
      const members = activeOf(await needs.listMembers(handle, council));
      const byId = new Map(members.map((member) => [member.person_id, member]));
      if (tell && !byId.has(tell))
        return { field: 'tell', text: 'Choose somebody who belongs to the council here' };
      const named = members.map((member) => ({ id: member.person_id, name: member.name }));
      const mentions = [...new Set([...findMentions(body, named), ...(tell ? [tell] : [])])];
      if (mentions.length > MOST_MENTIONS)
        return { field: 'body', text: `Mention at most ${MOST_MENTIONS} people` };
      if (
        !(await addComment(handle, council, { action: action.id, by, body, mentions }, visit.now))
      )
        return undefined;
      await touchAction(handle, council, action.id, visit.now);
      const letter = mentionLetter({
        ...needs,
        council: getCouncil(needs, council),
        by: name || 'A colleague',
        action,
        body,
      });
      for (const id of mentions) {
        const member = byId.get(id);
        if (member && id !== by)
          await queueNotice(handle, { id, email: member.email }, 'plan-mention', letter, visit.now);
      }
      const entry = { council, person: by, action: 'comment.added', detail: { action: action.id } };
      await writeAudit(handle, entry, visit.now);
      return undefined;
    });
    if (problem) return page(visit, parsed.typed, [problem]);
    return redirect(`${actionAddress(council, visit.params.action ?? '')}?done=said#comments`);
  };

  const remove = async (visit: Visit): Promise<Reply> => {
    const { council, role } = membershipOf(visit);
    const by = visitorOf(visit).id;
    await withAction(needs, visit, async (handle, action) => {
      const id = visit.params.comment ?? '';
      const own = role === 'lead' ? undefined : by;
      if (!(await removeComment(handle, council, id, own, visit.now))) return;
      const entry = {
        council,
        person: by,
        action: 'comment.removed',
        detail: { action: action.id },
      };
      await writeAudit(handle, entry, visit.now);
    });
    return redirect(`${actionAddress(council, visit.params.action ?? '')}#comments`);
  };

  return [
    { method: 'POST', path, access: 'contributor', handle: add, keepsForm: true },
    { method: 'POST', path: `${path}/:comment/remove`, access: 'contributor', handle: remove },
  ];
}
