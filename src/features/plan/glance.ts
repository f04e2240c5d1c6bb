import type { Handle } from '../../db/connect.ts';
import { isoDate } from '../../lib/dates.ts';
import { type Visit, visitorOf } from '../../web/visits/visit.ts';
import { listCards } from './cards.ts';
import { isOpen } from './rules/action.ts';
import { isOverdue } from './rules/standing.ts';

const MOST_WAITING = 5;

/** The plan of a council at a glance: how far it is, and which actions of the person who looks are past their date. */
export async function glanceAtPlan(handle: Handle, council: string, visit: Visit) {
  const cards = await listCards(handle, council);
  if (cards.length === 0) return [];
  const today = isoDate(visit.now);
  const href = `/my/${council}/plan`;
  const done = cards.filter(({ status }) => status === 'done').length;
  const going = cards.filter((card) => isOpen(card));
  const late = going.filter((card) => isOverdue(card, today));
  const own = late.filter(({ ownerId }) => ownerId === visitorOf(visit).id);
  return [
    {
      title: 'The plan',
      href,
      says: `${done} of ${cards.length} ${cards.length === 1 ? 'action is' : 'actions are'} done, ${going.length} still to do.${late.length > 0 ? ` ${late.length} ${late.length === 1 ? 'is' : 'are'} past ${late.length === 1 ? 'its' : 'their'} date.` : ''}`,
      progress: { done, of: cards.length },
      waiting: own.slice(0, MOST_WAITING).map(({ id, title, due }) => ({
        text: `Say how it goes: ${title}`,
        href: `${href}/actions/${id}`,
        by: due,
      })),
    },
  ];
}
