import type { Month, Outcome } from '../almanac.ts';
import type { Parsed } from '../files.ts';
import type { AlmanacFile } from '../schema/almanac.ts';
import type { MonthFile } from '../schema/year.ts';
import type { Tell } from './mutable.ts';

interface Known {
  outcomes: readonly Outcome[];
  about: AlmanacFile;
  tell: Tell;
}

const FILE = /^year\/(\d{2})-([a-z]+)\.md$/;

/** The months of the digital year, January first. */
export function linkMonths(files: readonly Parsed<MonthFile>[], known: Known): Month[] {
  const { outcomes, about, tell } = known;
  const months = files.flatMap((file): Month[] => {
    const [, number = '', slug = ''] = FILE.exec(file.source.file) ?? [];
    if (!slug) {
      tell(file, ['file'], file.source.file, 'a file name such as year/01-january.md');
      return [];
    }
    const find = <T>(item: T | undefined, keys: PropertyKey[], found: string, what: string) => {
      if (!item) tell(file, keys, found, what);
      return item ? [item] : [];
    };
    const outcomeOf = (slug: string, keys: PropertyKey[]) =>
      find(
        outcomes.find((each) => each.slug === slug),
        keys,
        slug,
        'an outcome of this almanac',
      );
    const [outcome] = outcomeOf(file.value.outcome, ['outcome']);
    const entries = file.value.entries.map((entry, i) => ({
      ...entry,
      outcomes: entry.outcomes.flatMap((each, j) => outcomeOf(each, ['entries', i, 'outcomes', j])),
      roles: entry.roles.flatMap((id, j) =>
        find(
          about.roles.find((role) => role.id === id),
          ['entries', i, 'roles', j],
          id,
          'a reader role',
        ),
      ),
    }));
    return outcome
      ? [{ ...file.value, number: Number(number), slug, outcome, entries, body: file.source.body }]
      : [];
  });
  return months.sort((a, b) => a.number - b.number);
}
