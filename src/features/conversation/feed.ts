import { Feed } from 'feed';
import type { Handle } from '../../db/connect.ts';
import type { Subject, TalkNeeds } from './needs.ts';
import { STRANGER } from './rules/visibility.ts';
import { listThreads } from './threads.ts';

const MOST = 50;
const EXCERPT = 400;

/**
 * The Atom feed (RFC 4287) of the questions on an outcome and its steps: what a stranger may read, whoever asks for it.
 * @param now for a feed without entries
 */
export async function makeTalkFeed(
  handle: Handle,
  { site, title, language }: Pick<TalkNeeds, 'site' | 'title' | 'language'>,
  subject: Subject,
  now: Date,
): Promise<string> {
  const about = subject.href;
  const threads = await listThreads(handle, STRANGER, { about, below: true, most: MOST });
  const talk = `/talk${about}`;
  const feed = new Feed({
    title: `${title}: questions and answers on ${subject.title}`,
    id: `urn:digitalisation-almanac:talk:${about}`,
    link: `${site}${talk}`,
    feedLinks: { atom: `${site}${talk}/feed.xml` },
    language,
    copyright: 'Each post belongs to who wrote it.',
    updated: new Date(
      threads
        .map(({ last_at }) => last_at)
        .sort()
        .at(-1) ?? now,
    ),
    author: { name: title },
    generator: title,
  });
  for (const { id, title: question, body, created_at } of threads)
    feed.addItem({
      id: `urn:digitalisation-almanac:question:${id}`,
      title: question,
      link: `${site}/talk/q/${id}`,
      date: new Date(created_at),
      description: body.length > EXCERPT ? `${body.slice(0, EXCERPT)}…` : body,
    });
  return feed.atom1();
}
