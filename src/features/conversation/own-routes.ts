import { z } from 'zod';
import { writeAudit } from '../../db/audit.ts';
import type { Handle } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { KnownError } from '../../lib/errors.ts';
import { prose, version } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { home } from '../../web/page-view.ts';
import { type Reply, type Route, redirect, type Visit, visitorOf } from '../../web/visits/visit.ts';
import { body, MOST_LETTERS, title } from './ask-routes.ts';
import type { TalkNeeds } from './needs.ts';
import { changePost, findPost, type PlacedPost } from './posts.ts';
import { canMend } from './rules/writing.ts';
import { nameThread, recount } from './threads.ts';
import { type Warning, warnOf } from './warning.ts';
import { mendPost } from './write.ts';

const answerSchema = z.object({ body, version, sure: z.string() });
const questionSchema = z.object({ title, body: prose(MOST_LETTERS), version, sure: z.string() });
const OVER =
  'The 15 minutes are over: others may have answered what stands there. You can add an answer, or take your words back.';
const CHANGED =
  'This post was changed in another window. Here is what you typed: look at it again.';

/** What an author does with their own posts: mend them for 15 minutes, and take them back at any time. */
export function ownRoutes(needs: TalkNeeds): Route[] {
  const { database, show } = needs;

  /** Somebody else's post is not there at these addresses. */
  const onOwn =
    (work: (handle: Handle, visit: Visit, post: PlacedPost) => Promise<Reply>) =>
    (visit: Visit): Promise<Reply> =>
      transact(database, 'everyone', async (handle) => {
        const post = await findPost(handle, visit.params.post ?? '');
        if (post?.person_id !== visitorOf(visit).id || post.state === 'withdrawn')
          throw new KnownError(404, 'There is no such post of yours.');
        return work(handle, visit, post);
      });

  const page = (
    visit: Visit,
    post: PlacedPost,
    typed?: Typed,
    problems?: readonly Problem[],
    warning?: Warning,
  ): Reply => {
    const open = canMend(post, visit.now);
    const stored = { title: post.title, body: post.body, version: String(post.version) };
    return show(
      visit,
      'mend-post.njk',
      {
        title: 'Change what you wrote',
        kind: 'talk',
        trail: [
          home(),
          { text: 'Questions and answers', href: '/talk' },
          { text: 'The question', href: `/talk/q/${post.thread_id}` },
        ],
      },
      {
        form: toFormView(
          visit,
          // The version is always that of now: what was typed has been seen beside it.
          { ...stored, ...typed, version: stored.version },
          problems,
        ),
        isQuestion: post.id === post.thread_id,
        now: problems?.some(({ text }) => text === CHANGED) ? post.body : undefined,
        open,
        over: OVER,
        action: `/talk/posts/${post.id}/edit`,
        back: `/talk/q/${post.thread_id}`,
        warning,
      },
      problems ? 400 : 200,
    );
  };

  const mend = onOwn(async (handle, visit, post) => {
    const isQuestion = post.id === post.thread_id;
    const parsed = parseForm(visit, isQuestion ? questionSchema : answerSchema);
    const again = (problems: Problem[], warning?: Warning) =>
      page(visit, post, parsed.typed, problems, warning);
    if (failed(parsed)) return again(parsed.problems);
    if (!canMend(post, visit.now)) return again([{ field: '', text: OVER }]);
    const { value } = parsed;
    const named = 'title' in value ? { title: String(value.title) } : {};
    const text = named.title === undefined ? value.body : `${named.title}\n${value.body}`;
    const warning = warnOf(text, value.sure);
    if (warning) return again([warning.problem], warning);
    const mended = await mendPost(handle, needs, visit, post, {
      ...named,
      body: value.body,
      version: value.version,
    });
    if (typeof mended === 'object') return again([mended]);
    if (!mended) return again([{ field: '', text: CHANGED }]);
    return redirect(`/talk/q/${post.thread_id}?done=mended`);
  });

  const takeBack = onOwn(async (handle, visit, post) => {
    const emptied = { body: '', state: 'withdrawn', copy_hash: '', doubt: '' } as const;
    await changePost(handle, post, emptied);
    if (post.id === post.thread_id) await nameThread(handle, post.id, '');
    await recount(handle, post.thread_id);
    const entry = { person: post.person_id, action: 'post.taken-back', detail: { id: post.id } };
    await writeAudit(handle, entry, visit.now);
    return redirect(`/talk/q/${post.thread_id}?done=withdrawn`);
  });

  const confirm = onOwn(async (_handle, visit, post) =>
    show(
      visit,
      'take-back.njk',
      { title: 'Take back what you wrote', kind: 'talk', trail: [home()] },
      {
        form: toFormView(visit),
        isQuestion: post.id === post.thread_id,
        action: `/talk/posts/${post.id}/withdraw`,
        back: `/talk/q/${post.thread_id}`,
      },
    ),
  );

  const path = '/talk/posts/:post';
  const own = { access: 'signed-in' } as const;
  const edit = onOwn(async (_handle, visit, post) => page(visit, post));
  return [
    { method: 'GET', path: `${path}/edit`, ...own, handle: edit },
    { method: 'POST', path: `${path}/edit`, ...own, handle: mend, keepsForm: true },
    { method: 'GET', path: `${path}/withdraw`, ...own, handle: confirm },
    { method: 'POST', path: `${path}/withdraw`, ...own, handle: takeBack },
  ];
}
