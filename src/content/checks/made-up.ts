import type { Almanac } from '../almanac.ts';
import type { ContentFiles } from '../files.ts';
import type { Report } from './report.ts';

/** The made-up council stays made up, and answers what is really asked. */
export function checkMadeUp(files: ContentFiles, almanac: Almanac, report: Report): void {
  if (!files.madeUp) return;
  const { source, value } = files.madeUp;
  const tell = (keys: PropertyKey[], found: string, expected: string) =>
    report.error(source, keys, found, expected);
  const names = new Set(
    almanac.councils.flatMap(({ name, short, also }) => [name, short, ...also]),
  );
  for (const key of ['name', 'short'] as const)
    if (names.has(value[key]))
      tell([key], value[key], 'a name that no council of the register has');
  if (!almanac.about.types.some(({ id }) => id === value.type))
    tell(['type'], value.type, 'a kind of council that almanac.yaml lists');
  const items = new Set(
    almanac.outcomes.flatMap(({ slug, targets }) => targets.map(({ id }) => `${slug}.${id}`)),
  );
  for (const [index, round] of value.rounds.entries()) {
    for (const [slug, levels] of Object.entries(round.agreed)) {
      const targets = almanac.outcomes.find((outcome) => outcome.slug === slug)?.targets;
      if (!targets) tell(['rounds', index, 'agreed', slug], slug, 'an outcome of the guide');
      else if (levels.length !== targets.length)
        tell(
          ['rounds', index, 'agreed', slug],
          `${levels.length} levels`,
          `${targets.length}, one for each target`,
        );
    }
    for (const [place, { item }] of round.beside.entries())
      if (!items.has(item))
        tell(
          ['rounds', index, 'beside', place, 'item'],
          item,
          'outcome.target as the guide has it',
        );
  }
}
