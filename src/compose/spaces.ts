import path from 'node:path';
import type { Config } from '../config.ts';
import type { Almanac, Example } from '../content/almanac.ts';
import type { Database } from '../db/connect.ts';
import { transact } from '../db/transact.ts';
import { refusalRoutes } from '../features/account/refusal-routes.ts';
import { accountRoutes } from '../features/account/routes.ts';
import { adminRoutes } from '../features/admin/routes.ts';
import type { AssessmentNeeds } from '../features/assessment/needs.ts';
import { privateRoutes } from '../features/assessment/private-routes.ts';
import { createMakers } from '../features/papers/makers.ts';
import { findFinishedAction } from '../features/plan/for-sharing.ts';
import { isAuthor } from '../features/sharing/authors.ts';
import { sharingRoutes } from '../features/sharing/sharing-routes.ts';
import { openProvider } from '../features/sign-in/provider.ts';
import { signInRoutes } from '../features/sign-in/routes.ts';
import { endAllSessions, findVisitor } from '../features/sign-in/sessions.ts';
import { invitationRoutes } from '../features/space/invitation-routes.ts';
import { joinRoutes } from '../features/space/join-routes.ts';
import { findMembership, listLedAlone } from '../features/space/members.ts';
import { listEditors } from '../features/space/people.ts';
import { listAllRequests } from '../features/space/requests.ts';
import { togetherRoutes } from '../features/together/routes.ts';
import { KnownError } from '../lib/errors.ts';
import type { ErrorPages } from '../web/error-pages.ts';
import type { PrintDocument } from '../web/printer.ts';
import type { Templates } from '../web/templates.ts';
import { BusyError, Turns } from '../web/turns.ts';
import type { Reception } from '../web/visits/serve-routes.ts';
import { createShow, type Show } from '../web/visits/show.ts';
import type { Route, Visit } from '../web/visits/visit.ts';
import { showsLinks, siteOf } from './connections.ts';
import { madeUpRooms } from './made-up-rooms.ts';
import { KEEPERS } from './persons.ts';
import { createRooms, TABS } from './rooms.ts';
import { createTalk } from './talk.ts';

interface SpaceParts {
  almanac: Almanac;
  templates: Templates;
  errorPages: ErrorPages;
  /** How an example is shown in a list. */
  cardOf(example: Example): object;
  /** Fields of the page of an example. */
  exampleView(example: Example): object;
  /** Prints PDFs; nothing where there is no Chromium. */
  print: PrintDocument | undefined;
}

export interface Spaces {
  routes: Route[];
  reception: Reception;
}

/** All that is made for one person: signing in, the spaces of councils, and what people write for others. */
export function createSpaces(
  config: Config,
  database: Database,
  { almanac: whole, templates, errorPages, cardOf, exampleView, print }: SpaceParts,
  now: () => Date = () => new Date(),
): Spaces {
  const almanac = config.SHOW_EXAMPLE ? whole : { ...whole, madeUp: undefined };
  const { sharing, councils } = almanac;
  const site = siteOf(config);
  const { title } = almanac.about;
  const names = new Map(councils.map(({ slug, name }) => [slug, name]));
  const nameOf = (council: string) => names.get(council);
  const tabs = sharing ? TABS : TABS.filter(({ path }) => path !== '/examples');
  const show = createShow(templates, tabs, nameOf);
  const base = { database, show, site, title };
  const parts = {
    ...{ site, templates, cardOf },
    makers: createMakers(print),
    print: inTurn(print, site),
    cacheFolder: path.join(config.DATA_DIR, 'cache'),
  };
  const providers = (config.SIGN_IN_PROVIDERS ?? []).map((each) => openProvider(each, site));
  const rooms = createRooms({ ...parts, almanac, database, show, madeUp: false });
  return {
    routes: [
      ...signInRoutes({
        ...base,
        providers,
        showLinks: showsLinks(config),
      }),
      ...accountRoutes({
        ...{ ...base, providers },
        endAllSessions,
        keepers: KEEPERS,
        listLedAlone: async (handle, person) =>
          (await listLedAlone(handle, person)).map((slug) => nameOf(slug) ?? slug),
      }),
      ...refusalRoutes({ database, show }),
      ...adminRoutes({ database, show, nameOf, listRequests: listAllRequests }),
      ...joinRoutes(rooms.space),
      ...invitationRoutes(rooms.space),
      ...privateRoutes(rooms.assessment),
      ...togetherRoutes(rooms.together),
      ...createTalk({ almanac, database, show, site, nameOf }),
      ...(sharing
        ? sharingRoutes({
            ...base,
            ...{ almanac, sharing, listEditors, exampleView, findFinishedAction },
          })
        : []),
      ...rooms.routes,
      ...madeUpRooms(almanac, parts),
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

/** Where a visit wanted to go, with what stands after the question mark. */
const withQuery = ({ path: address, query }: Visit): string =>
  query.size > 0 ? `${address}?${query}` : address;

/** Pages for who cannot go on. */
function refusals(show: Show, errorPages: ErrorPages) {
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
