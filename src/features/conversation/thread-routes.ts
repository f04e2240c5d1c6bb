import { z } from 'zod';
import { writeAudit } from '../../db/audit.ts';
import type { Handle } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { KnownError } from '../../lib/errors.ts';
import { version } from '../../web/forms/fields.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { type Reply, type Route, redirect, type Visit } from '../../web/visits/visit.ts';
import { body, placeOf } from './ask-routes.ts';
import type { Place, TalkNeeds } from './needs.ts';
import { findPost } from './posts.ts';
import { findThreadFor, readerOf } from './reader.ts';
import { mayReadPost, type Reader } from './rules/visibility.ts';
import { whyClosed } from './rules/writing.ts';
import { showThread } from './thread-page.ts';
import { acceptAnswer, type Thread } from './threads.ts';
import { type Warning, warnOf } from './warning.ts';
import { writePost } from './write.ts';

const answerSchema = z.object({ body, from: z.string(), sure: z.string() });
const acceptSchema = z.object({ post: z.string().max(40), version });

/** A question with its answers: reading, answering, and saying which answer helped. */
export function threadRoutes(needs: TalkNeeds): Route[] {
  const { database } = needs;

  const onThread =
    (
      work: (
        handle: Handle,
        visit: Visit,
        thread: Thread,
        who: { reader: Reader; places: Place[] },
      ) => Promise<Reply>,
    ) =>
    (visit: Visit): Promise<Reply> =>
      transact(database, 'everyone', async (handle) => {
        const who = await readerOf(handle, needs, visit);
        const thread = await findThreadFor(handle, visit.params.thread ?? '', who.reader);
        // Who may not read it is not told that it is there.
        if (!thread) throw new KnownError(404, 'There is no such question.');
        return work(handle, visit, thread, who);
      });

  const read = onThread((handle, visit, thread, who) =>
    showThread(handle, needs, visit, thread, who),
  );

  const answer = onThread(async (handle, visit, thread, who) => {
    const parsed = parseForm(visit, answerSchema);
    const again = (problems: Problem[], typed: Typed = parsed.typed, warning?: Warning) =>
      showThread(handle, needs, visit, thread, who, { typed, problems, warning });
    if (failed(parsed)) return again(parsed.problems);
    const { value, typed } = parsed;
    const closed = whyClosed(thread, who.places);
    if (closed) return again([{ field: '', text: closed }]);
    const place = placeOf(who.places, value.from);
    if (!place) return again([{ field: 'from', text: 'Choose the council that you write from' }]);
    const warning = warnOf(value.body, value.sure);
    if (warning) return again([warning.problem], typed, warning);
    const draft = { body: value.body, place, thread: thread.id };
    const written = await writePost(handle, needs, visit, draft);
    if ('field' in written) return again([written]);
    const done = written.held ? 'held' : 'answered';
    return redirect(`/talk/q/${thread.id}?from=${written.id}&done=${done}#p-${written.id}`);
  });

  const accept = onThread(async (handle, visit, thread, { reader }) => {
    const parsed = parseForm(visit, acceptSchema);
    const to = `/talk/q/${thread.id}`;
    if (failed(parsed) || reader.person !== thread.person_id) return redirect(to);
    const { post: id, version: seen } = parsed.value;
    const post = id ? await findPost(handle, id) : undefined;
    const fits = post && post.thread_id === thread.id && post.state === 'shown' && id !== thread.id;
    if (id && !fits) return redirect(to);
    const done = await acceptAnswer(handle, { id: thread.id, version: seen }, id || null);
    if (!done) return redirect(`${to}?done=changed`);
    const detail = { id: thread.id, answer: id || null };
    const entry = { person: thread.person_id, action: 'question.answer-accepted', detail };
    await writeAudit(handle, entry, visit.now);
    return redirect(`${to}?done=${id ? 'accepted' : 'unaccepted'}`);
  });

  /** The address of a post by itself leads to its place among the answers. */
  const toPost = (visit: Visit): Promise<Reply> =>
    transact(database, 'everyone', async (handle) => {
      const { reader } = await readerOf(handle, needs, visit);
      const post = await findPost(handle, visit.params.post ?? '');
      const thread = post && (await findThreadFor(handle, post.thread_id, reader));
      const seen = post && mayReadPost({ state: post.state, author: post.person_id }, reader);
      if (!thread || !seen) throw new KnownError(404, 'There is no such post.');
      const place = post.id === thread.id ? '' : `?from=${post.id}`;
      return redirect(`/talk/q/${thread.id}${place}#p-${post.id}`);
    });

  const path = '/talk/q/:thread';
  return [
    { method: 'GET', path, access: 'anyone', handle: read },
    { method: 'POST', path, access: 'signed-in', handle: answer, keepsForm: true },
    { method: 'POST', path: `${path}/accept`, access: 'signed-in', handle: accept },
    { method: 'GET', path: '/talk/posts/:post', access: 'anyone', handle: toPost },
  ];
}
