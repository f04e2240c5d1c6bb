import type { Almanac } from '../../content/almanac.ts';
import { type Facet, usedOnly } from '../../web/facets/facet.ts';
import { HELP_IDS, HELPS, KIND_IDS, KINDS } from './rules/listing.ts';
import type { Card } from './rules/matches.ts';
import { stepTie } from './rules/ties.ts';

const slugOf = (name: string) => name.toLowerCase().replaceAll(/[^a-z]+/g, '-');
const named = (name: string) => ({ id: slugOf(name), name });

/** All ways to narrow the board, made once: what each council falls under is looked up, not worked out, for each listing. */
export function boardFacets({ about, outcomes, councils }: Almanac): Facet<Card>[] {
  const places = new Map(
    councils.map(({ slug, nation, regions, type }) => [
      slug,
      { nation: [slugOf(nation)], regions: regions.map(slugOf), type: [type] },
    ]),
  );
  const none: readonly string[] = [];
  const steps = outcomes.flatMap((outcome) => outcome.steps);
  return [
    {
      id: 'kind',
      name: 'Needs or offers',
      options: KIND_IDS.map((id) => ({ id, name: `${KINDS[id]}s` })),
      of: ({ kind }) => [kind],
    },
    {
      id: 'outcome',
      name: 'Outcome',
      options: outcomes.map(({ slug, name }) => ({ id: slug, name })),
      of: ({ ties }) => ties,
    },
    {
      id: 'step',
      name: 'Step',
      options: steps.map((step) => ({ id: stepTie(step), name: step.title })),
      of: ({ ties }) => ties,
    },
    {
      id: 'help',
      name: 'Kind of help',
      options: HELP_IDS.map((id) => ({ id, name: HELPS[id] })),
      of: ({ help }) => (help ? [help] : []),
    },
    {
      id: 'nation',
      name: 'Nation',
      options: about.nations.map(named),
      of: ({ council }) => places.get(council)?.nation ?? none,
    },
    {
      id: 'region',
      name: 'Region',
      options: [...new Set(councils.flatMap(({ regions }) => regions))]
        .filter((region) => !about.nations.includes(region))
        .sort()
        .map(named),
      of: ({ council }) => places.get(council)?.regions ?? none,
    },
    {
      id: 'type',
      name: 'Kind of council',
      options: about.types,
      of: ({ council }) => places.get(council)?.type ?? none,
    },
  ];
}

/**
 * The ways to narrow what stands on the board now. Options that nothing falls under are left out, but for one that was
 * asked for: a link from a step or an outcome must say that there is none, not that we do not know it.
 * @param asked the query of the address
 */
export function facetsOf(
  all: readonly Facet<Card>[],
  cards: readonly Card[],
  asked: URLSearchParams,
): Facet<Card>[] {
  return usedOnly(all, cards).map((facet, index) => {
    const ids = new Set([...facet.options.map(({ id }) => id), ...asked.getAll(facet.id)]);
    return { ...facet, options: all[index]!.options.filter(({ id }) => ids.has(id)) };
  });
}
