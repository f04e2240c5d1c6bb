import type { Framework, Outcome } from '../almanac.ts';
import type { Parsed } from '../files.ts';
import type { FrameworkFile } from '../schema/language.ts';
import type { Tell } from './mutable.ts';

/** Other frameworks, each item tied to the outcomes that it meets. In the order of their names. */
export function linkFrameworks(
  files: readonly Parsed<FrameworkFile>[],
  outcomes: readonly Outcome[],
  tell: Tell,
): Framework[] {
  const bySlug = new Map(outcomes.map((outcome) => [outcome.slug, outcome]));
  return files
    .map((file) => ({
      ...file.value,
      slug: file.source.file.replace(/^crosswalk\/(.*)\.yaml$/, '$1'),
      items: file.value.items.map((item, i) => ({
        ...item,
        meets: item.meets.flatMap(({ outcome: slug, ...rest }, j) => {
          const outcome = bySlug.get(slug);
          if (!outcome) {
            const keys = ['items', i, 'meets', j, 'outcome'];
            tell(file, keys, slug, 'an outcome of this almanac');
          }
          return outcome ? [{ ...rest, outcome }] : [];
        }),
      })),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
}
