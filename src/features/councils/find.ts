import MiniSearch from 'minisearch';
import type { Council } from '../../content/almanac.ts';

/** Finds councils by what people call them, misspelt or not. */
export type FindCouncils = (typed: string) => Council[];

const MOST = 20;
const LONGEST = 80;
/** Words that stand in most names: typed alone they find nothing useful, and beside others they only add noise. */
const COMMON = new Set(
  'council county city borough district metropolitan london royal of the and upon authority combined'.split(
    ' ',
  ),
);

/** @param councils the register; those that have ended are found too, after the others */
export function createFinder(councils: readonly Council[]): FindCouncils {
  const bySlug = new Map(councils.map((council) => [council.slug, council]));
  const index = new MiniSearch<{ id: string; name: string; also: string }>({
    fields: ['name', 'also'],
    processTerm: (term) => {
      const word = plain(term);
      return word === '' || COMMON.has(word) ? null : word;
    },
    searchOptions: {
      boost: { name: 2 },
      prefix: (term) => term.length > 2,
      fuzzy: (term) => (term.length > 3 ? 0.25 : false),
      combineWith: 'AND',
      boostDocument: (id) => (bySlug.get(String(id))?.end ? 0.8 : 1),
    },
  });
  index.addAll(
    councils.map((council) => ({
      id: council.slug,
      name: council.short,
      also: [
        council.name,
        ...council.also,
        council.site?.split('.')[0] ?? '',
        ...initialsOf(council),
      ].join(' '),
    })),
  );
  return (typed) => {
    const text = typed.slice(0, LONGEST);
    const strict = index.search(text);
    const found = strict.length > 0 ? strict : index.search(text, { combineWith: 'OR' });
    return found.slice(0, MOST).flatMap(({ id }) => bySlug.get(id) ?? []);
  };
}

const plain = (word: string) =>
  word
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

/** `RBKC`, `BCP`, `LBH`: the first letters of the name, with and without its small words. */
function initialsOf({ name }: Council): string[] {
  const words = name.split(/[\s-]+/).filter((word) => /^\p{L}/u.test(word));
  const letters = (some: string[]) => some.map((word) => word.charAt(0)).join('');
  const large = words.filter((word) => /^\p{Lu}/u.test(word));
  return [letters(large), letters(large.filter((word) => word !== 'Council'))].filter(
    (initials) => initials.length > 2,
  );
}
