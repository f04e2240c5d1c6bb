import type { ContentFiles } from '../files.ts';
import type { Source } from '../read.ts';
import type { Report } from './report.ts';

/** A review date in the past is a warning: the text may still be right, but somebody must look. */
export function checkReviews(files: ContentFiles, today: string, report: Report): void {
  const check = (source: Source, keys: PropertyKey[], review: string) => {
    if (review < today) report.warning(source, keys, review, `a review date after today, ${today}`);
  };
  for (const { outcome, targets, steps, readings } of files.outcomes) {
    check(outcome.source, ['review'], outcome.value.review);
    outcome.value.figures.forEach(({ review }, i) => {
      check(outcome.source, ['figures', i, 'review'], review);
    });
    targets.value.forEach(({ review }, i) => {
      check(targets.source, [i, 'review'], review);
    });
    readings.value.forEach(({ review }, i) => {
      check(readings.source, [i, 'review'], review);
    });
    for (const step of steps) check(step.source, ['review'], step.value.review);
  }
  for (const { value, source } of [
    ...files.examples,
    ...files.frameworks,
    ...files.months,
    ...files.workshops,
  ]) {
    check(source, ['review'], value.review);
  }
  files.glossary?.value.forEach(({ review }, i) => {
    check(files.glossary!.source, [i, 'review'], review);
  });
}
