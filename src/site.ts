import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Spaces } from './compose/spaces.ts';
import type { Config } from './config.ts';
import type { Almanac } from './content/almanac.ts';
import { type LoadedContent, loadContent } from './content/load.ts';
import { createMarker, type MarkTerms } from './content/mark-terms.ts';
import { describeProblem, type Problem } from './content/problem.ts';
import type { Library } from './content/published.ts';
import type { Database } from './db/connect.ts';
import { councilPages } from './features/councils/pages.ts';
import { discoveryPages } from './features/discovery/pages.ts';
import { readReport } from './features/freshness/check.ts';
import { deadLinks } from './features/freshness/report.ts';
import { createPlaceInMenu, shelvesOf } from './features/guide/menu.ts';
import { guidePages } from './features/guide/pages.ts';
import { outcomeStyles } from './features/guide/styles.ts';
import { languagePages } from './features/language/pages.ts';
import { FEED, newsPages } from './features/news/pages.ts';
import { listKept } from './features/offline/list.ts';
import {
  guideFile,
  type Kept,
  OFFLINE_SCRIPTS,
  offlinePages,
  serviceWorker,
} from './features/offline/pages.ts';
import { dataPages } from './features/open-data/pages.ts';
import { aboutPages, footerLinks } from './features/pages/pages.ts';
import { practicePages } from './features/practice/pages.ts';
import { createCardOf, toExampleView } from './features/practice/views.ts';
import { readingPages } from './features/reading/pages.ts';
import { SEARCH_SCRIPTS } from './features/search/index-files.ts';
import { renderSearchHere, searchPages, searchPagesHere } from './features/search/pages.ts';
import { listDownloads } from './features/takeaway/downloads.ts';
import { workshopDownloads, workshopPages } from './features/workshop/pages.ts';
import { yearPages } from './features/year/pages.ts';
import { StartError } from './lib/errors.ts';
import { buildAssets } from './web/assets.ts';
import { findChromium } from './web/chromium.ts';
import { DownloadStore } from './web/downloads.ts';
import { createErrorPages, type ErrorPages } from './web/error-pages.ts';
import { findIcon } from './web/icons.ts';
import { type PageSource, PageStore } from './web/pages.ts';
import { createDocumentPrinter, createPrinter } from './web/printer.ts';
import { POLICY } from './web/security.ts';
import type { Served } from './web/serve-pages.ts';
import { StillAddresses } from './web/still/addresses.ts';
import type { Saver } from './web/still/save-files.ts';
import { heldAddresses } from './web/still/write.ts';
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
  /** How pages become files, in a copy without a server. */
  addresses: StillAddresses | undefined;
  /** Who saves the files of a copy. */
  saver: Saver;
  title: string;
  councils: Almanac['councils'];
  news: Almanac['news'];
  warnings: Problem[];
  /** What is made for one person; nothing where the site is only read. */
  spaces: Spaces | undefined;
}

/** Nobody waits for the files of a copy: a slow machine may take its time. In milliseconds. */
const WITHOUT_READERS = { time: 600_000, waiting: 20 };

/**
 * Makes the whole public site from the content folder.
 * @param today ISO date against which review dates are judged
 * @param database where people's work is kept; without one the site is only read
 * @param still for a copy without a server: what needs one is left out, and search runs in the browser
 * @param now the clock of what is made for one person
 * @param library what councils wrote themselves, which joins the examples of the folder
 * @param content of the folder, where it was read already
 * @throws StartError that lists every problem when the content has errors
 */
