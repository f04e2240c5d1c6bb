import type { Almanac } from '../almanac.ts';
import type { ContentFiles } from '../files.ts';
import { broughtBy, endedBy } from '../schema/editions.ts';
import type { Report } from './report.ts';

/** Editions follow one another up to today's, and an id that ended is never used again. */
export function checkEditions(files: ContentFiles, almanac: Almanac, report: Report): void {
  if (!files.editions) return;
  const { source, value } = files.editions;
  const live = new Set(
    almanac.outcomes.flatMap(({ slug, targets }) => [
      slug,
      ...targets.map(({ id }) => `${slug}.${id}`),
    ]),
  );
  const ended = new Map<string, string>();
  for (const [index, { edition, after, changes }] of value.entries()) {
    const before = value[index - 1]?.edition;
    if (before !== undefined && after !== before)
      report.error(source, [index, 'after'], after, `the edition before it: ${before}`);
    for (const [place, change] of changes.entries()) {
      const at = [index, 'changes', place];
      for (const id of [...broughtBy(change), ...('keeps' in change ? [change.keeps ?? ''] : [])])
        if (id && ended.has(id))
          report.error(source, at, id, `an id that did not end in edition ${ended.get(id)}`);
      if (change.change === 'split' && change.keeps && !change.into.includes(change.keeps))
        report.error(source, [...at, 'keeps'], change.keeps, 'one of the parts under "into"');
      for (const id of endedBy(change)) {
        if (live.has(id)) report.error(source, at, id, 'an id that no question uses any more');
        ended.set(id, edition);
      }
    }
  }
  for (const [index, { changes }] of value.entries())
    for (const [place, change] of changes.entries()) {
      const named = change.change === 'reworded' ? [change.item] : broughtBy(change);
      for (const id of named)
        if (!live.has(id) && !ended.has(id))
          report.error(source, [index, 'changes', place], id, 'a question that is asked');
    }
  const last = value.at(-1);
  if (last && last.edition !== almanac.about.edition)
    report.error(
      source,
      [value.length - 1, 'edition'],
      last.edition,
      `the edition of almanac.yaml, ${almanac.about.edition}`,
    );
}
