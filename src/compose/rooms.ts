import type { Almanac, Example } from '../content/almanac.ts';
import type { Database, Handle } from '../db/connect.ts';
import { readAgreedLevels } from '../features/assessment/agreed-levels.ts';
import { listClosed, readClosed } from '../features/assessment/for-papers.ts';
import { findAgreedLevels, raiseAnswer } from '../features/assessment/for-the-plan.ts';
import { glanceAtRounds } from '../features/assessment/glance.ts';
import type { AssessmentNeeds } from '../features/assessment/needs.ts';
import { ASSESSMENT_ACTIONS, roundRoutes } from '../features/assessment/round-routes.ts';
import { CIRCLE_ACTIONS } from '../features/circles/log.ts';
import { allCircleRoutes } from '../features/circles/routes.ts';
import type { Makers } from '../features/papers/makers.ts';
import { PAPER_ACTIONS, papersRoutes } from '../features/papers/routes.ts';
import { listForCircles, readForCircles } from '../features/plan/for-circles.ts';
import {
  addFromPaper,
  changeFromPaper,
  earlierForPaper,
  listForPapers,
} from '../features/plan/for-papers.ts';
import { glanceAtPlan } from '../features/plan/glance.ts';
import { allPlanRoutes, PLAN_ACTIONS } from '../features/plan/routes.ts';
import { SHARING_ACTIONS } from '../features/sharing/publishing.ts';
import { homeRoutes } from '../features/space/home-routes.ts';
import { SPACE_ACTIONS, SPACE_NEWS } from '../features/space/log.ts';
import { listMembers, listMemberships } from '../features/space/members.ts';
import { listEditors } from '../features/space/people.ts';
import { peopleRoutes } from '../features/space/people-routes.ts';
import { TOGETHER_ACTIONS } from '../features/together/log.ts';
import { togetherRooms } from '../features/together/routes.ts';
import { findIcon } from '../web/icons.ts';
import type { Templates } from '../web/templates.ts';
import type { Show, Tab } from '../web/visits/show.ts';
import type { Route } from '../web/visits/visit.ts';

/** The rooms of a council's own space, in the order of its tabs. */
export const TABS: readonly Tab[] = [
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

/** What stands in the log of a council, as a sentence, by action. */
const ACTIONS = {
  ...SPACE_ACTIONS,
  ...ASSESSMENT_ACTIONS,
  ...PLAN_ACTIONS,
  ...PAPER_ACTIONS,
  ...TOGETHER_ACTIONS,
  ...CIRCLE_ACTIONS,
  ...SHARING_ACTIONS,
};

export interface RoomParts {
  almanac: Almanac;
  database: Database;
  show: Show;
  /** Address of the site, for links that leave it. */
  site: string;
  templates: Templates;
  /** How an example is shown in a list. */
  cardOf(example: Example): object;
  /** What makes papers, and what prints a page; the second is nothing where no Chromium is. */
  makers: Makers;
  print: AssessmentNeeds['print'];
  cacheFolder: string;
  /** These are the rooms of the made-up council, and say so. */
  madeUp: boolean;
}

/** What circles take of councils' spaces and plans. */
export const CIRCLE_NEEDS = {
  listLeads: async (handle: Handle, council: string) =>
    (await listMembers(handle, council))
      .filter(({ role, suspended }) => role === 'lead' && suspended === 0)
      .map(({ person_id, email }) => ({ id: person_id, email })),
  listActions: listForCircles,
  readActions: readForCircles,
};

/** The rooms of a council's space, each handed what it needs of the others. */
export function createRooms(parts: RoomParts) {
  const { almanac, database, show, site, templates, cardOf, makers, print, cacheFolder, madeUp } =
    parts;
  const { title } = almanac.about;
  const space = {
    ...{ database, show, site, title, listEditors },
    councils: almanac.councils,
    actions: ACTIONS,
    news: [...SPACE_NEWS, 'round.opened', 'round.closed'],
    glances: [glanceAtRounds(almanac), glanceAtPlan],
  };
  const assessment: AssessmentNeeds = {
    ...{ database, show, almanac, site, findIcon, cardOf, cacheFolder, print },
    planAddress: madeUp
      ? undefined
      : (council, { outcome, id }) => `/my/${council}/plan/new?step=${outcome.slug}/${id}`,
  };
  const shareAddress = (council: string, action: string) =>
    `/share/new?council=${council}&action=${action}`;
  const plan = {
    ...{ database, show, almanac, site, title, findIcon, listMembers, raiseAnswer },
    listMemberships: (person: string) => listMemberships(database, person),
    findLevels: findAgreedLevels,
    ...(almanac.sharing && !madeUp ? { shareAddress } : {}),
  };
  const together = {
    ...{ database, show, almanac, site, title, findIcon, cardOf, readAgreedLevels },
    reports: true,
    listPlaces: async (person: string) =>
      (await listMemberships(database, person)).filter(({ suspended }) => suspended === 0),
  };
  const papers = {
    ...{ database, show, almanac, madeUp, makers, templates, cacheFolder },
    plan: {
      list: listForPapers,
      at: earlierForPaper,
      change: changeFromPaper,
      add: addFromPaper,
    },
    rounds: {
      list: listClosed,
      read: (handle: Handle, council: string, round: string) =>
        readClosed(almanac, handle, council, round),
    },
  };
  const routes: Route[] = [
    ...homeRoutes(space),
    ...peopleRoutes(space),
    ...roundRoutes(assessment),
    ...allPlanRoutes(plan),
    ...papersRoutes(papers),
    ...togetherRooms(together),
    ...allCircleRoutes({ ...together, ...CIRCLE_NEEDS }),
  ];
  return { space, assessment, together, routes };
}
