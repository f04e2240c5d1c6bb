import { writtenDate } from '../../lib/dates.ts';
import { toPaging } from '../../web/facets/views.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { doneText } from '../../web/visits/show.ts';
import type { Reply, Route, Visit } from '../../web/visits/visit.ts';
import { readMembers } from './members.ts';
import type { PlanNeeds } from './needs.ts';
import { type PlanPage, readPlan } from './read-plan.ts';
import { isOpen, STATUS_IDS, STATUSES } from './rules/action.ts';
import type { Card } from './rules/card.ts';
import { daysOf, monthFrom, monthIn } from './rules/month.ts';
import { type Grouping, groupBy } from './rules/order.ts';
import { layTimeline } from './rules/timeline.ts';

const ON_PAGE = 50;
const IN_COLUMN = 25;
const IN_TIMELINE = 60;

const DONE = {
  added: 'It is in the plan. Give each an owner and a date when you know them.',
  moved: 'Moved.',
  changed: 'The change is kept.',
  nothing: 'Nothing was chosen, so nothing changed.',
  removed: 'The action is removed from the plan.',
};

/** A plan as a list, a board, a timeline, and what this month holds. */
export function planRoutes(needs: PlanNeeds): Route[] {
  const { show } = needs;
  const path = '/my/:council/plan';

  const list = async (visit: Visit): Promise<Reply> => {
    const plan = await readPlan(needs, visit, '');
    const groups = groupBy(plan.ordered, groupOf(needs, plan), firstOf(needs, plan));
    const flat = groups.flatMap(({ cards }) => cards);
    const { page } = plan.asked;
    const from = (page - 1) * ON_PAGE;
    const shown = new Set(flat.slice(from, from + ON_PAGE));
    const members = plan.head.mayWrite ? await readMembers(needs, visit) : [];
    return show(visit, 'plan.njk', 'Plan', {
      plan: plan.head,
      groups: groups
        .map(({ id, name, cards }) => ({
          id: id || 'none',
          name,
          count: cards.length,
          cards: cards.filter((card) => shown.has(card)).map(plan.card),
        }))
        .filter(({ cards }) => cards.length > 0),
      ...toPaging(flat.length, ON_PAGE, page, plan.to),
      form: toFormView(visit),
      statuses: STATUS_IDS.map((id) => ({ id, name: STATUSES[id] })),
      members: members.map(({ person_id, name }) => ({ id: person_id, name })),
      done: doneText(visit, DONE),
    });
  };

  const board = async (visit: Visit): Promise<Reply> => {
    const plan = await readPlan(needs, visit, '/board');
    const columns = STATUS_IDS.map((id, index) => {
      const cards = plan.ordered.filter(({ status }) => status === id);
      return {
        id,
        name: STATUSES[id],
        count: cards.length,
        cards: cards.slice(0, IN_COLUMN).map(plan.card),
        more: Math.max(0, cards.length - IN_COLUMN),
        moreAt: `${plan.head.base}?status=${id}`,
        // Nobody moves a card out of "stopped" one column at a time.
        before: index > 0 && id !== 'stopped' ? moveTo(STATUS_IDS[index - 1]!) : undefined,
        after: id === 'done' || id === 'stopped' ? undefined : moveTo(STATUS_IDS[index + 1]!),
        again: id === 'stopped' ? moveTo('proposed') : undefined,
      };
    });
    return show(visit, 'plan-board.njk', 'Plan: board', {
      plan: plan.head,
      columns,
      form: toFormView(visit),
      done: doneText(visit, DONE),
    });
  };

  const timeline = async (visit: Visit): Promise<Reply> => {
    const plan = await readPlan(needs, visit, '/timeline');
    const byDate = plan.ordered
      .filter((card) => card.due !== '' && card.status !== 'stopped')
      .sort((a, b) => ((a.start || a.due) < (b.start || b.due) ? -1 : 1));
    const shown = byDate.slice(0, IN_TIMELINE);
    const drawing = layTimeline(shown, plan.dependencies, plan.today);
    const titles = new Map(plan.cards.map(({ id, title }) => [id, title]));
    return show(visit, 'plan-timeline.njk', 'Plan: timeline', {
      plan: plan.head,
      drawing: {
        ...drawing,
        bars: drawing.bars.map((bar) => ({
          ...bar,
          ...plan.card(bar.card),
          label: short(bar.card.title),
        })),
      },
      rows: shown.map((card) => ({
        ...plan.card(card),
        needs: plan.dependencies
          .filter(({ action_id }) => action_id === card.id)
          .map(({ needs_id }) => titles.get(needs_id))
          .filter((title) => title !== undefined),
      })),
      left: byDate.length - shown.length,
      undated: plan.ordered.filter((card) => isOpen(card) && !card.due).length,
      done: doneText(visit, DONE),
    });
  };

  const month = async (visit: Visit): Promise<Reply> => {
    const plan = await readPlan(needs, visit, '/month');
    const asked = monthIn(visit.query.get('month'), plan.today);
    const now = plan.today.slice(0, 7);
    const cards = (some: readonly Card[]) => some.map(plan.card);
    const to = (other: string) => `${plan.head.path}?month=${other}`;
    return show(visit, 'plan-month.njk', `Plan: ${writtenDate(asked)}`, {
      plan: plan.head,
      month: { name: writtenDate(asked), now: asked === now, today: plan.today },
      days: daysOf(plan.ordered, asked).map(({ day, starts, due }) => ({
        day,
        number: Number(day.slice(8)),
        weekday: weekday(day),
        past: day < plan.today,
        today: day === plan.today,
        starts: cards(starts),
        due: cards(due),
      })),
      late:
        asked === now
          ? cards(
              plan.ordered.filter(({ id, due }) => plan.standings.get(id)?.overdue && due < asked),
            )
          : [],
      previous: { name: writtenDate(monthFrom(asked, -1)), href: to(monthFrom(asked, -1)) },
      next: { name: writtenDate(monthFrom(asked, 1)), href: to(monthFrom(asked, 1)) },
      done: doneText(visit, DONE),
    });
  };

  return [
    { method: 'GET', path, access: 'viewer', handle: list },
    { method: 'GET', path: `${path}/board`, access: 'viewer', handle: board },
    { method: 'GET', path: `${path}/timeline`, access: 'viewer', handle: timeline },
    { method: 'GET', path: `${path}/month`, access: 'viewer', handle: month },
  ];
}

