import path from 'node:path';
import type { Config } from './config.ts';
import type { Almanac } from './content/almanac.ts';
import { type Database, openDatabase } from './db/connect.ts';
import { signInRoutes } from './features/sign-in/routes.ts';
import { findVisitor } from './features/sign-in/sessions.ts';
import { homeRoutes } from './features/space/home-routes.ts';
import { invitationRoutes } from './features/space/invitation-routes.ts';
import { joinRoutes } from './features/space/join-routes.ts';
import { SPACE_ACTIONS } from './features/space/log.ts';
import { findMembership } from './features/space/members.ts';
import { listEditors } from './features/space/people.ts';
import { peopleRoutes } from './features/space/people-routes.ts';
import { fileTransport, notifyTransport, smtpTransport, type Transport } from './mail/transport.ts';
import type { ErrorPages } from './web/error-pages.ts';
import type { Templates } from './web/templates.ts';
import type { Reception } from './web/visits/serve-routes.ts';
import { createShow, type Tab } from './web/visits/show.ts';
import type { Route } from './web/visits/visit.ts';

/** The rooms of a council's own space, in the order of its tabs. */
const TABS: Tab[] = [
  { text: 'Overview', path: '', access: 'viewer' },
  { text: 'People', path: '/people', access: 'viewer' },
  { text: 'Log', path: '/log', access: 'lead' },
];

export interface Spaces {
  routes: Route[];
  reception: Reception;
}

/** Opens the database that the settings name. It is not touched yet. */
export const openConfigured = ({ DATABASE_URL, DATA_DIR }: Config): Database =>
  openDatabase(DATABASE_URL ? { url: DATABASE_URL } : { file: path.join(DATA_DIR, 'almanac.db') });

/** The way out for mail that the settings name. */
export function openTransport(config: Config): Transport {
  const { SMTP_URL, NOTIFY_KEY, NOTIFY_TEMPLATE, MAIL_FROM, DATA_DIR } = config;
  if (SMTP_URL) return smtpTransport(SMTP_URL, MAIL_FROM);
  if (NOTIFY_KEY && NOTIFY_TEMPLATE) return notifyTransport(NOTIFY_KEY, NOTIFY_TEMPLATE);
  return fileTransport(path.join(DATA_DIR, 'mail'), MAIL_FROM);
}

/**
 * Whether the page itself shows the sign-in link: only in development, without mail, and where nobody but this machine
 * can open the page. A server that is reached from elsewhere would let anyone in as anybody.
 */
export function showsLinks(config: Config): boolean {
  const { NODE_ENV, SMTP_URL, NOTIFY_KEY, HOST, PUBLIC_URL, TRUST_PROXY } = config;
  const near = (host: string) => ['127.0.0.1', '::1', '[::1]', 'localhost'].includes(host);
  const alone = near(HOST) && !TRUST_PROXY && (!PUBLIC_URL || near(new URL(PUBLIC_URL).hostname));
  return NODE_ENV === 'development' && !SMTP_URL && !NOTIFY_KEY && alone;
}

/** All that is made for one person: signing in, and the spaces of councils. */
export function createSpaces(
  config: Config,
  database: Database,
  {
    almanac,
    templates,
    errorPages,
  }: { almanac: Almanac; templates: Templates; errorPages: ErrorPages },
  now: () => Date = () => new Date(),
): Spaces {
  const site = config.PUBLIC_URL ?? `http://localhost:${config.PORT}`;
  const { title } = almanac.about;
  const names = new Map(almanac.councils.map(({ slug, name }) => [slug, name]));
  const show = createShow(templates, TABS, (council) => names.get(council));
  const needs = {
    database,
    show,
    councils: almanac.councils,
    site,
    title,
    actions: { ...SPACE_ACTIONS },
    listEditors,
  };
  return {
    routes: [
      ...signInRoutes({
        database,
        show,
        site,
        title,
        providers: [],
        showLinks: showsLinks(config),
      }),
      ...joinRoutes(needs),
      ...homeRoutes(needs),
      ...peopleRoutes(needs),
      ...invitationRoutes(needs),
    ],
    reception: {
      findVisitor: (session, moment) => findVisitor(database, session, moment),
      findMembership: (person, council) => findMembership(database, person, council),
      ...refusals(show, errorPages),
      now,
      origin: new URL(site).origin,
    },
  };
}

/** Pages for who cannot go on. */
function refusals(show: ReturnType<typeof createShow>, errorPages: ErrorPages) {
  return {
    signInFirst: (visit: Parameters<Reception['signInFirst']>[0]) =>
      String(
        show(visit, 'sign-in-first.njk', 'Sign in first', {
          // What was sent stays on the page, so that it can be sent again after signing in.
          fields: [...visit.form]
            .filter(([name]) => name !== 'csrf')
            .map(([name, value]) => ({ name, value })),
          next: visit.form.size > 0 ? '/my' : visit.path,
        }).body,
      ),
    refused: (visit: Parameters<Reception['refused']>[0]) =>
      String(show(visit, 'refused.njk', 'A lead of your council can open this').body),
    stale: (visit: Parameters<Reception['stale']>[0]) =>
      String(show(visit, 'stale.njk', 'That page was open for a long time').body),
    notFound: errorPages.notFound,
    notAllowed: errorPages.notAllowed,
  };
}
