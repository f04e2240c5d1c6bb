import type { ContentFiles } from '../files.ts';
import type { Source } from '../read.ts';
import type { Report } from './report.ts';
import { lineOf } from './texts.ts';

/** No link to a copy, mirror or document host: the source is named without a link. */
export function checkSources(files: ContentFiles, report: Report): void {
  const refused = files.almanac.value.refused_hosts;
  const host = (url: string) => {
    try {
      const { hostname } = new URL(url);
      return refused.find((name) => hostname === name || hostname.endsWith(`.${name}`));
    } catch {
      return url;
    }
  };
  const check = (source: Source, keys: PropertyKey[], url: string | undefined) => {
    const bad = url && host(url);
    if (bad)
      report.error(source, keys, url, `the original's address, or no address: ${bad} is refused`);
  };
  const checkBody = (source: Source) => {
    for (const [, url = ''] of source.body.matchAll(/\]\((https?:[^)\s]+)/g)) {
      const bad = host(url);
      if (!bad) continue;
      const expected = `the original's address, or no link: ${bad} is refused`;
      report.inText(source, lineOf(source, url), url, expected);
    }
  };
  for (const { outcome, targets, steps, readings } of files.outcomes) {
    outcome.value.figures.forEach(({ source }, index) => {
      check(outcome.source, ['figures', index, 'source', 'url'], source.url);
    });
    targets.value.forEach(({ sources }, index) => {
      sources.forEach(({ url }, place) => {
        check(targets.source, [index, 'sources', place, 'url'], url);
      });
    });
    readings.value.forEach(({ url }, index) => {
      check(readings.source, [index, 'url'], url);
    });
    for (const step of steps) {
      step.value.sources.forEach(({ url }, index) => {
        check(step.source, ['sources', index, 'url'], url);
      });
    }
    for (const { source } of [outcome, ...steps]) checkBody(source);
  }
  for (const { value, source } of files.examples) {
    value.sources.forEach(({ url }, i) => {
      check(source, ['sources', i, 'url'], url);
    });
    checkBody(source);
  }
  for (const { value, source } of files.frameworks) check(source, ['url'], value.url);
  for (const { value, source } of files.months) {
    value.entries.forEach((entry, i) => {
      check(source, ['entries', i, 'source', 'url'], entry.source?.url);
    });
    checkBody(source);
  }
}
