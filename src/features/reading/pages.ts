import type { Almanac, Reading } from '../../content/almanac.ts';
import { type Facet, narrow, usedOnly } from '../../web/facets/facet.ts';
import { heldQueries } from '../../web/facets/held.ts';
import { type Asked, addressOf, parseAsked } from '../../web/facets/query.ts';
import { type Address, toFacetViews, toPaging } from '../../web/facets/views.ts';
import { home, page } from '../../web/page-view.ts';
import type { PageAnswer, PageSource } from '../../web/pages.ts';
import type { Templates } from '../../web/templates.ts';

const PATH = '/reading';
const PAGE_SIZE = 40;
const MINUTES = [
  { id: '10', name: 'Up to 10 minutes', most: 10 },
  { id: '30', name: 'Up to half an hour', most: 30 },
  { id: '60', name: 'Up to an hour', most: 60 },
  { id: 'more', name: 'More than an hour', most: Number.POSITIVE_INFINITY },
];

/** The whole reading list, narrowed by outcome, kind, reader, nation and minutes. */
export function readingPages(almanac: Almanac, templates: Templates): PageSource[] {
  const readings = almanac.outcomes
    .flatMap((outcome) => outcome.readings)
    .sort((a, b) => a.title.localeCompare(b.title, 'en-GB'));
  const facets = facetsOf(almanac, readings);
  const answer = (query: URLSearchParams): PageAnswer => {
    const { view, exists } = toReadingListView(
      almanac,
      readings,
      facets,
      parseAsked(query, facets),
    );
    return { status: exists ? 200 : 404, html: templates.render('reading.njk', view) };
  };
  return [
    {
      path: PATH,
      render: () => answer(new URLSearchParams()).html,
      respond: answer,
      variants: () => heldQueries(readings, facets, PAGE_SIZE),
    },
  ];
}

function facetsOf({ about, outcomes, roles }: Almanac, readings: Reading[]): Facet<Reading>[] {
  const nation = (name: string) => name.toLowerCase().replaceAll(' ', '-');
  const facets: Facet<Reading>[] = [
    {
      id: 'outcome',
      name: 'Outcome',
      options: outcomes.map(({ slug, name }) => ({ id: slug, name })),
      of: ({ outcome }) => [outcome.slug],
    },
    { id: 'kind', name: 'Kind', options: about.kinds, of: ({ kind }) => [kind] },
    { id: 'role', name: 'For', options: roles, of: (reading) => reading.roles.map(({ id }) => id) },
    {
      id: 'nation',
      name: 'Holds in',
      options: about.nations.map((name) => ({ id: nation(name), name })),
      of: ({ nations }) => (nations === 'all' ? about.nations : nations).map(nation),
    },
    {
      id: 'minutes',
      name: 'Time to read',
      options: MINUTES,
      of: ({ minutes }) =>
        MINUTES.filter(({ id, most }) => (id === 'more' ? minutes > 60 : minutes <= most)).map(
          ({ id }) => id,
        ),
    },
  ];
  return usedOnly(facets, readings);
}

function toReadingListView(
  { about }: Almanac,
  readings: readonly Reading[],
  facets: readonly Facet<Reading>[],
  { choice, page: number, unknown }: Asked,
) {
  const to: Address = (next) => addressOf(PATH, facets, { choice, ...next });
  const found = narrow(readings, facets, choice);
  const panel = toFacetViews(readings, facets, choice, to);
  const { exists, paging } = toPaging(found.length, PAGE_SIZE, number, to);
  const shown = found.slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE);
  const kinds = new Map(about.kinds.map(({ id, name, one }) => [id, one ?? name]));
  const view = {
    ...panel,
    page: page(
      ['Reading', ...panel.chosen.map(({ text }) => text)].join(', '),
      `${readings.length} things worth reading, each with what to use it for.`,
      PATH,
      { kind: 'reading', trail: [home()] },
    ),
    total: readings.length,
    found: found.length,
    unknown,
    paging,
    owners: [...new Set(shown.map(({ owner }) => owner))].join(', '),
    review: shown.map(({ review }) => review).sort()[0],
    readings: shown.map((reading) => ({
      ...reading,
      kind: kinds.get(reading.kind),
      readers: reading.roles.map(({ name }) => name.toLowerCase()).join(', '),
      where: reading.nations === 'all' ? '' : reading.nations.join(', '),
      outcome: { slug: reading.outcome.slug, name: reading.outcome.name },
    })),
  };
  return { view, exists };
}