export async function buildSite(
  config: Config,
  today: string,
  {
    database,
    still = false,
    now,
    library,
    content,
  }: {
    database?: Database | undefined;
    still?: boolean;
    now?: (() => Date) | undefined;
    library?: Library | undefined;
    content?: Pick<LoadedContent, 'almanac' | 'problems'> | undefined;
  } = {},
): Promise<Site> {
  const { almanac, problems } = content ?? (await loadContent(config.CONTENT_DIR, today, library));
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
    [...SEARCH_SCRIPTS, ...OFFLINE_SCRIPTS],
    outcomeStyles(almanac.outcomes),
  );
  const compressed = still ? undefined : assets.compress();
  const { about } = almanac;
  const url = config.PUBLIC_URL ?? '';
  const chromium = findChromium(config.CHROMIUM_PATH);
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
        placeInMenu: createPlaceInMenu(almanac),
        search: true,
        spaces: database !== undefined,
        shares: database !== undefined && almanac.sharing !== undefined,
        still,
        feed: url && almanac.news.length > 0 ? FEED : undefined,
        claims: about.claims,
        prints: chromium !== undefined,
        workshops: almanac.workshops.length > 0,
        footer: [
          ...footerLinks(almanac),
          ...(almanac.workshops.length > 0 ? [{ text: 'Workshop kits', href: '/workshop' }] : []),
          { text: 'Open data', href: '/data' },
          { text: 'Read without a connection', href: '/offline' },
          ...(almanac.news.length > 0 ? [{ text: 'What is new', href: '/news' }] : []),
          ...(database && !still ? [{ text: 'Questions and answers', href: '/talk' }] : []),
        ],
      },
      assets: {
        stylesheet: assets.stylesheet.address,
        font: assets.font.address,
        icon: assets.icon.address,
        loader: assets.scripts.loader?.address,
        suggest: assets.scripts[still ? 'suggest-from-here' : 'suggest-from-server']?.address,
        results: assets.scripts['results-from-here']?.address,
        keepButton: assets.scripts['keep-button']?.address,
      },
    },
    deadLinks(await readReport(config.CONTENT_DIR)),
  );
  const errorPages = createErrorPages(templates);
  const cardOf = createCardOf({ almanac, findIcon });
  const markTerms = createMarker(almanac.terms);
  const sources = [
    // First, so that a copy's index is packed while all else is rendered.
    ...(still ? searchPagesHere : searchPages)(almanac, templates),
    ...withTerms(guidePages({ almanac, findIcon, cardOf }, templates), markTerms),
    ...withTerms(practicePages({ almanac, findIcon, cardOf }, templates), markTerms),
    ...councilPages(almanac, templates, cardOf),
    ...readingPages(almanac, templates),
    ...languagePages(almanac, templates),
    ...withTerms(yearPages({ almanac, findIcon, url }, templates), markTerms),
    ...dataPages(almanac, templates, url),
    ...aboutPages(almanac, templates),
    ...workshopPages({ almanac, findIcon }, templates),
    ...newsPages(almanac, templates, url),
    ...offlinePages(almanac, templates),
  ];
  const pages = new PageStore([
    ...sources,
    ...discoveryPages(sources, url),
    serviceWorker(() => kept),
  ]);
  const gone = new Map(
    almanac.retired.map(({ address, to, why }) => [
      address,
      errorPages.gone(why, to ? [{ text: 'What took its place', href: to }] : []),
    ]),
  );
  const print = chromium
    ? createPrinter(() => ({ pages, assets: assets.byAddress }), chromium, url)
    : undefined;
  const cards = { almanac, findIcon, cacheFolder: path.join(config.DATA_DIR, 'cache') };
  const downloads = new DownloadStore(
    [
      ...listDownloads(almanac, url, print, cards),
      ...workshopDownloads({
        almanac,
        print,
        makeSlides: async (outcome, about, slides) =>
          (await import('./features/takeaway/deck.ts')).makeDeck(
            cards,
            outcome,
            { ...about, site: url },
            slides,
          ),
      }),
      guideFile(() => kept),
    ],
    still ? WITHOUT_READERS : undefined,
  );
  const served = { pages, assets: assets.byAddress, downloads, gone };
  const addresses = still ? new StillAddresses(heldAddresses(served)) : undefined;
  // A copy without a server, and a site that is only read, need none of what is made for people: not even its files.
  const spaces = database
    ? (await import('./compose/spaces.ts')).createSpaces(
        config,
        database,
        {
          ...{ almanac, templates, errorPages, cardOf },
          print: chromium ? createDocumentPrinter(() => assets.byAddress, chromium) : undefined,
          exampleView: (example) => toExampleView({ almanac, findIcon, cardOf }, example),
        },
        now,
      )
    : undefined;
  const kept: Kept = {
    list: () =>
      listKept(pages, (address, html) => {
        if (addresses) return addresses.relink(html, address);
        return address === '/search' ? renderSearchHere(almanac, templates) : html;
      }),
    settings: {
      files: still,
      assets: [...assets.byAddress.keys()].filter((address) => !address.endsWith('worker.js')),
      policy: still ? '' : POLICY,
    },
    worker: assets.scripts['service-worker']!.bodies.identity,
  };
  await compressed;
  return {
    ...served,
    ...(database && {
      findPicture: (await import('./compose/pictures.ts')).createPictureFinder(database),
    }),
    addresses,
    saver: { entry: new URL('./compose/save-still.ts', import.meta.url), rest: almanac.terms },
    errorPages,
    title: about.title,
    councils: almanac.councils,
    news: almanac.news,
    spaces,
    warnings: problems.filter(({ severity }) => severity === 'warning'),
  };
}

/** Pages to read, with the words of the glossary marked; lists and what is printed on one sheet are left as they are. */
const withTerms = (sources: readonly PageSource[], markTerms: MarkTerms): PageSource[] =>
  sources.map((source) => {
    const { path: address, type } = source;
    const left =
      type || address.split('/').length < 3 || /\/briefing$|^\/for\/[^/]+$/.test(address);
    return left ? source : { ...source, finish: { name: 'terms', run: markTerms } };
  });
