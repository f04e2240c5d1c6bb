import { Feed } from 'feed';
import type { Almanac } from '../../content/almanac.ts';
import { home, page } from '../../web/page-view.ts';
import type { PageSource } from '../../web/pages.ts';
import type { Templates } from '../../web/templates.ts';

const PATH = '/news';
export const FEED = '/feed.xml';

/** What is new, as a page and, where the address of the site is known, as an Atom feed: its links must be whole. */
export function newsPages(almanac: Almanac, templates: Templates, site: string): PageSource[] {
  const { news, about } = almanac;
  if (news.length === 0) return [];
  const view = () => ({
    page: page('What is new', `What was added to the ${about.title}, latest first.`, PATH, {
      kind: 'news',
      trail: [home()],
    }),
    news,
    feed: site ? FEED : undefined,
  });
  return [
    { path: PATH, render: () => templates.render('news.njk', view()) },
    ...(site
      ? [
          {
            path: FEED,
            type: 'application/atom+xml; charset=utf-8',
            render: () => makeFeed(almanac, site),
          },
        ]
      : []),
  ];
}

/**
 * The Atom feed (RFC 4287). Ids of entries do not hang on the address of the site, so that readers never see one twice.
 * @param site the address of the site, with its host
 */
export function makeFeed({ news, about }: Almanac, site: string): string {
  const day = (date: string) => new Date(`${date}T00:00:00Z`);
  const feed = new Feed({
    title: about.title,
    description: about.tagline,
    id: 'urn:digitalisation-almanac:news',
    link: `${site}${PATH}`,
    feedLinks: { atom: `${site}${FEED}` },
    language: about.language,
    copyright: about.credit.content_licence,
    updated: day(news[0]?.date ?? about.published),
    author: { name: about.title },
    generator: about.title,
  });
  for (const { id, date, title, text, href } of news) {
    feed.addItem({
      id: `urn:digitalisation-almanac:news:${id}`,
      title,
      link: `${site}${href}`,
      date: day(date),
      description: text,
    });
  }
  return feed.atom1();
}
