import type { Outcome } from '../../../content/almanac.ts';
import type { Facet } from '../../../web/facets/facet.ts';
import { isOpen, STATUS_IDS, STATUSES } from './action.ts';
import type { Card } from './card.ts';
import type { Standings } from './order.ts';
import { daysLater } from './standing.ts';

const SOON = 30;

/**
 * The ways to narrow a plan.
 * @param reader person id of who looks, for "mine"
 * @param today ISO date
 */
export function planFacets(
  outcomes: readonly Pick<Outcome, 'slug' | 'name'>[],
  cards: readonly Card[],
  standings: Standings,
  { reader, today }: { reader: string; today: string },
): Facet<Card>[] {
  const owners = new Map(
    cards.filter((card) => card.ownerId && !card.former).map((card) => [card.ownerId, card.owner]),
  );
  const named = [...owners].map(([id, name]) => ({ id, name }));
  named.sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
  return [
    {
      id: 'when',
      name: 'Needs a look',
      options: [
        { id: 'overdue', name: 'Past its date' },
        { id: 'blocked', name: 'Waits for another' },
        { id: 'soon', name: `Due within ${SOON} days` },
        { id: 'undated', name: 'No date yet' },
      ],
      of: (card) => [
        ...(standings.get(card.id)?.overdue ? ['overdue'] : []),
        ...(standings.get(card.id)?.blocked ? ['blocked'] : []),
        ...(isSoon(card, today) ? ['soon'] : []),
        ...(isOpen(card) && !card.due ? ['undated'] : []),
      ],
    },
    {
      id: 'outcome',
      name: 'Outcome',
      options: [
        ...outcomes.map(({ slug, name }) => ({ id: slug, name })),
        { id: 'none', name: 'None in particular' },
      ],
      of: ({ outcome }) => [outcome || 'none'],
    },
    {
      id: 'owner',
      name: 'Owner',
      options: [
        ...(reader ? [{ id: 'me', name: 'Mine' }] : []),
        { id: 'nobody', name: 'Nobody yet' },
        { id: 'outside', name: 'A role outside' },
        { id: 'former', name: 'Somebody who has left' },
        ...named,
      ],
      of: (card) => ownersOf(card, reader),
    },
    {
      id: 'status',
      name: 'Status',
      options: [
        { id: 'open', name: 'Still open' },
        ...STATUS_IDS.map((id) => ({ id, name: STATUSES[id] })),
      ],
      of: (card) => (isOpen(card) ? ['open', card.status] : [card.status]),
    },
  ];
}

const isSoon = (card: Card, today: string): boolean =>
  isOpen(card) && card.due >= today && card.due <= daysLater(today, SOON);

function ownersOf(card: Card, reader: string): string[] {
  if (card.former) return ['former'];
  if (!card.ownerId) return [card.ownerRole ? 'outside' : 'nobody'];
  return card.ownerId === reader ? ['me', card.ownerId] : [card.ownerId];
}
