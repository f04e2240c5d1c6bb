import { isOverLimit, type Limit, networkOf } from '../../db/attempts.ts';
import { writeAudit } from '../../db/audit.ts';
import { transact } from '../../db/transact.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { doneText } from '../../web/visits/show.ts';
import {
  membershipOf,
  type Reply,
  type Route,
  redirect,
  type Visit,
  visitorOf,
} from '../../web/visits/visit.ts';
import { makeCalendar } from './calendar.ts';
import { listCards } from './cards.ts';
import { addFeed, findFeed, listFeeds, removeFeed } from './feeds.ts';
import { getCouncil, type PlanNeeds } from './needs.ts';
import { isOpen } from './rules/action.ts';

/** Calendar programs ask a few times a day; who guesses asks all the time. */
const READS: Limit = { name: 'plan calendar by network', most: 120, span: 3_600_000 };
const DONE = {
  revoked: 'The address works no longer.',
  enough: 'You have five addresses already. Revoke one first.',
};
const WHOSE = { mine: 'My own actions', all: 'The whole plan' };

/** Due dates in a person's own calendar, by a private address that they can revoke. */
export function feedRoutes(needs: PlanNeeds): Route[] {
  const { database, show, site } = needs;
  const path = '/my/:council/plan/calendar';

  const page = async (visit: Visit, secret?: string): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const feeds = await transact(database, { council }, (handle) =>
      listFeeds(handle, council, visitorOf(visit).id),
    );
    return show(visit, 'plan-calendar.njk', 'The plan in your calendar', {
      form: toFormView(visit),
      base: `/my/${council}/plan`,
      address: secret && `${site}/plan/calendar/${secret}/plan.ics`,
      feeds: feeds.map(({ id, whose, made_at }) => ({
        says: WHOSE[whose],
        made: made_at.slice(0, 10),
        revoke: `/my/${council}/plan/calendar/${id}/revoke`,
      })),
      done: doneText(visit, DONE),
    });
  };

  const make = async (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const person = visitorOf(visit).id;
    const whose = visit.form.get('whose') === 'all' ? 'all' : 'mine';
    const secret = await transact(database, { council }, async (handle) => {
      const made = await addFeed(handle, council, { person, whose }, visit.now);
      if (made) await writeAudit(handle, { council, person, action: 'calendar.made' }, visit.now);
      return made;
    });
    // The address is shown on the answer itself, once: after that only its hash is kept.
    return secret ? page(visit, secret) : redirect(`/my/${council}/plan/calendar?done=enough`);
  };

  const revoke = async (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const person = visitorOf(visit).id;
    await transact(database, { council }, async (handle) => {
      if (await removeFeed(handle, council, person, visit.params.feed ?? ''))
        await writeAudit(handle, { council, person, action: 'calendar.revoked' }, visit.now);
    });
    return redirect(`/my/${council}/plan/calendar?done=revoked`);
  };

  const feed = async (visit: Visit): Promise<Reply> => {
    const read = await transact(database, 'everyone', async (handle) => {
      if (await isOverLimit(handle, READS, networkOf(visit.ip), visit.now)) return 'over';
      const row = await findFeed(handle, visit.params.feedKey ?? '');
      return row && { row, cards: await listCards(handle, row.council) };
    });
    if (read === 'over') return plain('Too many requests. Try again in an hour.', 429);
    if (!read) return plain('This address works no longer.', 410);
    const { row, cards } = read;
    const shown = cards.filter(
      (card) => isOpen(card) && (row.whose === 'all' || card.ownerId === row.person_id),
    );
    const council = getCouncil(needs, row.council);
    return {
      status: 200,
      body: makeCalendar(shown, { ...needs, council }),
      headers: { 'content-type': 'text/calendar; charset=utf-8' },
    };
  };

  return [
    { method: 'GET', path, access: 'viewer', handle: (visit) => page(visit) },
    { method: 'POST', path, access: 'viewer', handle: make },
    { method: 'POST', path: `${path}/:feed/revoke`, access: 'viewer', handle: revoke },
    { method: 'GET', path: '/plan/calendar/:feedKey/plan.ics', access: 'anyone', handle: feed },
  ];
}

const plain = (body: string, status: number): Reply => ({
  status,
  body,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
});
