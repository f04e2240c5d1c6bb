import path from 'node:path';
import type { Config } from './config.ts';
import type { Almanac, Example } from './content/almanac.ts';
import { type Database, type Handle, openDatabase } from './db/connect.ts';
import { type Database, openDatabase } from './db/connect.ts';
import { transact } from './db/transact.ts';
import { MADE_UP, openExample, toCouncil } from './example.ts';
import type { PersonKeeper } from './features/account/keepers.ts';
import { refusalRoutes } from './features/account/refusal-routes.ts';
import { accountRoutes } from './features/account/routes.ts';
import { adminRoutes } from './features/admin/routes.ts';
import { glanceAtRounds } from './features/assessment/glance.ts';
import type { AssessmentNeeds } from './features/assessment/needs.ts';
import { privateRoutes } from './features/assessment/private-routes.ts';
import { ASSESSMENT_ACTIONS, roundRoutes } from './features/assessment/round-routes.ts';
import { openProvider } from './features/sign-in/provider.ts';
import { listClosed, readClosed } from './features/assessment/for-papers.ts';
import { findAgreedLevels, raiseAnswer } from './features/assessment/for-the-plan.ts';
import { privateRoutes } from './features/assessment/private-routes.ts';
import { ASSESSMENT_ACTIONS, roundRoutes } from './features/assessment/round-routes.ts';
import { forgetBroughtOf, readBroughtOf } from './features/papers/brought.ts';
import { createMakers, type Makers } from './features/papers/makers.ts';
import { PAPER_ACTIONS, papersRoutes } from './features/papers/routes.ts';
import {
  addFromPaper,
  changeFromPaper,
  earlierForPaper,
  listForPapers,
} from './features/plan/for-papers.ts';
import { forgetInPlans, readOfPerson as readOfPlans } from './features/plan/people.ts';
import { allPlanRoutes, PLAN_ACTIONS } from './features/plan/routes.ts';
import { readAgreedLevels } from './features/assessment/agreed-levels.ts';
import { privateRoutes } from './features/assessment/private-routes.ts';
import { ASSESSMENT_ACTIONS, roundRoutes } from './features/assessment/round-routes.ts';
import { CIRCLE_ACTIONS } from './features/circles/log.ts';
import { allCircleRoutes } from './features/circles/routes.ts';
import { isAuthor } from './features/sharing/authors.ts';
import { forgetPerson, readOfPerson } from './features/sharing/keeper.ts';
import { SHARING_ACTIONS } from './features/sharing/publishing.ts';
import { sharingRoutes } from './features/sharing/sharing-routes.ts';
import { signInRoutes } from './features/sign-in/routes.ts';
import { endAllSessions, findVisitor } from './features/sign-in/sessions.ts';
import { homeRoutes } from './features/space/home-routes.ts';
import { invitationRoutes } from './features/space/invitation-routes.ts';
import { joinRoutes } from './features/space/join-routes.ts';
import { SPACE_ACTIONS, SPACE_NEWS } from './features/space/log.ts';
import { findMembership, listLedAlone } from './features/space/members.ts';
import { SPACE_ACTIONS } from './features/space/log.ts';
import {
  findMembership,
  listLedAlone,
  listMembers,
  listMemberships,
} from './features/space/members.ts';
import { listEditors, namePerson } from './features/space/people.ts';
import { peopleRoutes } from './features/space/people-routes.ts';
import { listAllRequests } from './features/space/requests.ts';
import { KnownError } from './lib/errors.ts';
import { TOGETHER_ACTIONS } from './features/together/log.ts';
import { togetherRooms, togetherRoutes } from './features/together/routes.ts';
import { fileTransport, notifyTransport, smtpTransport, type Transport } from './mail/transport.ts';
import { forgetOther, readOther } from './persons.ts';
import { createTalk } from './talk.ts';
import type { ErrorPages } from './web/error-pages.ts';
import { findIcon } from './web/icons.ts';
import type { PrintDocument } from './web/printer.ts';
import type { Templates } from './web/templates.ts';
import { BusyError, Turns } from './web/turns.ts';
import type { Reception } from './web/visits/serve-routes.ts';
import { createShow, type Show, type Tab } from './web/visits/show.ts';
import type { Membership, Route, Visit, Visitor } from './web/visits/visit.ts';

/** The rooms of a council's own space, in the order of its tabs. */
const TABS: Tab[] = [
  { text: 'Overview', path: '', access: 'viewer' },
  { text: 'Assessment', path: '/assessment', access: 'viewer' },
  { text: 'Plan', path: '/plan', access: 'viewer' },
  { text: 'Papers', path: '/papers', access: 'viewer' },
  { text: 'Work together', path: '/together', access: 'viewer' },
  { text: 'Circles', path: '/circles', access: 'viewer' },
  { text: 'Examples', path: '/examples', access: 'viewer' },
  { text: 'People', path: '/people', access: 'viewer' },
  { text: 'Log', path: '/log', access: 'lead' },
];

