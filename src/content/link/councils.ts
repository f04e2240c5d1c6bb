import type { Council } from '../almanac.ts';
import type { ContentFiles, Parsed } from '../files.ts';
import type { Mutable, Tell } from './mutable.ts';

/** Councils of every nation and the authorities they combine in, each tied to what comes before and after it. */
export function linkCouncils(files: ContentFiles, report: Tell): Council[] {
  type Open = Mutable<Council>;
  const councils = new Map<string, Open>();
  const later: (() => void)[] = [];
  const add = (
    at: Parsed<unknown>,
    keys: PropertyKey[],
    council: Open,
    successors: string[],
    members: string[],
  ) => {
    if (councils.has(council.slug)) report(at, [...keys, 'slug'], council.slug, 'a slug used once');
    councils.set(council.slug, council);
    later.push(() => {
      for (const slug of successors) {
        const next = councils.get(slug);
        if (!next) report(at, [...keys, 'successors'], slug, 'a council of the register');
        else {
          council.successors.push(next as Council);
          next.predecessors.push(council as Council);
        }
      }
      for (const slug of members) {
        const member = councils.get(slug);
        if (member) council.members.push(member as Council);
        else report(at, [...keys, 'members'], slug, 'a council of the register');
      }
      if (council.county && !councils.has(council.county)) {
        report(at, [...keys, 'county'], council.county, 'a council of the register');
      }
    });
  };
  const open = { successors: [], predecessors: [], members: [], examples: [] };
  for (const file of files.register) {
    file.value.regions.forEach(({ region, councils: list }, r) => {
      list.forEach(({ successors = [], ...council }, c) => {
        const facts = { ...council, nation: file.value.nation, regions: [region] };
        const whole = {
          ...facts,
          populationYear: file.value.population_year,
          ...structuredClone(open),
        };
        add(file, ['regions', r, 'councils', c], whole, successors, []);
      });
    });
  }
  const combined = files.combined;
  combined?.value.authorities.forEach(({ members, successors = [], ...authority }, index) => {
    const whole = {
      ...authority,
      populationYear: combined.value.population_year,
      ...structuredClone(open),
    };
    add(combined, ['authorities', index], whole, successors, members);
  });
  for (const finish of later) finish();
  return [...councils.values()] as Council[];
}
