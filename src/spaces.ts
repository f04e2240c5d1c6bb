import path from 'node:path';
import type { Config } from './config.ts';
import type { Almanac, Example } from './content/almanac.ts';
import { type Database, openDatabase } from './db/connect.ts';
import { MADE_UP, openExample, toCouncil } from './example.ts';
import { refusalRoutes } from './features/account/refusal-routes.ts';
import { accountRoutes } from './features/account/routes.ts';
import { adminRoutes } from './features/admin/routes.ts';
import { glanceAtRounds } from './features/assessment/glance.ts';
import { privateRoutes } from './features/assessment/private-routes.ts';
import { ASSESSMENT_ACTIONS, roundRoutes } from './features/assessment/round-routes.ts';
import { openProvider } from './features/sign-in/provider.ts';
import { signInRoutes } from './features/sign-in/routes.ts';
import { endAllSessions, findVisitor } from './features/sign-in/sessions.ts';
import { homeRoutes } from './features/space/home-routes.ts';
import { invitationRoutes } from './features/space/invitation-routes.ts';
import { joinRoutes } from './features/space/join-routes.ts';
import { SPACE_ACTIONS, SPACE_NEWS } from './features/space/log.ts';
import { findMembership, listLedAlone } from './features/space/members.ts';
import { listEditors } from './features/space/people.ts';
import { peopleRoutes } from './features/space/people-routes.ts';
import { listAllRequests } from './features/space/requests.ts';
import { fileTransport, notifyTransport, smtpTransport, type Transport } from './mail/transport.ts';
import type { ErrorPages } from './web/error-pages.ts';
import { findIcon } from './web/icons.ts';
import type { Templates } from './web/templates.ts';
import type { Reception } from './web/visits/serve-routes.ts';
import { createShow, type Show, type Tab } from './web/visits/show.ts';
import type { Membership, Route, Visitor } from './web/visits/visit.ts';

/** The rooms of a council's own space, in the order of its tabs. */
const TABS: Tab[] = [
  { text: 'Overview', path: '', access: 'viewer' },
  { text: 'Assessment', path: '/assessment', access: 'viewer' },
  { text: 'People', path: '/people', access: 'viewer' },
  { text: 'Log', path: '/log', access: 'lead' },
];

interface SpaceParts {
  almanac: Almanac;
  templates: Templates;
  errorPages: ErrorPages;
  /** How an example is shown in a list. */
  cardOf(example: Example): object;
}

export interface Spaces {
  routes: Route[];
  reception: Reception;
}

/** Opens the database that the settings name. It is not touched yet. */
export const openConfigured = ({ DATABASE_URL, DATA_DIR }: Config): Database =>
  openDatabase(DATABASE_URL ? { url: DATABASE_URL } : { file: path.join(DATA_DIR, 'almanac.db') });

/** Address of the site, for links in mail. */
export const siteOf = ({ PUBLIC_URL, PORT }: Config): string =>
  PUBLIC_URL ?? `http://localhost:${PORT}`;

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
  { almanac: whole, templates, errorPages, cardOf }: SpaceParts,
  now: () => Date = () => new Date(),
): Spaces {
  const almanac = config.SHOW_EXAMPLE ? whole : { ...whole, madeUp: undefined };
  const site = siteOf(config);
  const { title } = almanac.about;
  const show = createShow(templates, TABS, nameIn(almanac));
  const rooms = createRooms({ database, show, almanac, site, cardOf });
  return {
    routes: [
      ...signInRoutes({
        database,
        show,
        site,
        title,
        providers: (config.SIGN_IN_PROVIDERS ?? []).map((each) => openProvider(each, site)),
        showLinks: showsLinks(config),
      }),
      ...accountRoutes({
        database,
        show,
        site,
        title,
        endAllSessions,
        listLedAlone: async (handle, person) =>
          (await listLedAlone(handle, person)).map((slug) => nameIn(almanac)(slug) ?? slug),
      }),
      ...refusalRoutes({ database, show }),
      ...adminRoutes({ database, show, nameOf: nameIn(almanac), listRequests: listAllRequests }),
      ...joinRoutes(rooms.needs),
      ...invitationRoutes(rooms.needs),
      ...privateRoutes(rooms.assessment),
      ...rooms.routes,
      ...exampleRoutes(almanac, templates, { site, cardOf }),
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

const nameIn = ({ councils }: Almanac) => {
  const names = new Map(councils.map(({ slug, name }) => [slug, name]));
  return (council: string) => names.get(council);
};

interface RoomParts extends Pick<SpaceParts, 'almanac' | 'cardOf'> {
  database: Database;
  show: Show;
  site: string;
}

/** The rooms of a council's space. */
function createRooms({ database, show, almanac, site, cardOf }: RoomParts) {
  const needs = {
    database,
    show,
    councils: almanac.councils,
    site,
    title: almanac.about.title,
    actions: { ...SPACE_ACTIONS, ...ASSESSMENT_ACTIONS },
    news: [...SPACE_NEWS, 'round.opened', 'round.closed'],
    glances: [glanceAtRounds(almanac)],
    listEditors,
  };
  const assessment = { database, show, almanac, site, findIcon, cardOf };
  const routes = [...homeRoutes(needs), ...peopleRoutes(needs), ...roundRoutes(assessment)];
  return { needs, assessment, routes };
}

/** The same rooms for the made-up council: read by anyone, changed by nobody. */
function exampleRoutes(
  real: Almanac,
  templates: Templates,
  { site, cardOf }: { site: string; cardOf: SpaceParts['cardOf'] },
): Route[] {
  const { madeUp } = real;
  if (!madeUp) return [];
  const almanac: Almanac = { ...real, councils: [...real.councils, toCouncil(madeUp)] };
  const show = createShow(templates, TABS, nameIn(almanac), true);
  let opened: Promise<Route[]> | undefined;
  const open = () => {
    opened ??= openExample(almanac, madeUp).then(
      (database) => createRooms({ database, show, almanac, site, cardOf }).routes,
    );
    return opened;
  };
  const own = '/my/:council';
  const membership: Membership = { id: MADE_UP, council: MADE_UP, role: 'viewer' };
  const visitor: Visitor = { id: '', name: '', email: '', session: '', platformRoles: [] };
  // The list of rooms does not hang on the database, so it is known before the database is filled.
  const listed = createRooms({ database: undefined as never, show, almanac, site, cardOf }).routes;
  return listed
    .filter(
      ({ method, access, path }) =>
        method === 'GET' && access === 'viewer' && !path.endsWith('/leave'),
    )
    .map(({ path }) => ({
      method: 'GET',
      path: path.replace(own, `/${MADE_UP}`),
      access: 'anyone',
      async handle(visit) {
        const room = (await open()).find((each) => each.method === 'GET' && each.path === path)!;
        const params = { ...visit.params, council: MADE_UP };
        const there = visit.path.replace(`/${MADE_UP}`, `/my/${MADE_UP}`);
        const reply = await room.handle({ ...visit, path: there, params, membership, visitor });
        const move = (text: string) => text.replaceAll(`/my/${MADE_UP}`, `/${MADE_UP}`);
        const { location } = reply.headers;
        return {
          ...reply,
          body: typeof reply.body === 'string' ? move(reply.body) : reply.body,
          headers: location ? { ...reply.headers, location: move(location) } : reply.headers,
        };
      },
    }));
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
