import type { Almanac } from '../../content/almanac.ts';
import { renderMarkdown } from '../../content/markdown.ts';
import type { PageSource } from '../../web/pages.ts';
import type { Templates } from '../../web/templates.ts';

/** The pages about the almanac itself, from `content/pages`. */
export function aboutPages({ pages, about }: Almanac, templates: Templates): PageSource[] {
  return pages.map((page) => ({
    path: `/${page.slug}`,
    render: () =>
      templates.render('page.njk', {
        page: {
          title: page.title,
          description: page.summary,
          path: `/${page.slug}`,
          canonical: `/${page.slug}`,
          kind: 'about',
          trail: [{ text: 'Home', href: '/' }],
        },
        body: renderMarkdown(page.body),
        blocks: page.slug === 'about' ? [about.credit.register] : [],
        updated: page.updated,
      }),
  }));
}

/** Links for the foot of every page. */
export const footerLinks = ({ pages }: Almanac): { text: string; href: string }[] =>
  pages.map((page) => ({ text: page.title, href: `/${page.slug}` }));
