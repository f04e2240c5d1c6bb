import { transact } from '../../db/transact.ts';
import { isoDate } from '../../lib/dates.ts';
import { narrow } from '../../web/facets/facet.ts';
import { addressOf, parseAsked } from '../../web/facets/query.ts';
import { type Address, toFacetViews } from '../../web/facets/views.ts';
import { membershipOf, type Visit, visitorOf } from '../../web/visits/visit.ts';
import { listDependencies } from './actions.ts';
import { listCards } from './cards.ts';
import type { PlanNeeds } from './needs.ts';
import { planFacets } from './rules/facets.ts';
import { GROUPINGS, type Grouping, inOrder } from './rules/order.ts';
import { standingsOf } from './rules/standing.ts';
import { toCardView } from './views.ts';

const VIEWS = [
  { text: 'List', path: '' },
  { text: 'Board', path: '/board' },
  { text: 'Timeline', path: '/timeline' },
  { text: 'This month', path: '/month' },
];
const LONGEST_SEARCH = 100;

export type PlanPage = Awaited<ReturnType<typeof readPlan>>;

/**
 * Reads a plan as an address asks for it: narrowed, searched, in order, with all that the head of each view shows.
 * @param path what stands after `/plan`, such as `/board`
 */
export async function readPlan(needs: PlanNeeds, visit: Visit, path: string) {
  const { council, role } = membershipOf(visit);
  const today = isoDate(visit.now);
  const words = (visit.query.get('q') ?? '').trim().slice(0, LONGEST_SEARCH);
  const { cards, dependencies, found } = await transact(
    needs.database,
    { council },
    async (handle) => {
      const all = await listCards(handle, council);
      return {
        cards: all,
        dependencies: await listDependencies(handle, council),
        found: words
          ? new Set((await listCards(handle, council, words)).map(({ id }) => id))
          : undefined,
      };
    },
  );
  const standings = standingsOf(cards, dependencies, today);
  const searched = found ? cards.filter(({ id }) => found.has(id)) : cards;
  const facets = planFacets(needs.almanac.outcomes, cards, standings, {
    reader: visitorOf(visit).id,
    today,
  });
  const asked = parseAsked(visit.query, facets);
  const by = toGrouping(visit.query.get('by'));
  const base = `/my/${council}/plan`;
  const extra = (address: string, rest: Record<string, string>): string => {
    const pairs = Object.entries(rest).filter(([, value]) => value !== '');
    const query = new URLSearchParams(pairs).toString();
    return query ? `${address}${address.includes('?') ? '&' : '?'}${query}` : address;
  };
  const kept = { q: words, by: by === 'outcome' ? '' : by };
  const to: Address = ({ choice = asked.choice, page }) =>
    extra(addressOf(base + path, facets, { choice, ...(page ? { page } : {}) }), kept);
  const toView = (view: string, rest = kept) =>
    extra(addressOf(base + view, facets, { choice: asked.choice }), rest);
  const ordered = inOrder(narrow(searched, facets, asked.choice), standings);
  return {
    council,
    today,
    cards,
    dependencies,
    standings,
    ordered,
    by,
    asked,
    to,
    card: (card: (typeof cards)[number]) =>
      toCardView(card, { needs, council, today, standing: standings.get(card.id) }),
    head: {
      base,
      path: base + path,
      query: to({}).split('?')[1] ?? '',
      views: VIEWS.map((view) => ({
        text: view.text,
        href: toView(view.path),
        current: view.path === path,
      })),
      groupings: Object.entries(GROUPINGS).map(([id, text]) => ({
        id,
        text,
        href: toView(path, { ...kept, by: id === 'outcome' ? '' : id }),
        current: id === by,
      })),
      words,
      forget: words ? toView(path, { ...kept, q: '' }) : undefined,
      total: cards.length,
      found: ordered.length,
      unknown: asked.unknown,
      ...toFacetViews(searched, facets, asked.choice, to),
      hidden: kept,
      today,
      mayWrite: role !== 'viewer',
      lead: role === 'lead',
    },
  };
}

const toGrouping = (text: string | null): Grouping =>
  text && Object.hasOwn(GROUPINGS, text) ? (text as Grouping) : 'outcome';
