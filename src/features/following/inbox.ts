import type { InboxItem } from './needs.ts';

const MOST = 100;

type Named = InboxItem & { name: string };

/**
 * Puts an inbox in order: what somebody waits for first, the longest wait on top; then news, latest first.
 * @param seen ISO moment up to which the news were read
 */
export function sortInbox(items: readonly Named[], seen: string | undefined) {
  const row = (item: Named) => ({
    ...item,
    day: item.at.slice(0, 10),
    isNew: !item.waits && (seen === undefined || item.at > seen),
  });
  const by = (a: Named, b: Named) => a.at.localeCompare(b.at) || a.href.localeCompare(b.href);
  const waiting = items.filter(({ waits }) => waits).sort(by);
  const news = items.filter(({ waits }) => !waits).sort((a, b) => by(b, a));
  return {
    waiting: waiting.slice(0, MOST).map(row),
    news: news.slice(0, MOST).map(row),
    unread: news.slice(0, MOST).some((item) => row(item).isNew),
  };
}
