import type { PageSource } from '../../web/pages.ts';

// Lists that a query narrows would be walked without end; what they hold is in the sitemap.
const ROBOTS = ['User-agent: *', 'Disallow: /search?', 'Disallow: /*?', 'Allow: /'];

/**
 * What search engines read: `robots.txt`, and `sitemap.xml` where the address of the site is known.
 * @param pages all pages of the site; variants for a reader role are left out, since they name the page they vary
 */
export function discoveryPages(pages: readonly PageSource[], site: string): PageSource[] {
  const robots = () =>
    `${[...ROBOTS, ...(site ? [`Sitemap: ${site}/sitemap.xml`] : [])].join('\n')}\n`;
  const sitemap: PageSource = {
    path: '/sitemap.xml',
    type: 'application/xml; charset=utf-8',
    render: () => makeSitemap(pages, site),
  };
  return [
    { path: '/robots.txt', type: 'text/plain; charset=utf-8', render: robots },
    ...(site ? [sitemap] : []),
  ];
}

function makeSitemap(pages: readonly PageSource[], site: string): string {
  const listed = pages.filter(
    ({ path, type, unlisted }) => !type && !unlisted && !/^\/for\/[^/]+\//.test(path),
  );
  const lines = listed.map(({ path }) => `<url><loc>${toXml(site + path)}</loc></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${lines.join('\n')}\n</urlset>\n`;
}

const toXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
