import type { ContentFiles } from '../files.ts';
import { EXAMPLE_HEADINGS, OUTCOME_HEADINGS, STEP_HEADING, splitSections } from '../sections.ts';
import type { Report } from './report.ts';

const WRITTEN_TAG = /<[a-z!/][^>]*>/i;

/** The Markdown has the parts that the pages show, and no HTML. */
export function checkTexts(files: ContentFiles, report: Report): void {
  for (const { outcome, steps } of files.outcomes) {
    const { source } = outcome;
    const sections = splitSections(source.body);
    const headings = OUTCOME_HEADINGS.map(([, heading]) => heading);
    for (const heading of headings) {
      if (sections.get(heading)) continue;
      const found = sections.has(heading)
        ? `an empty part "${heading}"`
        : `no heading "${heading}"`;
      report.inText(source, source.bodyLine, found, `"## ${heading}" with text below it`);
    }
    for (const heading of sections.keys()) {
      if (headings.includes(heading)) continue;
      report.inText(
        source,
        lineOf(source, `## ${heading}`),
        `the heading "${heading}"`,
        `only ${headings.join(', ')}`,
      );
    }
    for (const step of steps) {
      const { body, bodyLine } = step.source;
      const watch = splitSections(body).get(STEP_HEADING);
      if (!watch)
        report.inText(
          step.source,
          bodyLine,
          `no text under "${STEP_HEADING}"`,
          `"## ${STEP_HEADING}" with text below it`,
        );
      const actions = (body.split(/^## /m)[0] ?? '').match(/^\d+\. /gm)?.length ?? 0;
      if (actions < 3 || actions > 8) {
        report.inText(
          step.source,
          bodyLine,
          `${actions} numbered actions`,
          '3 to 8 before the heading',
        );
      }
    }
  }
  checkStories(files, report);
  const bodies = [
    ...files.outcomes.flatMap(({ outcome, steps }) => [outcome, ...steps]),
    ...files.examples,
    ...files.months,
    ...files.pages,
  ];
  for (const { source } of bodies) {
    source.body.split('\n').forEach((line, index) => {
      const tag = WRITTEN_TAG.exec(line.replaceAll(/`[^`]*`/g, ''))?.[0];
      if (tag) report.inText(source, source.bodyLine + index, tag, 'Markdown without HTML');
    });
  }
}

/** An example tells its story under its own headings; only what went wrong may be left out. */
function checkStories(files: ContentFiles, report: Report): void {
  const headings = EXAMPLE_HEADINGS.map(([, heading]) => heading);
  for (const { source } of files.examples) {
    const sections = splitSections(source.body);
    for (const [key, heading] of EXAMPLE_HEADINGS) {
      if (sections.get(heading) || (key === 'wrong' && !sections.has(heading))) continue;
      const found = `no text under "${heading}"`;
      report.inText(source, source.bodyLine, found, `"## ${heading}" with text below it`);
    }
    for (const heading of sections.keys()) {
      if (headings.includes(heading)) continue;
      const line = lineOf(source, `## ${heading}`);
      report.inText(source, line, `the heading "${heading}"`, `only ${headings.join(', ')}`);
    }
  }
}

/** The line of the file on which a text of the body first stands. */
export function lineOf(source: { body: string; bodyLine: number }, text: string): number {
  const offset = source.body.indexOf(text);
  return source.bodyLine + (offset < 0 ? 0 : source.body.slice(0, offset).split('\n').length - 1);
}
