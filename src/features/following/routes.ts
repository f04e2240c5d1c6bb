import { z } from 'zod';
import type { Handle } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { KnownError } from '../../lib/errors.ts';
import { listRefused } from '../../mail/notices.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, parseForm } from '../../web/forms/parse.ts';
import { home } from '../../web/page-view.ts';
import { doneText } from '../../web/visits/show.ts';
import {
  localPath,
  type Reply,
  type Route,
  redirect,
  type Visit,
  visitorOf,
} from '../../web/visits/visit.ts';
import { findSeen, follow, isFollowing, listFollows, setSeen, unfollow } from './follows.ts';
import { sortInbox } from './inbox.ts';
import type { Followed, Follower, FollowingNeeds } from './needs.ts';

const schema = z.object({ what: z.string().max(300) });
const DONE = {
  followed: 'You follow it now. News of it comes in the weekly mail.',
  stopped: 'You do not follow it any more.',
  full: 'You follow 300 things already. Stop following one first.',
  seen: 'All of it is marked as read.',
};

/** Following parts of the almanac, and the inbox. */
export function followingRoutes(needs: FollowingNeeds): Route[] {
  const { database, show } = needs;
  const everyone = <T>(work: (handle: Handle) => Promise<T>) =>
    transact(database, 'everyone', work);

  /** @throws KnownError 404 for what nobody, or not this person, can follow */
  const getFollowed = async (handle: Handle, visit: Visit, asked: string): Promise<Followed> => {
    const found = await needs.findFollowed(handle, localPath(asked, ''), followerOf(visit));
    if (!found) throw new KnownError(404, 'This cannot be followed.');
    return found;
  };

  const ask = (visit: Visit): Promise<Reply> =>
    everyone(async (handle) => {
      const what = visit.query.get('what');
      if (!what) return redirect('/my/following');
      const found = await getFollowed(handle, visit, what);
      const { visitor } = visit;
      const next = `/follow?what=${encodeURIComponent(found.href)}`;
      return show(
        visit,
        'follow.njk',
        { title: 'Follow', kind: 'talk', trail: [home()] },
        {
          form: toFormView(visit, { what: found.href }),
          followed: found,
          following: visitor ? await isFollowing(handle, visitor.id, found.href) : false,
          signIn: visitor ? undefined : `/sign-in?next=${encodeURIComponent(next)}`,
        },
      );
    });

  const start = (visit: Visit): Promise<Reply> =>
    everyone(async (handle) => {
      const parsed = parseForm(visit, schema);
      if (failed(parsed)) return redirect('/my/following');
      const found = await getFollowed(handle, visit, parsed.value.what);
      const kept = await follow(handle, visitorOf(visit).id, found.href, visit.now);
      return redirect(`/my/following?done=${kept ? 'followed' : 'full'}`);
    });

  const stop = (visit: Visit): Promise<Reply> =>
    everyone(async (handle) => {
      const parsed = parseForm(visit, schema);
      // What is gone can be let go of as well: so this asks nobody what it is.
      if (!failed(parsed)) await unfollow(handle, visitorOf(visit).id, parsed.value.what);
      return redirect('/my/following?done=stopped');
    });

  const list = (visit: Visit): Promise<Reply> =>
    everyone(async (handle) => {
      const person = visitorOf(visit).id;
      const rows = [];
      for (const { what, created_at } of await listFollows(handle, person)) {
        const found = await needs.findFollowed(handle, what, followerOf(visit));
        rows.push({
          what,
          title: found?.title ?? 'Something that is not there any more',
          kind: found?.kind ?? '',
          href: found?.href,
          since: created_at.slice(0, 10),
        });
      }
      return show(
        visit,
        'following.njk',
        { title: 'What you follow', kind: 'talk', trail: [home()] },
        {
          form: toFormView(visit),
          rows,
          refused: (await listRefused(handle, person)).includes('weekly-digest'),
          done: doneText(visit, DONE),
        },
      );
    });

  const inbox = (visit: Visit): Promise<Reply> =>
    everyone(async (handle) => {
      const person = followerOf(visit)!;
      const seen = await findSeen(handle, person.id);
      const found = [];
      for (const { name, list: from } of needs.inbox)
        for (const item of await from(handle, person, visit.now)) found.push({ ...item, name });
      return show(
        visit,
        'inbox.njk',
        { title: 'Inbox', kind: 'talk', trail: [home()] },
        { form: toFormView(visit), ...sortInbox(found, seen), done: doneText(visit, DONE) },
      );
    });

  const read = (visit: Visit): Promise<Reply> =>
    everyone(async (handle) => {
      await setSeen(handle, visitorOf(visit).id, visit.now);
      return redirect('/my/inbox?done=seen');
    });

  const own = { access: 'signed-in' } as const;
  return [
    { method: 'GET', path: '/follow', access: 'anyone', handle: ask },
    { method: 'POST', path: '/follow', ...own, handle: start },
    { method: 'POST', path: '/follow/stop', ...own, handle: stop },
    { method: 'GET', path: '/my/following', ...own, handle: list },
    { method: 'GET', path: '/my/inbox', ...own, handle: inbox },
    { method: 'POST', path: '/my/inbox/read', ...own, handle: read },
  ];
}

const followerOf = ({ visitor }: Visit): Follower | undefined =>
  visitor && { id: visitor.id, name: visitor.name, editor: visitor.platformRoles.length > 0 };
