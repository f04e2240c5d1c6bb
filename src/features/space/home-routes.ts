import { stringify } from 'csv-stringify/sync';
import { transact } from '../../db/transact.ts';
import { doneText } from '../../web/visits/show.ts';
import { file, membershipOf, type Reply, type Route, type Visit } from '../../web/visits/visit.ts';
import { inOrder, toGlanceView, toPeopleView, toTour } from './home-view.ts';
import { type LogLine, listLog, listNews } from './log.ts';
import { listMembers } from './members.ts';
import { type Glance, getCouncil, type SpaceNeeds } from './needs.ts';
import { listRequests } from './requests.ts';
import { ROLES } from './rules.ts';

const DONE = {
  'first-lead':
    'The space is yours. You are its first lead: invite your colleagues when you are ready.',
  listed: 'Welcome. You can read everything here. A lead can let you do more.',
  joined: 'Welcome. You belong to the council here.',
};
const ON_HOME = 6;
const ON_PAGE = 100;
const IN_FILE = 5000;

/** The first page of a council's space, and its log. */
export function homeRoutes(needs: SpaceNeeds): Route[] {
  const { database, show, actions } = needs;

  const home = async (visit: Visit): Promise<Reply> => {
    const { council, role } = membershipOf(visit);
    const lead = role === 'lead';
    const { members, requests, glances, news } = await transact(
      database,
      { council },
      async (handle) => {
        const told: Glance[] = [];
        for (const look of needs.glances) told.push(...(await look(handle, council, visit)));
        return {
          members: await listMembers(handle, council),
          requests: lead ? await listRequests(handle, council) : [],
          glances: told,
          news: await listNews(handle, council, needs.news, ON_HOME),
        };
      },
    );
    const people = toPeopleView(members);
    const at = `/my/${council}`;
    return show(visit, 'space-home.njk', getCouncil(needs, council).name, {
      done: doneText(visit, DONE),
      role: ROLES[role],
      lead,
      people,
      tour: toTour(at, { people: people.count, begun: glances.length > 0, lead }),
      waiting: inOrder([
        ...requests.map(({ name }) => ({
          text: `${name || 'Somebody'} asks to join`,
          href: `${at}/people`,
        })),
        ...glances.flatMap(({ waiting }) => waiting),
      ]).slice(0, ON_HOME),
      glances: glances.map(toGlanceView),
      news: news.map((line) => ({
        day: line.at.slice(0, 10),
        who: line.who,
        what: sentence(line).replace(/^./, (letter) => letter.toLowerCase()),
      })),
      register: `/councils/${council}`,
    });
  };

  const sentence = ({ action }: LogLine) => actions[action] ?? action;
  const read = (visit: Visit, most: number) => {
    const { council } = membershipOf(visit);
    return transact(database, { council }, (handle) =>
      listLog(handle, council, visit.query.get('before') ?? undefined, most),
    );
  };

  const log = async (visit: Visit): Promise<Reply> => {
    const lines = await read(visit, ON_PAGE + 1);
    const last = lines.length > ON_PAGE ? lines[ON_PAGE - 1] : undefined;
    return show(visit, 'log.njk', 'Log', {
      lines: lines.slice(0, ON_PAGE).map((line) => ({
        at: line.at,
        day: line.at.slice(0, 10),
        time: line.at.slice(11, 16),
        who: line.who,
        what: sentence(line),
        whom: line.whom,
      })),
      older: last ? `?before=${last.id}` : undefined,
    });
  };

  const csv = async (visit: Visit): Promise<Reply> => {
    const lines = await read(visit, IN_FILE);
    const rows = lines.map((line) => [
      line.at,
      line.who,
      sentence(line),
      line.whom ?? '',
      line.action,
      line.detail,
    ]);
    const text = stringify([['when', 'who', 'what', 'about', 'action', 'detail'], ...rows], {
      bom: true,
      escape_formulas: true,
    });
    return file(`${membershipOf(visit).council}-log.csv`, 'text/csv; charset=utf-8', text);
  };

  return [
    { method: 'GET', path: '/my/:council', access: 'viewer', handle: home },
    { method: 'GET', path: '/my/:council/log', access: 'lead', handle: log },
    { method: 'GET', path: '/my/:council/log.csv', access: 'lead', handle: csv },
  ];
}
