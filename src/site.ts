import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Config } from './config.ts';
import type { Almanac, Example } from './content/almanac.ts';
import { loadContent } from './content/load.ts';
import { describeProblem, type Problem } from './content/problem.ts';
import type { Database } from './db/connect.ts';
import { councilPages } from './features/councils/pages.ts';
import { discoveryPages } from './features/discovery/pages.ts';
import { readReport } from './features/freshness/check.ts';
import { deadLinks } from './features/freshness/report.ts';
import { guidePages } from './features/guide/pages.ts';
import { outcomeStyles } from './features/guide/styles.ts';
import { languagePages } from './features/language/pages.ts';
import { FEED, newsPages } from './features/news/pages.ts';
import { dataPages } from './features/open-data/pages.ts';
import { aboutPages, footerLinks } from './features/pages/pages.ts';
import { practicePages } from './features/practice/pages.ts';
import { toCard } from './features/practice/views.ts';
import { readingPages } from './features/reading/pages.ts';
import { searchPages } from './features/search/pages.ts';
import { listDownloads } from './features/takeaway/downloads.ts';
import { yearPages } from './features/year/pages.ts';
import { StartError } from './lib/errors.ts';
import { createSpaces, type Spaces } from './spaces.ts';
import { buildAssets } from './web/assets.ts';
import { DownloadStore } from './web/downloads.ts';
import { createErrorPages, type ErrorPages } from './web/error-pages.ts';
import { findIcon } from './web/icons.ts';
import { PageStore } from './web/pages.ts';
import type { Served } from './web/serve-pages.ts';
import { createTemplates } from './web/templates.ts';

const features = path.join(import.meta.dirname, 'features');

/** Folders whose files make the site, besides the content: in development a change there shows on reload. */
export const TEMPLATE_FOLDERS = [
  ...readdirSync(features).map((name) => path.join(features, name)),
  path.join(import.meta.dirname, 'web/templates'),
  path.join(import.meta.dirname, 'web/styles'),
];

export interface Site extends Served {
  errorPages: ErrorPages;
  warnings: Problem[];
  /** What is made for one person; nothing where the site is only read. */
  spaces: Spaces | undefined;
}

/**
 * Makes the whole public site from the content folder.
 * @param today ISO date against which review dates are judged
 * @param database where people's work is kept; without one the site is only read
 * @param now the clock of what is made for one person
 * @throws StartError that lists every problem when the content has errors
 */
export async function buildSite(
  config: Config,
  today: string,
  database?: Database,
  now?: () => Date,
): Promise<Site> {
  const { almanac, problems } = await loadContent(config.CONTENT_DIR, today);
  if (!almanac) {
    const errors = problems.filter(({ severity }) => severity === 'error').map(describeProblem);
    throw new StartError(`The content has errors:\n${errors.join('\n')}`);
  }
  const missing = almanac.outcomes.find(({ icon }) => !findIcon(icon));
  if (missing)
    throw new StartError(
      `The outcome "${missing.slug}" names the icon "${missing.icon}", which Lucide does not have.`,
    );

  const assets = await buildAssets(
    path.join(config.DATA_DIR, 'cache'),
    outcomeStyles(almanac.outcomes),
  );
  const { about } = almanac;
  const url = config.PUBLIC_URL ?? '';
  const templates = createTemplates(
    TEMPLATE_FOLDERS,
    {
      site: {
        title: about.title,
        edition: about.edition,
        published: about.published,
        language: about.language,
        credit: about.credit,
        url,
        outcomes: almanac.outcomes.map(({ slug }) => ({ slug })),
        roles: almanac.roles.map(({ id, name }) => ({ id, name })),
        shelves: shelvesOf(almanac),
        search: true,
        spaces: database !== undefined,
        feed: url && almanac.news.length > 0 ? FEED : undefined,
        claims: about.claims,
        footer: [
          ...footerLinks(almanac),
          { text: 'Open data', href: '/data' },
          ...(almanac.news.length > 0 ? [{ text: 'What is new', href: '/news' }] : []),
        ],
      },
      assets: {
        stylesheet: assets.stylesheet.address,
        font: assets.font.address,
        icon: assets.icon.address,
      },
    },
    deadLinks(await readReport(config.CONTENT_DIR)),
  );
  const errorPages = createErrorPages(templates);
  const cardOf = (example: Example) => toCard({ almanac, findIcon }, example);
  const sources = [
    ...guidePages({ almanac, findIcon, cardOf }, templates),
    ...practicePages({ almanac, findIcon }, templates),
    ...councilPages(almanac, templates, cardOf),
    ...readingPages(almanac, templates),
    ...languagePages(almanac, templates),
    ...yearPages({ almanac, findIcon, url }, templates),
    ...searchPages(almanac, templates),
    ...dataPages(almanac, templates, url),
    ...aboutPages(almanac, templates),
    ...newsPages(almanac, templates, url),
  ];
  const pages = new PageStore([...sources, ...discoveryPages(sources, url)]);
  const gone = new Map(
    almanac.retired.map(({ address, to, why }) => [
      address,
      errorPages.gone(why, to ? [{ text: 'What took its place', href: to }] : []),
    ]),
  );
  return {
    pages,
    assets: assets.byAddress,
    downloads: new DownloadStore(listDownloads(almanac, url)),
    gone,
    errorPages,
    spaces: database && createSpaces(config, database, { almanac, templates, errorPages }, now),
    warnings: problems.filter(({ severity }) => severity === 'warning'),
  };
}

/** The shelves of the guide in the order of the menu; one without content is left out. */
function shelvesOf({ examples, terms, months, councils, outcomes }: Almanac) {
  return [
    { text: 'The outcomes', href: '/outcomes', has: outcomes },
    { text: 'Practice', href: '/practice', has: examples },
    { text: 'Reading', href: '/reading', has: outcomes.flatMap(({ readings }) => readings) },
    { text: 'Common language', href: '/language', has: terms },
    { text: 'The year', href: '/year', has: months },
    { text: 'Councils', href: '/councils', has: councils },
  ].filter(({ has }) => has.length > 0);
}
