import { deepFreeze } from '../../lib/freeze.ts';
import type { Almanac, Outcome } from '../almanac.ts';
import type { ContentFiles } from '../files.ts';
import { type Problem, quote } from '../problem.ts';
import { EMPTY_LIBRARY, type Library, type Published } from '../published.ts';
import type { News } from '../schema/pages.ts';
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
 * @param library what councils wrote themselves, which joins the examples of the folder
 */
export function linkContent(
  files: ContentFiles,
  problems: Problem[],
  library: Library = EMPTY_LIBRARY,
): Almanac {
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
    examples: linkExamples(files.examples, { outcomes, councils, levels, about, library, tell }),
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
    retired: [...(files.retired?.value ?? []), ...library.withdrawn],
    madeUp: files.madeUp?.value,
    editions: files.editions?.value ?? [],
    sharing: files.sharing?.value,
    news: [...(files.news?.value ?? []), ...newsOf(library.published)].sort((a, b) =>
      b.date.localeCompare(a.date),
    ),
    workshops: files.workshops
      .map(({ value }) => ({ ...value, slug: `${value.minutes}-minutes` }))
      .sort((a, b) => a.minutes - b.minutes),
  });
}

/** More would push everything else out of a feed. */
const MOST_NEWS = 30;

const newsOf = (published: readonly Published[]): News[] =>
  [...published]
    .sort((a, b) => b.written.first.localeCompare(a.written.first))
    .slice(0, MOST_NEWS)
    .map(({ slug, facts, written }) => ({
      id: `written-${slug}`,
      date: written.first,
      title: facts.title,
      text: `${facts.summary} Written by ${written.by.join(' and ')}.`,
      href: `/practice/${slug}`,
    }));
