import { likenessOf } from '../../content/likeness.ts';
import { transact } from '../../db/transact.ts';
import { daysAfter, isoDate } from '../../lib/dates.ts';
import { narrow } from '../../web/facets/facet.ts';
import { addressOf, parseAsked } from '../../web/facets/query.ts';
import { type Address, toFacetViews, toPaging } from '../../web/facets/views.ts';
import { home } from '../../web/page-view.ts';
import { doneText } from '../../web/visits/show.ts';
import type { Reply, Route, Visit } from '../../web/visits/visit.ts';
import { findOnBoard, listBoard, listCandidates, listResults, readBodies } from './board.ts';
import { boardFacets, facetsOf } from './facets.ts';
import { type TogetherNeeds, toGuide } from './needs.ts';
import { type Reading, readingOf, writersOf } from './readers.ts';
import { isOpen, RESULT_IDS, RESULTS, stateOf } from './rules/listing.ts';
import { type Card, type Guide, matchExamples, matchListings } from './rules/matches.ts';
import { sayWhy, toCardView, toListingView, toMatchView, toPlace } from './views.ts';

const PATH = '/together';
const PAGE_SIZE = 20;
const LONGEST_SEARCH = 100;
const MOST_MATCHES = 6;
const MOST_EXAMPLES = 4;
/** How far back the page of results goes, and how many it shows. */
const RESULT_DAYS = 730;
const MOST_RESULTS = 200;
const TRAIL = [home(), { text: 'Work together', href: PATH }];
const DONE = {
  asked: 'Your council has asked. If the other council says yes, you both hear of it.',
};

