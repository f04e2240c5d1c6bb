import type { Council, Example } from '../../content/almanac.ts';
import { likeFirst } from '../../content/likeness.ts';
import type { Guide } from './summaries.ts';

/**
 * The examples that bear on a part of the guide, those of councils like the reader's first.
 * @param path the page that shows them, to come back to with a council chosen
 * @param most how many to show
 */
export function toStories(
  guide: Guide,
  examples: readonly Example[],
  { path, council, most = 6 }: { path: string; council: Council | undefined; most?: number },
) {
  const { about } = guide.almanac;
  const ordered = council
    ? likeFirst(examples, council, about)
    : examples.map((example) => ({ example, like: undefined }));
  return {
    total: examples.length,
    council: council && { name: council.name, href: `/councils/${council.slug}`, forget: path },
    choose: `/councils?next=${path}`,
    examples: ordered.slice(0, most).map(({ example, like }) => ({
      ...guide.cardOf(example),
      like: like?.likeness.reasons.join(', '),
    })),
  };
}
