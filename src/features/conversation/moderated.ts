import type { Handle } from '../../db/connect.ts';
import type { Visitor } from '../../web/visits/visit.ts';
import type { TalkNeeds } from './needs.ts';
import { changePost, findPost, listNetworks, type PlacedPost } from './posts.ts';
import { readerOf } from './reader.ts';
import { mayReadPost, mayReadThread } from './rules/visibility.ts';
import { DOUBTS } from './rules/writing.ts';
import { recount, setLocked } from './threads.ts';
import { signature } from './views.ts';

const ADDRESS = /^\/talk\/posts\/([\w-]{1,40})$/;
const STATES = {
  held: 'Held',
  shown: 'Shown',
  hidden: 'Hidden',
  withdrawn: 'Taken back by its author',
};
/** What an act makes of a post. */
const BECOMES: Record<string, 'shown' | 'hidden'> = {
  show: 'shown',
  restore: 'shown',
  refuse: 'hidden',
  hide: 'hidden',
};

type Needs = Pick<TalkNeeds, 'listPlaces' | 'nameOf'>;

/** Posts as something that can be reported and judged. */
export function moderatedPosts(needs: Needs) {
  const idOf = (about: string) => ADDRESS.exec(about)?.[1];
  return {
    kind: 'post',
    name: 'a post',
    claims: (about: string) => idOf(about) !== undefined,
    listNetworks,
    async find(handle: Handle, about: string, reader: Visitor | 'editor' | undefined) {
      const post = await findPost(handle, idOf(about) ?? '');
      if (!post || (reader !== 'editor' && !(await mayRead(handle, needs, post, reader))))
        return undefined;
      const by = signature(post, needs.nameOf);
      const question = post.id === post.thread_id;
      return {
        title: question
          ? post.title || 'A question that was taken back'
          : `Answer to: ${post.title}`,
        words: post.body,
        state: STATES[post.state],
        href: `/talk/q/${post.thread_id}${question ? '' : `?from=${post.id}#p-${post.id}`}`,
        author: {
          id: post.person_id,
          name: by.name,
          email: await emailOf(handle, post),
          place: by.place,
        },
        doubt: DOUBTS[post.doubt] ?? '',
        acts: actsOf(post),
      };
    },
    async act(handle: Handle, about: string, act: string, now: Date): Promise<boolean> {
      const post = await findPost(handle, idOf(about) ?? '');
      if (!post || !actsOf(post).includes(act)) return false;
      const state = BECOMES[act];
      if (!state)
        return setLocked(handle, post.thread_id, act === 'lock' ? now.toISOString() : null);
      // Its day is the one from which others can read it: so it is news then, and its author can mend it then.
      const from = act === 'show' ? { created_at: now.toISOString() } : {};
      const changed = await changePost(handle, post, { state, doubt: '', ...from });
      await recount(handle, post.thread_id);
      return changed;
    },
  };
}

function actsOf(post: PlacedPost): string[] {
  const lock = post.locked_at ? 'unlock' : 'lock';
  const thread = post.id === post.thread_id ? [lock] : [];
  if (post.state === 'held') return ['show', 'refuse'];
  if (post.state === 'shown') return ['hide', ...thread];
  return post.state === 'hidden' ? ['restore'] : [];
}

async function mayRead(
  handle: Handle,
  needs: Needs,
  post: PlacedPost,
  visitor: Visitor | undefined,
): Promise<boolean> {
  const { reader } = await readerOf(handle, needs, { visitor });
  const thread = { audience: post.audience, question: { state: post.question }, asker: post.asker };
  return (
    mayReadThread(thread, reader) &&
    mayReadPost({ state: post.state, author: post.person_id }, reader)
  );
}

async function emailOf(handle: Handle, { person_id }: PlacedPost): Promise<string | null> {
  const row = await handle
    .selectFrom('person')
    .select('email')
    .where('id', '=', person_id)
    .executeTakeFirst();
  return row?.email ?? null;
}
