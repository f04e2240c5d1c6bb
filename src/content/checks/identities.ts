import { addressesOf } from '../addresses.ts';
import type { Almanac } from '../almanac.ts';
import type { ContentFiles, Parsed } from '../files.ts';
import type { Report } from './report.ts';

type Entry = { key: string; at: Parsed<unknown>; keys: PropertyKey[] };

/** No id, title, name or address twice; none that was retired before. Ids are never reused. */
export function checkIdentities(files: ContentFiles, almanac: Almanac, report: Report): void {
  const once = (entries: Entry[], what: string) => {
    const seen = new Map<string, Entry>();
    for (const entry of entries) {
      const { key, at, keys } = entry;
      const before = seen.get(key.toLowerCase());
      if (before) {
        const place = `${before.at.source.file}:${before.at.source.lineOf(before.keys)}`;
        report.error(at.source, keys, key, `${what} used once; it stands in ${place} too`);
      } else seen.set(key.toLowerCase(), entry);
    }
  };
  const inLists = <T>(
    pick: (file: ContentFiles['outcomes'][number]) => Parsed<T[]>,
    field: keyof T & string,
  ) =>
    files.outcomes.map((file) => {
      const list = pick(file);
      return list.value.flatMap((item, index): Entry[] => {
        const key = item[field];
        return typeof key === 'string' ? [{ key, at: list, keys: [index, field] }] : [];
      });
    });
  const steps = files.outcomes.map((file) => file.steps);

  for (const group of inLists((file) => file.targets, 'id')) once(group, 'an id');
  for (const group of inLists((file) => file.questions, 'id')) once(group, 'an id');
  for (const group of steps) {
    once(
      group.map((at) => ({ key: at.source.file.replace(/^.*\/\d+-/, ''), at, keys: ['file'] })),
      'a file name',
    );
    once(
      group.map((at) => ({ key: /\/(\d+)-/.exec(at.source.file)?.[1] ?? '', at, keys: ['file'] })),
      'a number',
    );
  }
  once(
    files.outcomes.map(({ outcome: at }) => ({ key: at.value.name, at, keys: ['name'] })),
    'a name',
  );
  once(inLists((file) => file.targets, 'name').flat(), 'a name');
  once(inLists((file) => file.targets, 'statement').flat(), 'a statement');
  once(
    steps.flat().map((at) => ({ key: at.value.title, at, keys: ['title'] })),
    'a title',
  );
  once(inLists((file) => file.questions, 'question').flat(), 'a question');
  once(inLists((file) => file.readings, 'id').flat(), 'an id');
  once(inLists((file) => file.readings, 'url').flat(), 'an address');
  once(
    files.pages.map((at) => ({ key: at.value.title, at, keys: ['title'] })),
    'a title',
  );
  once(
    files.examples.map((at) => ({ key: at.value.title, at, keys: ['title'] })),
    'a title',
  );
  once(
    files.months.flatMap((at) =>
      at.value.entries.map(({ id }, i) => ({ key: id, at, keys: ['entries', i, 'id'] })),
    ),
    'an id',
  );
  once(
    files.frameworks.map((at) => ({ key: at.value.name, at, keys: ['name'] })),
    'a name',
  );
  for (const at of files.frameworks) {
    once(
      at.value.items.map(({ id }, i) => ({ key: id, at, keys: ['items', i, 'id'] })),
      'an id',
    );
  }
  if (files.glossary) {
    const at = files.glossary;
    const terms = at.value.flatMap(({ term, also }, index): Entry[] =>
      [term, ...also].map((key) => ({ key, at, keys: [index, 'term'] })),
    );
    once(terms, 'a term');
  }

  const live = addressesOf(almanac);
  files.retired?.value.forEach(({ address, to }, index) => {
    const { source } = files.retired!;
    if (live.has(address))
      report.error(source, [index, 'address'], address, 'an address that nothing uses again');
    if (to && !live.has(to)) report.error(source, [index, 'to'], to, 'an address that is in use');
  });
}
