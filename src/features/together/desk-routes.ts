import { isOverLimit, type Limit } from '../../db/attempts.ts';
import { writeAudit } from '../../db/audit.ts';
import type { Handle } from '../../db/connect.ts';
import type { ListingRow } from '../../db/tables/together.ts';
import { transact } from '../../db/transact.ts';
import { isoDate } from '../../lib/dates.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import type { Problem } from '../../web/forms/parse.ts';
import { doneText } from '../../web/visits/show.ts';
import {
  membershipOf,
  type Reply,
  type Route,
  redirect,
  type Visit,
  visitorOf,
} from '../../web/visits/visit.ts';
import { readAhead } from './ahead.ts';
import { listCandidates } from './board.ts';
import { listFindable } from './findable.ts';
import { toAskedView, toContactView, toWaitingView } from './introduction-views.ts';
import { listAskedBy, listAskedOf, listMade, listPartners } from './introductions.ts';
import { countOpen, deleteDraft, listListings, putUp, renewListing } from './listings.ts';
import { type TogetherNeeds, toGuide } from './needs.ts';
import { deskPath, toCard, withOwn } from './own.ts';
import { canClose, isOpen, MOST_A_DAY, MOST_OPEN, stateOf } from './rules/listing.ts';
import { matchExamples, matchListings } from './rules/matches.ts';
import { sayWhy, toAheadView, toCardView, toListingView, toMatchView } from './views.ts';

const PUT_UP: Limit = { name: 'listings by person', most: MOST_A_DAY, span: 24 * 3_600_000 };
const MOST_MATCHES = 10;
const MOST_EXAMPLES = 4;
const TOO_MANY = `Your council has ${MOST_OPEN} on the board, which is as many as may stand there at once. Close one first.`;
const TOO_FAST = 'You put up many today. Put this one up tomorrow; the draft stays here.';
const SINCE = 'A colleague changed this since you opened the page. It now shows how it stands.';

const DONE = {
  'put-up': 'It is on the board. What it meets is listed below.',
  changed: 'The change is kept.',
  'changed-since': SINCE,
  renewed: 'Renewed. It is open for another 90 days.',
  closed: 'Closed. Thank you for saying what came of it.',
  'thrown-away': 'The draft is thrown away.',
  asked: 'Your council has asked. If the other council says yes, you both hear of it.',
  introduced: 'You are introduced. Both of you got a mail with the other’s address.',
  answered: 'Thank you. They are not told.',
  withdrawn: 'Taken back.',
  found: 'Your choice is kept.',
};

