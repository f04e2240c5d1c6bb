import { z } from 'zod';
import { isOverLimit, type Limit } from '../../db/attempts.ts';
import { queueNotice } from '../../mail/notices.ts';
import { email } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { doneText } from '../../web/visits/show.ts';
import { type Reply, type Route, redirect, type Visit, visitorOf } from '../../web/visits/visit.ts';
import {
  findPersonByEmail,
  inviteAuthor,
  listAuthors,
  listInvited,
  removeAuthor,
  takeInvitation,
} from './authors.ts';
import { withDraft } from './desk.ts';
import { coAuthorLetter } from './letters.ts';
import { nameOf, type SharingNeeds } from './needs.ts';
import { trailOf } from './part-routes.ts';

const INVITED: Limit = { name: 'co-authors asked by person', most: 20, span: 24 * 3_600_000 };
const MOST = 10;
const schema = z.object({ email });
const DONE = {
  // The same for every address: nobody is to learn from it who uses the almanac.
  asked:
    'If somebody with this address uses the almanac, they now find your question on their page “Share”, and got a mail.',
  withdrawn: 'The question is taken back.',
  removed: 'They are no longer an author of it.',
};

/** Who writes an example together. */
export function authorRoutes(needs: SharingNeeds): Route[] {
  const { show } = needs;

  const list = (visit: Visit, typed?: Typed, problems?: readonly Problem[]): Promise<Reply> =>
    withDraft(needs, visit, async (handle, draft) => {
      const authors = await listAuthors(handle, draft.id);
      const invited = await listInvited(handle, draft.id);
      const base = `/share/${draft.id}`;
      return show(
        visit,
        'authors.njk',
        { title: 'Who writes it', trail: trailOf(draft) },
        {
          form: toFormView(visit, typed, problems),
          authors: authors.map(({ id, name, council }) => ({
            name: name || 'No name given yet',
            council: council ? nameOf(needs, council) : 'A partner body',
            own: id === visitorOf(visit).id,
            remove: authors.length > 1 ? `${base}/authors/${id}/remove` : undefined,
          })),
          invited: invited.map(({ id, email: address, created_at }) => ({
            email: address,
            on: created_at.slice(0, 10),
            withdraw: `${base}/invited/${id}/withdraw`,
          })),
          lead: draft.council && nameOf(needs, draft.council),
          base,
          done: doneText(visit, DONE),
        },
        problems ? 400 : 200,
      );
    });

  const invite = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, schema);
    if (failed(parsed)) return list(visit, parsed.typed, parsed.problems);
    const visitor = visitorOf(visit);
    const { email: address } = parsed.value;
    let problem: Problem | undefined;
    const reply = await withDraft(needs, visit, async (handle, draft) => {
      const authors = await listAuthors(handle, draft.id);
      const there = authors.length + (await listInvited(handle, draft.id)).length;
      if (authors.some((each) => each.email === address))
        problem = { field: 'email', text: 'They are an author of it already' };
      else if (there >= MOST)
        problem = { field: 'email', text: `At most ${MOST} people can write one example` };
      else if (await isOverLimit(handle, INVITED, visitor.id, visit.now))
        problem = { field: 'email', text: 'You asked many people today. Go on tomorrow.' };
      else if (
        await inviteAuthor(handle, draft.id, { email: address, by: visitor.id }, visit.now)
      ) {
        const person = await findPersonByEmail(handle, address);
        const { site, title: almanac } = needs;
        const by = visitor.name || 'Somebody';
        const letter = coAuthorLetter({ site, almanac, id: draft.id, title: draft.title, by });
        if (person) await queueNotice(handle, person, 'example-together', letter, visit.now);
      }
      return redirect(`/share/${draft.id}/authors?done=asked`);
    });
    return problem ? list(visit, parsed.typed, [problem]) : reply;
  };

  const remove = (visit: Visit): Promise<Reply> =>
    withDraft(needs, visit, async (handle, draft) => {
      const authors = await listAuthors(handle, draft.id);
      const person = visit.params.author ?? '';
      // Somebody must stay who hears what becomes of it.
      if (authors.length > 1) await removeAuthor(handle, draft.id, person);
      return redirect(
        person === visitorOf(visit).id ? '/share' : `/share/${draft.id}/authors?done=removed`,
      );
    });

  const withdraw = (visit: Visit): Promise<Reply> =>
    withDraft(needs, visit, async (handle, draft) => {
      await takeInvitation(handle, { id: visit.params.invited ?? '', draft: draft.id });
      return redirect(`/share/${draft.id}/authors?done=withdrawn`);
    });

  const path = '/share/:draft/authors';
  const access = 'author';
  return [
    { method: 'GET', path, access, handle: (visit) => list(visit) },
    { method: 'POST', path, access, handle: invite, keepsForm: true },
    { method: 'POST', path: `${path}/:author/remove`, access, handle: remove },
    { method: 'POST', path: '/share/:draft/invited/:invited/withdraw', access, handle: withdraw },
  ];
}
