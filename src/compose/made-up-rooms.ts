import type { Almanac } from '../content/almanac.ts';
import { createShow } from '../web/visits/show.ts';
import type { Membership, Route, Visitor } from '../web/visits/visit.ts';
import { MADE_UP, openExample, toCouncil } from './example.ts';
import { createRooms, type RoomParts, TABS } from './rooms.ts';

/** The rooms of a council for the made-up one: read by anyone, changed by nobody. */
export function madeUpRooms(
  real: Almanac,
  parts: Omit<RoomParts, 'almanac' | 'database' | 'show' | 'madeUp'>,
): Route[] {
  const { madeUp } = real;
  if (!madeUp) return [];
  const almanac: Almanac = { ...real, councils: [...real.councils, toCouncil(madeUp)] };
  const names = new Map(almanac.councils.map(({ slug, name }) => [slug, name]));
  // It has written up nothing.
  const tabs = TABS.filter(({ path }) => path !== '/examples');
  const show = createShow(parts.templates, tabs, (slug) => names.get(slug), true);
  const roomsOn = (database: RoomParts['database']) =>
    createRooms({ ...parts, almanac, show, database, madeUp: true }).routes;
  let opened: Promise<Route[]> | undefined;
  const open = () => {
    opened ??= openExample(almanac, madeUp).then(roomsOn);
    return opened;
  };
  const own = '/my/:council';
  const membership: Membership = { id: MADE_UP, council: MADE_UP, role: 'viewer' };
  const visitor: Visitor = { id: '', name: '', email: '', session: '', platformRoles: [] };
  // The list of rooms does not hang on the database, so it is known before the database is filled.
  return roomsOn(undefined as never)
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
