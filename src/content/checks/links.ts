import { addressesOf } from '../addresses.ts';
import type { Almanac } from '../almanac.ts';
import type { ContentFiles } from '../files.ts';
import type { Report } from './report.ts';
import { lineOf } from './texts.ts';

/** A link within the almanac leads to an page that is there. */
export function checkLinks(files: ContentFiles, almanac: Almanac, report: Report): void {
  const known = addressesOf(almanac);
  files.news?.value.forEach(({ href }, i) => {
    if (known.has(href)) return;
    report.error(files.news!.source, [i, 'href'], href, 'an address of this almanac');
  });
  const texts = [
    ...files.outcomes.flatMap(({ outcome, steps }) => [outcome, ...steps]),
    ...files.examples,
    ...files.months,
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
