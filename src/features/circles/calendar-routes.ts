import { writeAudit } from '../../db/audit.ts';
import { transact } from '../../db/transact.ts';
import { KnownError } from '../../lib/errors.ts';
import {
  file,
  membershipOf,
  type Reply,
  type Route,
  type Visit,
  visitorOf,
} from '../../web/visits/visit.ts';
import { makeCalendar } from './calendar.ts';
import { findCircle } from './circles.ts';
import { addCalendar, findCalendar, listDates } from './contents.ts';
import type { CircleNeeds } from './needs.ts';
import { circlePath, withMember } from './own.ts';
import { partOf } from './rules/circle.ts';

const TYPE = 'text/calendar; charset=utf-8';

/** The dates of a circle for calendars: as a file, and by a private address that keeps itself up to date. */
export function calendarRoutes(needs: CircleNeeds): Route[] {
  const { database, show, site, title } = needs;
  const about = (id: string) => ({ title, url: `${site}/circles/${id}` });

  const download = (visit: Visit): Promise<Reply> =>
    withMember(needs, visit, async (handle, circle) => {
      const dates = await listDates(handle, circle.id);
      return file('learning-circle.ics', TYPE, makeCalendar(circle, dates, about(circle.id)));
    });

  const make = (visit: Visit): Promise<Reply> =>
    withMember(needs, visit, async (handle, circle) => {
      const { council } = membershipOf(visit);
      const person = visitorOf(visit).id;
      const secret = await addCalendar(handle, council, { circle: circle.id, person }, visit.now);
      const detail = { circle: circle.id };
      await writeAudit(handle, { council, person, action: 'circle.addressed', detail }, visit.now);
      return show(visit, 'circle-calendar.njk', 'Your private calendar address', {
        address: `${site}/circle-calendar/${secret}`,
        back: circlePath(council, circle.id),
      });
    });

  /** Asked by a calendar program, which is not signed in. It stops when the person or the council has left. */
  const subscribed = (visit: Visit): Promise<Reply> =>
    transact(database, 'everyone', async (handle) => {
      const found = await findCalendar(handle, visit.params.secret ?? '');
      const circle = found && (await findCircle(handle, found.council, found.circle_id));
      if (!circle || partOf(circle, found.council) !== 'member')
        throw new KnownError(404, 'There is no such calendar.');
      const dates = await listDates(handle, circle.id);
      return {
        status: 200,
        body: makeCalendar(circle, dates, about(circle.id)),
        headers: { 'content-type': TYPE },
      };
    });

  const path = '/my/:council/circles/:circle';
  return [
    { method: 'GET', path: `${path}/dates.ics`, access: 'viewer', handle: download },
    { method: 'POST', path: `${path}/calendar`, access: 'contributor', handle: make },
    {
      method: 'GET',
      path: '/circle-calendar/:secret',
      access: 'anyone',
      handle: subscribed,
    },
  ];
}