/** Who else keeps something about a person: it is given to them with the rest, and forgotten with it. */
export const KEEPERS: readonly PersonKeeper[] = [
  { name: 'plans', read: readOfPlans, forget: forgetInPlans },
  { name: 'sharing', read: readOfPerson, forget: forgetPerson },
  { name: 'papers', read: readBroughtOf, forget: forgetBroughtOf },
];

interface SpaceParts {
  almanac: Almanac;
  templates: Templates;
  errorPages: ErrorPages;
  /** How an example is shown in a list. */
  cardOf(example: Example): object;
  /** Prints PDFs; nothing where there is no Chromium. */
  print: PrintDocument | undefined;
  /** Fields of the page of an example. */
  exampleView(example: Example): object;
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
  { almanac: whole, templates, errorPages, cardOf, print }: SpaceParts,
  { almanac: whole, templates, errorPages, cardOf, exampleView }: SpaceParts,
  now: () => Date = () => new Date(),
): Spaces {
  const almanac = config.SHOW_EXAMPLE ? whole : { ...whole, madeUp: undefined };
  const site = siteOf(config);
  const { title } = almanac.about;
  const show = createShow(templates, TABS, nameIn(almanac));
  const papers = {
    makers: createMakers(print),
    templates,
    cacheFolder: path.join(config.DATA_DIR, 'cache'),
  };
  const rooms = createRooms({ database, show, almanac, site, cardOf, papers, madeUp: false });
  const files = { cacheFolder: path.join(config.DATA_DIR, 'cache'), print: inTurn(print, site) };
  const rooms = createRooms({ database, show, almanac, site, cardOf, files });
  const tabs = almanac.sharing ? TABS : TABS.filter(({ path }) => path !== '/examples');
  const show = createShow(templates, tabs, nameIn(almanac));
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
        keepers: KEEPERS,
        readOther,
        forgetOther,
        listLedAlone: async (handle, person) =>
          (await listLedAlone(handle, person)).map((slug) => nameIn(almanac)(slug) ?? slug),
      }),
      ...refusalRoutes({ database, show }),
      ...adminRoutes({ database, show, nameOf: nameIn(almanac), listRequests: listAllRequests }),
      ...joinRoutes(rooms.needs),
      ...invitationRoutes(rooms.needs),
      ...createTalk({ almanac, database, show, site, nameOf: nameIn(almanac) }),
      ...privateRoutes(rooms.assessment),
      ...togetherRoutes(rooms.together),
      ...rooms.routes,
      ...exampleRoutes(almanac, { site, cardOf, papers }),
      ...exampleRoutes(almanac, templates, { site, cardOf, files }),
      ...(almanac.sharing
        ? sharingRoutes({
            ...{ database, show, almanac, sharing: almanac.sharing, site, title },
            ...{ listEditors, exampleView },
            findFinishedAction: async () => undefined,
          })
        : []),
      ...exampleRoutes(almanac, templates, { site, cardOf }),
    ],
    reception: {
      findVisitor: (session, moment) => findVisitor(database, session, moment),
      findMembership: (person, council) => findMembership(database, person, council),
      isAuthor: (person, draft) =>
        transact(database, 'everyone', (handle) => isAuthor(handle, person, draft)),
      ...refusals(show, errorPages),
      now,
      origin: new URL(site).origin,
    },
  };
}

