import type { Handle } from '../../db/connect.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import type { Problem, Typed } from '../../web/forms/parse.ts';
import { home } from '../../web/page-view.ts';
import { doneText } from '../../web/visits/show.ts';
import type { Reply, Visit } from '../../web/visits/visit.ts';
import type { Place, TalkNeeds } from './needs.ts';
import { findPost, hasBefore, listAnswers } from './posts.ts';
import type { Reader } from './rules/visibility.ts';
import { whyClosed } from './rules/writing.ts';
import type { Thread } from './threads.ts';
import { placeItems, toPostView } from './views.ts';
import type { Warning } from './warning.ts';

export const ANSWERS_ON_PAGE = 25;

const DONE = {
  asked:
    'Your question is on the page. We tell you of answers in the weekly mail and in your inbox.',
  answered: 'Your answer is on the page.',
  held: 'Thank you. An editor looks at the first posts of every author. Until then only you see this one.',
  accepted: 'You said that this answer helped.',
  unaccepted: 'No answer is marked now.',
  changed: 'The page had changed meanwhile. Look at it, and choose again.',
  mended: 'Your post is changed.',
  withdrawn: 'Your words are taken back.',
  followed: 'You follow this question now.',
};

interface Tried {
  typed: Typed;
  problems: Problem[];
  warning: Warning | undefined;
}

/** The page of a question: the question, the answer that helped, a page of answers, and the form for one more. */
export async function showThread(
  handle: Handle,
  needs: TalkNeeds,
  visit: Visit,
  thread: Thread,
  { reader, places }: { reader: Reader; places: Place[] },
  tried?: Tried,
): Promise<Reply> {
  const { show } = needs;
  const place = placeAsked(visit);
  const found = await listAnswers(handle, thread.id, reader, place, ANSWERS_ON_PAGE + 1);
  const backwards = place === 'last' || 'before' in place;
  // Backwards, the one too many stands at the head.
  const answers = backwards ? found.slice(-ANSWERS_ON_PAGE) : found.slice(0, ANSWERS_ON_PAGE);
  const first = answers[0]?.id;
  const last = answers.at(-1)?.id;
  const more = found.length > ANSWERS_ON_PAGE;
  const earlier = first && (backwards ? more : await hasBefore(handle, thread.id, reader, first));
  const next = backwards ? last && (await nextAfter(handle, thread.id, reader, last)) : undefined;
  const later = backwards ? next : more ? found[ANSWERS_ON_PAGE]?.id : undefined;
  const accepted = thread.accepted ? await findPost(handle, thread.accepted) : undefined;
  const asker = reader.person === thread.person_id;
  const view = (post: Parameters<typeof toPostView>[2]) =>
    toPostView(handle, needs, post, reader, visit.now);
  const subject = await needs.findSubject(handle, thread.about);
  const base = `/talk/q/${thread.id}`;
  const shownAnswers = [];
  for (const post of answers)
    shownAnswers.push({
      ...(await view(post)),
      accept: asker && post.state === 'shown' && post.id !== thread.accepted ? post.id : undefined,
    });
  const helped = accepted?.state === 'shown' ? await view(accepted) : undefined;
  const closed = whyClosed(thread, places);
  return show(
    visit,
    'thread.njk',
    {
      title: thread.state === 'withdrawn' ? 'A question that was taken back' : thread.title,
      kind: 'talk',
      trail: [
        home(),
        { text: 'Questions and answers', href: '/talk' },
        ...(subject ? [{ text: subject.title, href: `/talk${subject.href}` }] : []),
      ],
    },
    {
      subject,
      action: base,
      question: await view({ ...thread, edited_at: thread.edited_at }),
      taken: thread.state === 'withdrawn',
      closedTo: thread.audience === 'councils',
      locked: thread.locked_at !== null,
      answers: shownAnswers.filter(({ id }) => !helped || id !== helped.id),
      total: thread.answers,
      accepted: helped,
      asker,
      version: thread.version,
      earlier: earlier ? `${base}?before=${first}` : undefined,
      later: later ? `${base}?from=${later}` : undefined,
      start: earlier ? base : undefined,
      end: later ? `${base}?last=1` : undefined,
      form: closed && !tried ? undefined : toFormView(visit, tried?.typed, tried?.problems),
      canAnswer: !closed,
      closed,
      signIn: visit.visitor ? undefined : `/sign-in?next=${encodeURIComponent(base)}`,
      places: places.length > 1 ? placeItems(places) : [],
      from: places[0]?.name,
      warning: tried?.warning,
      follow: `/follow?what=${encodeURIComponent(base)}`,
      following: reader.person ? await needs.isFollowing(handle, reader.person, base) : false,
      done: doneText(visit, DONE),
      csrf: visit.csrf,
    },
    tried ? 400 : 200,
  );
}

function placeAsked({ query }: Visit): { from?: string } | { before: string } | 'last' {
  if (query.has('last')) return 'last';
  const before = query.get('before');
  if (before) return { before };
  const from = query.get('from');
  return from ? { from } : {};
}

/** The first answer after one. */
async function nextAfter(
  handle: Handle,
  thread: string,
  reader: Reader,
  id: string,
): Promise<string | undefined> {
  const [, next] = await listAnswers(handle, thread, reader, { from: id }, 2);
  return next?.id;
}
