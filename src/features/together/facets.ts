import type { Almanac } from '../../content/almanac.ts';
import { type Facet, usedOnly } from '../../web/facets/facet.ts';
import { HELP_IDS, HELPS, KIND_IDS, KINDS } from './rules/listing.ts';
import type { Card, Guide } from './rules/matches.ts';
import { stepTie } from './rules/ties.ts';

const slugOf = (name: string) => name.toLowerCase().replaceAll(/[^a-z]+/g, '-');
const named = (name: string) => ({ id: slugOf(name), name });

/**
 * The ways to narrow the board. Options that nothing falls under are left out, but for one that was asked for: a link
 * from a step or an outcome must say that there is none, not that we do not know it.
 * @param asked the query of the address
 */
export function facetsOf(
  { about, outcomes, councils }: Almanac,
  { councilOf }: Guide,
  cards: readonly Card[],
  asked: URLSearchParams,
): Facet<Card>[] {
  const steps = outcomes.flatMap((outcome) => outcome.steps);
  const all: Facet<Card>[] = [
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
      of: ({ council }) => [slugOf(councilOf(council)?.nation ?? '')],
    },
    {
      id: 'region',
      name: 'Region',
      options: [...new Set(councils.flatMap(({ regions }) => regions))]
        .filter((region) => !about.nations.includes(region))
        .sort()
        .map(named),
      of: ({ council }) => councilOf(council)?.regions.map(slugOf) ?? [],
    },
    {
      id: 'type',
      name: 'Kind of council',
      options: about.types,
      of: ({ council }) => [councilOf(council)?.type ?? ''],
    },
  ];
  return usedOnly(all, cards).map((facet, index) => {
    const ids = new Set([...facet.options.map(({ id }) => id), ...asked.getAll(facet.id)]);
    return { ...facet, options: all[index]!.options.filter(({ id }) => ids.has(id)) };
  });
}
