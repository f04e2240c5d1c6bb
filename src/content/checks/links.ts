import type { Almanac } from '../almanac.ts';
import type { ContentFiles } from '../files.ts';
import type { Report } from './report.ts';
import { lineOf } from './texts.ts';

/** A link within the almanac leads to an outcome, target, step, question or page that is there. */
export function checkLinks(files: ContentFiles, almanac: Almanac, report: Report): void {
  const known = new Set(['/', '/outcomes']);
  for (const role of almanac.roles) known.add(`/for/${role.id}`);
  for (const page of almanac.pages) known.add(`/${page.slug}`);
  for (const outcome of almanac.outcomes) {
    const under = `/outcomes/${outcome.slug}`;
    known.add(under).add(`${under}/briefing`);
    for (const target of outcome.targets) known.add(`${under}/targets/${target.id}`);
    for (const step of outcome.steps) known.add(`${under}/steps/${step.id}`);
    for (const question of outcome.questions) known.add(`${under}/questions/${question.id}`);
  }
  const texts = [
    ...files.outcomes.flatMap(({ outcome, steps }) => [outcome, ...steps]),
    ...files.pages,
  ];
  for (const { source } of texts) {
    for (const [, address = ''] of source.body.matchAll(/\]\(([^)\s]*)\)/g)) {
      if (/^(https?:\/\/|mailto:)/.test(address)) continue;
      if (address.startsWith('#') && source.file.startsWith('pages/')) continue;
      if (known.has(address.replace(/#.*$/, ''))) continue;
      report.inText(
        source,
        lineOf(source, `](${address})`),
        address,
        'an address that exists in this almanac, or a full web address',
      );
    }
  }
}
