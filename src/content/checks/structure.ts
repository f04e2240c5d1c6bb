import { contrast } from '../../lib/colour.ts';
import type { Almanac } from '../almanac.ts';
import type { ContentFiles } from '../files.ts';
import type { Problem } from '../problem.ts';
import { checkEditions } from './editions.ts';
import { checkIdentities } from './identities.ts';
import { checkLinks } from './links.ts';
import { checkMadeUp } from './made-up.ts';
import { Report } from './report.ts';
import { checkReviews } from './reviews.ts';
import { checkSizes } from './sizes.ts';
import { checkSources } from './sources.ts';
import { checkTexts } from './texts.ts';
import { checkWorkshops } from './workshops.ts';

/** The grounds that text stands on, light and dark; `src/web/styles` uses the same two. */
export const GROUNDS = { light: '#ffffff', dark: '#11161c' } as const;

/** Every check that needs only the content itself: fast enough to run at each start. */
export function checkStructure(
  files: ContentFiles,
  almanac: Almanac,
  today: string,
  problems: Problem[],
): void {
  const report = new Report(problems);
  checkIdentities(files, almanac, report);
  checkSizes(files, report);
  checkTexts(files, report);
  checkSources(files, report);
  checkReviews(files, today, report);
  checkLinks(files, almanac, report);
  checkMadeUp(files, almanac, report);
  checkEditions(files, almanac, report);
  checkWorkshops(files, report);
  checkRegister(files, almanac, report);
  checkReferences(files, report);
  checkColours(files, report);
}

function checkColours(files: ContentFiles, report: Report): void {
  for (const { outcome } of files.outcomes) {
    for (const scheme of ['light', 'dark'] as const) {
      const colour = outcome.value.colour[scheme];
      const ratio = contrast(colour, GROUNDS[scheme]);
      if (ratio >= 4.5) continue;
      const found = `${colour}, contrast ${ratio.toFixed(2)} on the ${scheme} ground`;
      report.error(outcome.source, ['colour', scheme], found, 'a contrast of 4.5 or more');
    }
  }
}

function checkReferences(files: ContentFiles, report: Report): void {
  const about = files.almanac.value;
  const known = (list: readonly { id: string }[]) => new Set(list.map((item) => item.id));
  const [costs, efforts, kinds] = [known(about.costs), known(about.efforts), known(about.kinds)];
  const types = known(about.types);
  const nations = new Set(about.nations);
  const oneOf = (set: Set<string>) => `one of ${[...set].join(', ')}`;

  for (const file of files.outcomes) {
    const check = (
      source: (typeof file.targets)['source'],
      keys: PropertyKey[],
      values: string | readonly string[] | undefined,
      set: Set<string>,
    ) => {
      for (const value of typeof values === 'string' ? [values] : (values ?? [])) {
        if (value !== 'all' && !set.has(value)) report.error(source, keys, value, oneOf(set));
      }
    };
    for (const { value, source } of file.steps) {
      check(source, ['cost'], value.cost, costs);
      check(source, ['effort'], value.effort, efforts);
      check(source, ['applies', 'types'], value.applies?.types, types);
      check(source, ['applies', 'nations'], value.applies?.nations, nations);
    }
    file.targets.value.forEach(({ applies }, index) => {
      check(file.targets.source, [index, 'applies', 'types'], applies.types, types);
      check(file.targets.source, [index, 'applies', 'nations'], applies.nations, nations);
    });
    file.readings.value.forEach(({ kind, nations: where }, index) => {
      check(file.readings.source, [index, 'kind'], kind, kinds);
      check(file.readings.source, [index, 'nations'], where, nations);
    });
  }
  files.glossary?.value.forEach(({ outcomes }, index) => {
    const slugs = new Set(about.outcomes);
    for (const slug of outcomes) {
      if (!slugs.has(slug))
        report.error(files.glossary!.source, [index, 'outcomes'], slug, oneOf(slugs));
    }
  });
}

function checkRegister(files: ContentFiles, almanac: Almanac, report: Report): void {
  const about = files.almanac.value;
  const types = new Set(about.types.map((type) => type.id));
  const rural = new Set(about.rurality.map((each) => each.id));
  for (const { value, source } of files.register) {
    value.regions.forEach(({ councils }, r) => {
      councils.forEach((council, c) => {
        const at = ['regions', r, 'councils', c];
        if (!types.has(council.type))
          report.error(source, [...at, 'type'], council.type, `one of ${[...types].join(', ')}`);
        if (council.rurality && !rural.has(council.rurality)) {
          report.error(
            source,
            [...at, 'rurality'],
            council.rurality,
            `one of ${[...rural].join(', ')}`,
          );
        }
        if (council.end && council.start && council.end <= council.start) {
          report.error(
            source,
            [...at, 'end'],
            council.end,
            `a date after its start, ${council.start}`,
          );
        }
        if (council.end && !council.successors?.length) {
          report.error(
            source,
            [...at, 'successors'],
            undefined,
            'the councils that follow one that ends',
          );
        }
      });
    });
    if (!about.nations.includes(value.nation)) {
      report.error(source, ['nation'], value.nation, `one of ${about.nations.join(', ')}`);
    }
  }
  for (const council of almanac.councils) {
    for (const next of council.successors) {
      if (next.start && council.end && next.start > council.end) continue;
      const source = files.register.find((file) => file.value.nation === council.nation)?.source;
      if (source)
        report.error(
          source,
          ['regions'],
          `${council.slug} ends ${council.end}, ${next.slug} starts ${next.start}`,
          'a successor that starts after the end',
        );
    }
  }
}
