import { addresses } from '../../content/addresses.ts';
import type { Almanac, Council } from '../../content/almanac.ts';
import { councilsLike } from '../../content/likeness.ts';
import { writtenNumber } from '../../lib/numbers.ts';
import { remember } from '../../lib/remember.ts';
import { home, page } from '../../web/page-view.ts';

const PATH = '/councils';

/** Pages that take a council in their address; anything else as `next` is left out of account. */
const MAY_FOLLOW = /^\/(?:practice|outcomes\/[a-z0-9-]+(?:\/(?:steps|targets)\/[a-z0-9-]+)?)$/;

export interface Sought {
  typed: string;
  found: readonly Council[];
  /** The page to go back to with the council chosen. */
  next: string | undefined;
}

export const parseNext = (given: string | null): string | undefined =>
  given && MAY_FOLLOW.test(given) ? given : undefined;

export function toCouncilsView({ councils, about }: Almanac, sought?: Sought) {
  const live = councils.filter(({ end }) => !end || end > about.published);
  const typeName = (council: Council) =>
    about.types.find(({ id }) => id === council.type)?.name ?? council.type;
  const link = (council: Council) => ({
    name: council.name,
    kind: typeName(council),
    nation: council.nation,
    href: sought?.next ? `${sought.next}?council=${council.slug}` : addresses.council(council),
    end: council.end,
  });
  return {
    page: page(
      sought ? `Councils found for “${sought.typed}”` : 'Councils',
      `The ${live.length} councils and combined authorities of the United Kingdom, with councils like each of them.`,
      PATH,
      { kind: 'councils', trail: [home()] },
    ),
    count: live.length,
    typed: sought?.typed ?? '',
    next: sought?.next,
    sought: sought !== undefined,
    empty: sought?.typed.trim() === '',
    found: sought?.found.map(link) ?? [],
    nations: about.nations.map((nation) => ({
      name: nation,
      regions: [
        ...Map.groupBy(live, ({ regions, nation: of }) => (of === nation ? regions[0] : undefined)),
      ]
        .flatMap(([region, list]) => (region ? [{ name: region, list }] : []))
        .map(({ name, list }) => ({
          name,
          councils: [...list]
            .sort((a, b) => a.short.localeCompare(b.short, 'en-GB'))
            .map((council) => ({ name: council.short, href: link(council).href })),
        })),
    })),
  };
}

/** The districts of each county, by its slug. */
const districtsOf = remember((councils: Almanac['councils']) =>
  Map.groupBy(councils, ({ county }) => county),
);

export function toCouncilView(
  almanac: Almanac,
  council: Council,
  cardOf: (example: Council['examples'][number]) => object,
) {
  const { about, councils } = almanac;
  const named = (each: Council) => ({
    name: each.name,
    href: addresses.council(each),
    from: each.start,
    end: each.end,
  });
  const type = about.types.find(({ id }) => id === council.type);
  const county = councils.find(({ slug }) => slug === council.county);
  const districts = districtsOf(councils).get(council.slug) ?? [];
  const combined = councils.filter(({ members }) => members.includes(council));
  const like = councilsLike(council, almanac, 8);
  return {
    page: page(
      council.name,
      `Facts about ${council.name}, its examples, and councils like it.`,
      addresses.council(council),
      { kind: 'council', trail: [home(), { text: 'Councils', href: PATH }] },
    ),
    name: council.name,
    type: type?.name,
    tier: type?.tier,
    nation: council.nation,
    regions: council.regions.filter((region) => region !== council.nation),
    population: council.population && writtenNumber(council.population),
    populationYear: council.populationYear,
    rurality: about.rurality.find(({ id }) => id === council.rurality)?.name,
    code: council.code,
    domain: council.site,
    county: county && named(county),
    districts: districts.filter(({ end }) => !end || end > about.published).map(named),
    combined: combined.map(named),
    members: council.members.map(named),
    start: council.start,
    end: council.end,
    ended: council.end ? council.end <= about.published : false,
    begun: council.start ? council.start <= about.published : true,
    successors: council.successors.map(named),
    predecessors: council.predecessors.map(named),
    examples: council.examples.map(cardOf),
    like: like.map(({ council: other, likeness }) => ({
      ...named(other),
      reasons: likeness.reasons.join(', '),
      population: other.population && writtenNumber(other.population),
      examples: other.examples.length,
    })),
    slug: council.slug,
    practice: `/practice?council=${council.slug}`,
    outcomes: almanac.outcomes.map((outcome) => ({
      slug: outcome.slug,
      name: outcome.name,
      href: `${addresses.outcome(outcome)}?council=${council.slug}`,
    })),
    register: about.credit.register,
  };
}
