import type { Handle } from '../../db/connect.ts';
import type { Place, Subject, TalkNeeds } from './needs.ts';
import type { Post } from './posts.ts';
import { type Segment, toParagraphs } from './rules/links.ts';
import type { Reader } from './rules/visibility.ts';
import { canMend } from './rules/writing.ts';
import type { Thread } from './threads.ts';
import { postAddress } from './write.ts';

type NameOf = TalkNeeds['nameOf'];

/** Who wrote, as it stands below their words. */
export function signature(
  { name, council, partner }: Pick<Post, 'name' | 'council' | 'partner'>,
  nameOf: NameOf,
) {
  // A deleted account has no name, and its council says no more about whose words they were.
  if (!name) return { name: 'A former member', place: '' };
  const place = nameOf(council) ?? council;
  return { name, place: partner ? `partner of ${place}` : place };
}

export interface PostView {
  id: string;
  by: { name: string; place: string };
  at: string;
  day: string;
  edited: boolean;
  paragraphs: Segment[][][];
  /** What stands above it while others cannot read it. */
  waits: string;
  ruling: { rule: string; words: string; appeal: string; appealed: boolean } | undefined;
  mend: string | undefined;
  takeBack: string | undefined;
  report: string;
}

type Shown = Pick<Post, 'id' | 'name' | 'council' | 'partner' | 'body' | 'state' | 'person_id'> &
  Pick<Post, 'created_at' | 'edited_at'>;

/** A post as a letter: its words, and who signs it. */
export async function toPostView(
  handle: Handle,
  { nameOf, lastRuling }: Pick<TalkNeeds, 'nameOf' | 'lastRuling'>,
  post: Shown,
  reader: Reader,
  now: Date,
): Promise<PostView> {
  const own = reader.person === post.person_id;
  const address = postAddress(post.id);
  const ruling = post.state === 'hidden' && own ? await lastRuling(handle, address) : undefined;
  return {
    id: `p-${post.id}`,
    by: signature(post, nameOf),
    at: post.created_at,
    day: post.created_at.slice(0, 10),
    edited: post.edited_at !== null,
    paragraphs: toParagraphs(post.body),
    waits: waitText(post.state, own),
    ruling: ruling && { ...ruling, appeal: `/appeal/${ruling.id}` },
    mend: own && canMend(post, now) ? `${address}/edit` : undefined,
    takeBack: own ? `${address}/withdraw` : undefined,
    report: `/report?about=${encodeURIComponent(address)}`,
  };
}

function waitText(state: Post['state'], own: boolean): string {
  if (state === 'held')
    return own
      ? 'Only you can see this yet. An editor looks at the first posts of every author.'
      : 'Held. Only its author and editors see it.';
  if (state === 'hidden')
    return own ? 'An editor hid this. Only you can see it.' : 'Hidden by an editor.';
  return '';
}

/** A question in a list. */
export const toThreadRow = (thread: Thread, nameOf: NameOf, subject?: Subject) => ({
  title: thread.title,
  href: `/talk/q/${thread.id}`,
  by: signature(thread, nameOf),
  at: thread.created_at,
  day: thread.created_at.slice(0, 10),
  answers: thread.answers,
  answered: thread.accepted !== null,
  closed: thread.audience === 'councils',
  locked: thread.locked_at !== null,
  waits: thread.state !== 'shown',
  subject: subject && { kind: subject.kindName, title: subject.title, outcome: subject.outcome },
});

export const placeItems = (places: readonly Place[]) =>
  places.map(({ council, name, partner }) => ({
    value: council,
    text: partner ? `Partner of ${name}` : name,
  }));

export const AUDIENCES = [
  {
    value: 'everyone',
    text: 'Everybody',
    hint: { text: 'The public page. Most questions belong here.' },
  },
  {
    value: 'councils',
    text: 'People of councils only',
    hint: {
      text: 'Those who belong to a council here and are signed in. Still no place for secrets.',
    },
  },
];
