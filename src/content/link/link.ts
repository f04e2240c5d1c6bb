import { deepFreeze } from '../../lib/freeze.ts';
import type { Almanac, Outcome } from '../almanac.ts';
import type { ContentFiles } from '../files.ts';
import { type Problem, quote } from '../problem.ts';
import { linkCouncils } from './councils.ts';
import { linkExamples } from './examples.ts';
import { linkFrameworks } from './frameworks.ts';
import { linkMonths } from './months.ts';
import type { Tell } from './mutable.ts';
import { fillOutcome, startOutcome } from './outcomes.ts';

/**
 * Ties the files together: outcome ↔ target ↔ step ↔ question, outcome ↔ reading, example ↔ all that it
 * illustrates and the councils that did it, framework → outcome, month → outcome, council ↔ successor.
 * @param problems gets every reference that leads nowhere; the value holds what could be tied
 */
export function linkContent(files: ContentFiles, problems: Problem[]): Almanac {
  const tell: Tell = (at, keys, found, expected) =>
    problems.push({
      file: at.source.file,
      line: at.source.lineOf(keys),
      field: keys.join('.'),
      found: quote(found),
      expected,
      severity: 'error',
    });
  const about = files.almanac.value;
  const levels = about.levels.map((level, index) => ({ ...level, number: index + 1 }));
  const open = files.outcomes.map((file, index) => startOutcome(file, index + 1));
  const bySlug = new Map(open.map((outcome) => [outcome.slug, outcome]));
  for (const file of files.outcomes) {
    const outcome = bySlug.get(file.slug);
    if (outcome) fillOutcome(outcome, file, { bySlug, levels, roles: about.roles, report: tell });
  }
  const outcomes = open as Outcome[];
  const councils = linkCouncils(files, tell);
  return deepFreeze({
    about,
    levels,
    roles: about.roles,
    outcomes,
    examples: linkExamples(files.examples, { outcomes, councils, about, tell }),
    terms: files.glossary?.value ?? [],
    frameworks: linkFrameworks(files.frameworks, outcomes, tell),
    months: linkMonths(files.months, { outcomes, about, tell }),
    councils,
    pages: files.pages
      .map(({ value, source }) => ({
        ...value,
        slug: source.file.replace(/^pages\/(.*)\.md$/, '$1').replace('--', '/'),
        body: source.body,
      }))
      .sort((a, b) => a.slug.localeCompare(b.slug)),
    retired: files.retired?.value ?? [],
    madeUp: files.madeUp?.value,
    workshops: files.workshops
      .map(({ value }) => ({ ...value, slug: `${value.minutes}-minutes` }))
      .sort((a, b) => a.minutes - b.minutes),
    news: [...(files.news?.value ?? [])].sort((a, b) => b.date.localeCompare(a.date)),
  });
}