const moveTo = (id: (typeof STATUS_IDS)[number]) => ({ id, name: STATUSES[id] });

const LONGEST_LABEL = 36;
const short = (title: string): string =>
  title.length > LONGEST_LABEL ? `${title.slice(0, LONGEST_LABEL - 1).trimEnd()}…` : title;

const weekdayName = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' });
const weekday = (day: string): string => weekdayName.format(Date.parse(day));

const LOOK = { id: 'look', name: 'Look at these first' };

/** The group of an action in a list. */
function groupOf(
  { almanac }: PlanNeeds,
  { by, standings }: PlanPage,
): (card: Card) => { id: string; name: string } {
  const names = new Map(almanac.outcomes.map(({ slug, name }) => [slug, name]));
  const groupings: Record<Grouping, (card: Card) => { id: string; name: string }> = {
    outcome: ({ outcome }) =>
      names.has(outcome)
        ? { id: outcome, name: names.get(outcome)! }
        : { id: '', name: 'No outcome in particular' },
    owner: ({ ownerId, owner, former }) => ({
      id: former ? 'former' : ownerId || owner,
      name: owner || 'Nobody yet',
    }),
    due: (card) =>
      isOpen(card)
        ? card.due
          ? { id: card.due.slice(0, 7), name: writtenDate(card.due.slice(0, 7)) }
          : { id: 'undated', name: 'No date yet' }
        : { id: '', name: 'Done or stopped' },
    status: ({ status }) => ({ id: status, name: STATUSES[status] }),
  };
  // Whatever the grouping, what is late or waits stands at the top of the sheet.
  return (card) => {
    const standing = standings.get(card.id);
    return standing?.overdue || standing?.blocked ? LOOK : groupings[by](card);
  };
}

/** The order of groups that is not that of their names. */
function firstOf({ almanac }: PlanNeeds, { by, ordered }: PlanPage): readonly string[] {
  if (by === 'outcome') return [LOOK.id, ...almanac.outcomes.map(({ slug }) => slug)];
  if (by === 'status') return [LOOK.id, 'in-progress', 'agreed', 'proposed', 'done', 'stopped'];
  if (by === 'owner') return [LOOK.id, 'former'];
  const months = new Set(ordered.map(({ due }) => due.slice(0, 7)));
  return [LOOK.id, ...[...months].filter(Boolean).sort()];
}
