import { addresses } from '../../content/addresses.ts';
import type { Almanac } from '../../content/almanac.ts';
import { likeFirst } from '../../content/likeness.ts';
import type { Item } from './rules/items.ts';

/**
 * What each level of a question looks like: its description, and for each level that a step leads to, an example of
 * somebody who took such a step, from councils like the one that asks first.
 * @param place slug of the council that it is for, if known
 */
export function toHelp({ councils, about }: Almanac, item: Item, place: string | null) {
  const { target } = item;
  const council = councils.find(({ slug }) => slug === place);
  const shown = new Set<string>();
  return {
    helpFor: council?.name,
    help: item.levels.map((level) => {
      const leading =
        target?.steps
          .filter(({ moves }) =>
            moves.some((move) => move.target === target && move.to.number === level.number),
          )
          .flatMap(({ examples }) => examples) ?? [];
      const ordered = council
        ? likeFirst(leading, council, about).map(({ example }) => example)
        : leading;
      const example = ordered.find(({ slug }) => !shown.has(slug));
      if (example) shown.add(example.slug);
      return {
        level: { ...level },
        example: example && {
          title: example.title,
          href: addresses.example(example),
          where: example.councils[0]?.name ?? example.elsewhere[0]?.name ?? 'others',
        },
      };
    }),
  };
}