/** What everyone may read: the board, one need or offer, and what came of those that are over. */
export function boardRoutes(needs: TogetherNeeds): Route[] {
  const { database, show, almanac } = needs;
  const guide = toGuide(needs);
  const all = boardFacets(almanac);

  const board = async (visit: Visit): Promise<Reply> => {
    const today = isoDate(visit.now);
    const search = (visit.query.get('q') ?? '').trim().slice(0, LONGEST_SEARCH);
    const reading = await readingOf(needs, visit);
    const read = await transact(database, reading.scope, async (handle) => {
      const cards = await listBoard(handle, reading.reader, today, search);
      const facets = facetsOf(all, cards, visit.query);
      const asked = parseAsked(visit.query, facets);
      const found = inOrder(narrow(cards, facets, asked.choice), asked.council, guide, today);
      const shown = found.slice((asked.page - 1) * PAGE_SIZE, asked.page * PAGE_SIZE);
      const bodies = await readBodies(
        handle,
        reading.reader,
        shown.map(({ id }) => id),
      );
      return { cards, facets, asked, found, shown, bodies };
    });
    const { cards, facets, asked, found, shown, bodies } = read;
    const council = guide.councilOf(asked.council ?? '');
    const along = council ? { council: council.slug } : {};
    const to: Address = (next) =>
      withSearch(addressOf(PATH, facets, { choice: asked.choice, ...along, ...next }), search);
    const { exists, paging } = toPaging(found.length, PAGE_SIZE, asked.page, to);
    const panel = toFacetViews(cards, facets, asked.choice, to);
    const view = {
      ...panel,
      search,
      unsearched: addressOf(PATH, facets, { choice: asked.choice, ...along }),
      kept: [...asked.choice].flatMap(([name, ids]) => ids.map((value) => ({ name, value }))),
      found: found.length,
      empty: cards.length === 0 && !search,
      unknown: asked.unknown,
      council: council && {
        ...toPlace(needs, council),
        slug: council.slug,
        forget: withSearch(addressOf(PATH, facets, { choice: asked.choice }), search),
      },
      cards: shown.map((card) => toCardView(needs, guide, card, today, bodies.get(card.id))),
      paging,
      writers: writersOf(reading).map((place) => ({
        name: guide.councilOf(place.council)?.name ?? place.council,
        href: `/my/${place.council}/together/new`,
      })),
      member: reading.reader === 'member',
    };
    const title = ['Work together', ...panel.chosen.map(({ text }) => text)].join(', ');
    const heading = { title, kind: 'together', trail: [home()] };
    return show(visit, 'together.njk', heading, view, exists ? 200 : 404);
  };

  const one = async (visit: Visit): Promise<Reply> => {
    const today = isoDate(visit.now);
    const reading = await readingOf(needs, visit);
    const read = await transact(database, reading.scope, async (handle) => {
      const card = await findOnBoard(handle, reading.reader, visit.params.listing ?? '');
      if (!card || stateOf(card, today) === 'gone') return undefined;
      return { card, candidates: await listCandidates(handle, reading.reader, card, today) };
    });
    if (!read) {
      const heading = { title: 'There is no need or offer at this address', trail: TRAIL };
      return show(visit, 'no-listing.njk', heading, { signedIn: Boolean(visit.visitor) }, 404);
    }
    const { card, candidates } = read;
    const listing = toListingView(needs, guide, card, today);
    const heading = { title: listing.title, kind: 'listing', trail: TRAIL };
    return show(visit, 'listing.njk', heading, {
      listing,
      done: doneText(visit, DONE),
      matches: matchListings(card, candidates, guide)
        .slice(0, MOST_MATCHES)
        .map((match) => toMatchView(needs, guide, match, today)),
      examples: matchExamples(card, guide)
        .slice(0, MOST_EXAMPLES)
        .map(({ example, why }) => ({ ...needs.cardOf(example), why: sayWhy(why) })),
      way: isOpen(stateOf(card, today)) ? wayOf(card, reading, visit) : undefined,
      report: needs.reports ? `/report?about=${encodeURIComponent(listing.href)}` : undefined,
    });
  };

  const results = async (visit: Visit): Promise<Reply> => {
    const reading = await readingOf(needs, visit);
    const since = daysAfter(isoDate(visit.now), -RESULT_DAYS);
    const cards = await transact(database, reading.scope, (handle) =>
      listResults(handle, reading.reader, since, MOST_RESULTS),
    );
    const heading = { title: 'What came of it', kind: 'together', trail: TRAIL };
    return show(visit, 'together-results.njk', heading, {
      counts: RESULT_IDS.map((id) => ({
        text: RESULTS[id],
        count: cards.filter(({ result }) => result === id).length,
      })),
      results: cards.map((card) => ({
        ...toCardView(needs, guide, card, isoDate(visit.now)),
        result: RESULTS[card.result as keyof typeof RESULTS],
        line: card.result_line,
        closed: card.closed_at?.slice(0, 10),
      })),
    });
  };

  return [
    { method: 'GET', path: PATH, access: 'anyone', handle: board },
    { method: 'GET', path: `${PATH}/results`, access: 'anyone', handle: results },
    { method: 'GET', path: `${PATH}/:listing`, access: 'anyone', handle: one },
  ];
}

/** How this reader can get in touch. */
function wayOf(card: Card, reading: Reading, { visitor }: Visit) {
  const own = reading.places.find(({ council }) => council === card.council);
  if (own) return { kind: 'own', href: `/my/${card.council}/together/${card.id}` };
  if (!visitor) return { kind: 'sign-in', href: `/sign-in?next=/together/${card.id}` };
  if (writersOf(reading).length === 0) return { kind: 'none', href: '/my' };
  return { kind: 'ask', href: `/together/${card.id}/introduce` };
}

/** Marked ones last; with a council in the address those of councils like it first. */
function inOrder(
  cards: readonly Card[],
  slug: string | undefined,
  guide: Guide,
  today: string,
): Card[] {
  const council = guide.councilOf(slug ?? '');
  const points = new Map<string, number>();
  if (council)
    for (const { council: each } of cards) {
      const other = guide.councilOf(each);
      if (other && !points.has(each))
        points.set(each, likenessOf(council, other, guide.about).points);
    }
  const over = (card: Card) => Number(!isOpen(stateOf(card, today)));
  const like = (card: Card) => points.get(card.council) ?? 0;
  return [...cards].sort((a, b) => over(a) - over(b) || like(b) - like(a));
}

function withSearch(address: string, search: string): string {
  if (!search) return address;
  return `${address}${address.includes('?') ? '&' : '?'}q=${encodeURIComponent(search)}`;
}