/** A council's own side of the board: what it put up, who asks, and what each of its needs and offers meets. */
export function deskRoutes(needs: TogetherNeeds): Route[] {
  const { database, show, almanac } = needs;
  const guide = toGuide(needs);

  const desk = async (visit: Visit): Promise<Reply> => {
    const { council, role } = membershipOf(visit);
    const today = isoDate(visit.now);
    const read = await transact(database, { council }, async (handle) => ({
      rows: await listListings(handle, council),
      askedOf: await listAskedOf(handle, council),
      askedBy: await listAskedBy(handle, council),
      made: await listMade(handle, council),
      findable: await listFindable(handle, council),
    }));
    const made = [];
    for (const each of read.made) made.push(await toContactView(needs, guide, council, each));
    const rows = read.rows.map((row) => ({ state: stateOf(row, today), row }));
    const lines = (fits: (state: ReturnType<typeof stateOf>) => boolean) =>
      rows
        .filter(({ state }) => fits(state))
        .map(({ row, state }) => ({
          ...toCardView(needs, guide, toCard(row), today),
          href: deskPath(council, row.id),
          state,
        }));
    return show(visit, 'my-together.njk', 'Work together', {
      form: toFormView(visit),
      done: doneText(visit, DONE),
      writes: role !== 'viewer',
      lead: role === 'lead',
      open: lines(canClose),
      drafts: lines((state) => state === 'draft'),
      past: lines((state) => ['closed', 'gone', 'hidden'].includes(state)),
      askedOf: read.askedOf.map((each) => toAskedView(needs, guide, council, each)),
      askedBy: read.askedBy.map((each) => toWaitingView(guide, council, each)),
      made,
      findable: almanac.outcomes
        .filter(({ slug }) => read.findable.includes(slug))
        .map(({ name }) => name),
    });
  };

  /** What the page shows is read first: the councils ahead are read by a transaction of their own. */
  const one = async (visit: Visit, problems?: readonly Problem[]): Promise<Reply> => {
    const { council, role } = membershipOf(visit);
    const today = isoDate(visit.now);
    const read = await withOwn(needs, visit, async (handle, row) => {
      const card = toCard(row);
      const open = isOpen(stateOf(row, today));
      return {
        card,
        open,
        candidates: open ? await listCandidates(handle, 'member', card, today) : [],
        partners: await listPartners(handle, council, row.id),
      };
    });
    const { card, open, candidates, partners } = read;
    const ahead = open ? await readAhead(needs, guide, card) : [];
    return show(
      visit,
      'my-listing.njk',
      card.title,
      {
        form: toFormView(visit, { version: String(card.version) }, problems),
        done: doneText(visit, DONE),
        listing: { ...toListingView(needs, guide, card, today), desk: deskPath(council, card.id) },
        writes: role !== 'viewer',
        open,
        over: stateOf(card, today) === 'over',
        matches: matchListings(card, candidates, guide)
          .slice(0, MOST_MATCHES)
          .map((match) => toMatchView(needs, guide, match, today)),
        examples: open
          ? matchExamples(card, guide)
              .slice(0, MOST_EXAMPLES)
              .map(({ example, why }) => ({ ...needs.cardOf(example), why: sayWhy(why) }))
          : [],
        ahead: ahead
          .slice(0, MOST_MATCHES)
          .map((each) => toAheadView(needs, each, partners.has(each.council.slug))),
      },
      problems ? 400 : 200,
    );
  };

  /** Changes where a listing stands, from the version that the page showed. */
  const step =
    (
      action: string,
      done: string,
      may: (row: ListingRow, today: string) => boolean,
      work: (handle: Handle, row: ListingRow, visit: Visit) => Promise<boolean>,
    ) =>
    async (visit: Visit): Promise<Reply> => {
      const answer = await withOwn(needs, visit, async (handle, row) => {
        const { council, id } = row;
        const to = deskPath(council, id);
        if (!may(row, isoDate(visit.now))) return redirect(to);
        const person = visitorOf(visit).id;
        if (!isStanding(row) && (await countOpen(database, handle, council)) >= MOST_OPEN)
          return TOO_MANY;
        if (action === 'listing.put-up' && (await isOverLimit(handle, PUT_UP, person, visit.now)))
          return TOO_FAST;
        const sent = Number(visit.form.get('version'));
        if (sent !== row.version || !(await work(handle, row, visit)))
          return redirect(`${to}?done=changed-since`);
        await writeAudit(handle, { council, person, action, detail: { listing: id } }, visit.now);
        return redirect(`${to}?done=${done}`);
      });
      return typeof answer === 'string' ? one(visit, [{ field: '', text: answer }]) : answer;
    };

  const throwAway = (visit: Visit): Promise<Reply> =>
    withOwn(needs, visit, async (handle, { council, id }) => {
      if (await deleteDraft(handle, council, id)) {
        const person = visitorOf(visit).id;
        const entry = { council, person, action: 'listing.thrown-away', detail: { listing: id } };
        await writeAudit(handle, entry, visit.now);
      }
      return redirect(`${deskPath(council)}?done=thrown-away`);
    });

  const path = '/my/:council/together';
  const may = { access: 'contributor' } as const;
  return [
    { method: 'GET', path, access: 'viewer', handle: desk },
    { method: 'GET', path: `${path}/:listing`, access: 'viewer', handle: (visit) => one(visit) },
    {
      method: 'POST',
      path: `${path}/:listing/put-up`,
      ...may,
      handle: step(
        'listing.put-up',
        'put-up',
        (row, today) => stateOf(row, today) === 'draft' && row.ends_on > today,
        (handle, row, { now }) => putUp(handle, row.council, row, now),
      ),
    },
    {
      method: 'POST',
      path: `${path}/:listing/renew`,
      ...may,
      handle: step(
        'listing.renewed',
        'renewed',
        (row, today) => canClose(stateOf(row, today)),
        (handle, row, { now }) => renewListing(handle, row.council, row, isoDate(now)),
      ),
    },
    { method: 'POST', path: `${path}/:listing/throw-away`, ...may, handle: throwAway },
  ];
}

/** Whether it counts among the open ones already. */
const isStanding = ({ put_up_at, closed_at }: ListingRow) =>
  put_up_at !== null && closed_at === null;