/** Prints one page at a time, with every fold open and links that lead to the site. */
function inTurn(print: PrintDocument | undefined, site: string): AssessmentNeeds['print'] {
  if (!print) return undefined;
  const turns = new Turns({ time: 30_000, waiting: 10 });
  return async (html, foot) => {
    const whole = html
      .replaceAll('<details', '<details open')
      .replaceAll(/(<a\b[^>]*?href=")\//g, `$1${site}/`);
    try {
      return await turns.take((signal) => print(whole, foot, signal));
    } catch (error) {
      if (error instanceof BusyError)
        throw new KnownError(503, 'Many papers are being made. Try again in a minute.');
      throw error;
    }
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
  papers: { makers: Makers; templates: Templates; cacheFolder: string };
  madeUp: boolean;
}

/** The rooms of a council's space. */
function createRooms({ database, show, almanac, site, cardOf, papers, madeUp }: RoomParts) {
  files: Pick<AssessmentNeeds, 'print' | 'cacheFolder'>;
}

/** The rooms of a council's space. */
function createRooms({ database, show, almanac, site, cardOf, files }: RoomParts) {
  const needs = {
    database,
    show,
    councils: almanac.councils,
    site,
    title: almanac.about.title,
    actions: { ...SPACE_ACTIONS, ...ASSESSMENT_ACTIONS },
    news: [...SPACE_NEWS, 'round.opened', 'round.closed'],
    glances: [glanceAtRounds(almanac)],
    actions: { ...SPACE_ACTIONS, ...ASSESSMENT_ACTIONS, ...PLAN_ACTIONS },
    actions: { ...SPACE_ACTIONS, ...ASSESSMENT_ACTIONS, ...PLAN_ACTIONS, ...PAPER_ACTIONS },
    actions: { ...SPACE_ACTIONS, ...ASSESSMENT_ACTIONS, ...SHARING_ACTIONS },
    listEditors,
  };
  const assessment = { database, show, almanac, site, findIcon, cardOf };
  const plan = {
    database,
    show,
    almanac,
    site,
    title: almanac.about.title,
    findIcon,
    listMembers,
    listMemberships: (person: string) => listMemberships(database, person),
    findLevels: findAgreedLevels,
    raiseAnswer,
    actions: { ...SPACE_ACTIONS, ...ASSESSMENT_ACTIONS, ...TOGETHER_ACTIONS, ...CIRCLE_ACTIONS },
    listEditors,
  };
  const assessment = { database, show, almanac, site, findIcon, cardOf };
  const together = {
    ...assessment,
    title: almanac.about.title,
    reports: false,
    listPlaces: async (person: string) =>
      (await listMemberships(database, person)).filter(({ suspended }) => suspended === 0),
    readAgreedLevels,
  };
  const routes = [
    ...homeRoutes(needs),
    ...peopleRoutes(needs),
    ...roundRoutes(assessment),
    ...allPlanRoutes(plan),
    ...papersRoutes({
      ...{ database, show, almanac, madeUp, ...papers },
      plan: {
        list: listForPapers,
        at: earlierForPaper,
        change: changeFromPaper,
        add: addFromPaper,
      },
      rounds: {
        list: listClosed,
        read: (handle, council, round) => readClosed(almanac, handle, council, round),
      },
    }),
  ];
  const assessment = { database, show, almanac, site, findIcon, cardOf, ...files };
  const routes = [...homeRoutes(needs), ...peopleRoutes(needs), ...roundRoutes(assessment)];
  return { needs, assessment, routes };
    ...togetherRooms(together),
    ...allCircleRoutes({ ...together, ...CIRCLE_NEEDS }),
  ];
  return { needs, assessment, together, routes };
}

/** What circles take of councils' spaces. */
export const CIRCLE_NEEDS = {
  listLeads: async (handle: Handle, council: string) =>
    (await listMembers(handle, council))
      .filter(({ role, suspended }) => role === 'lead' && suspended === 0)
      .map(({ person_id, email }) => ({ id: person_id, email })),
  // No plan has actions to show yet.
  listActions: async () => [],
  readActions: async () => [],
};

/** The same rooms for the made-up council: read by anyone, changed by nobody. */
function exampleRoutes(
  real: Almanac,
  { site, cardOf, papers }: Pick<RoomParts, 'site' | 'cardOf' | 'papers'>,
  templates: Templates,
  { site, cardOf, files }: Pick<RoomParts, 'site' | 'cardOf' | 'files'>,
): Route[] {
  const { madeUp } = real;
  if (!madeUp) return [];
  const almanac: Almanac = { ...real, councils: [...real.councils, toCouncil(madeUp)] };
  const show = createShow(papers.templates, TABS, nameIn(almanac), true);
  const parts = { show, almanac, site, cardOf, papers, madeUp: true };
  // It has written up nothing.
  const tabs = TABS.filter(({ path }) => path !== '/examples');
  const show = createShow(templates, tabs, nameIn(almanac), true);
  let opened: Promise<Route[]> | undefined;
  const open = () => {
    opened ??= openExample(almanac, madeUp).then(
      (database) => createRooms({ ...parts, database }).routes,
      (database) => createRooms({ database, show, almanac, site, cardOf, files }).routes,
    );
    return opened;
  };
  const own = '/my/:council';
  const membership: Membership = { id: MADE_UP, council: MADE_UP, role: 'viewer' };
  const visitor: Visitor = { id: '', name: '', email: '', session: '', platformRoles: [] };
  // The list of rooms does not hang on the database, so it is known before the database is filled.
  const listed = createRooms({ ...parts, database: undefined as never }).routes;
  const listed = createRooms({
    database: undefined as never,
    show,
    almanac,
    site,
    cardOf,
    files,
  }).routes;
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
        const now = madeUp.plan ? new Date(`${madeUp.plan.today}T12:00:00Z`) : visit.now;
        const seen = { path: there, params, membership, visitor, now };
        const reply = await room.handle({ ...visit, ...seen });
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

/** Where a visit wanted to go, with what stands after the question mark. */
const withQuery = ({ path: address, query }: Visit): string =>
  query.size > 0 ? `${address}?${query}` : address;

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
          next: visit.form.size > 0 ? '/my' : withQuery(visit),
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
