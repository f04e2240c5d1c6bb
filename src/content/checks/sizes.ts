import type { ContentFiles } from '../files.ts';
import type { Report } from './report.ts';

/** Each outcome is complete: enough targets, steps, questions and readings, every role asked, every target moved. */
export function checkSizes(files: ContentFiles, report: Report): void {
  const { sizes, roles } = files.almanac.value;
  for (const { outcome, targets, steps, questions, readings } of files.outcomes) {
    if (targets.value.length !== sizes.targets) {
      report.error(targets.source, [], `${targets.value.length} targets`, `${sizes.targets}`);
    }
    const [fewest, most] = sizes.steps;
    if (steps.length < fewest || steps.length > most) {
      report.error(outcome.source, ['steps'], `${steps.length} steps`, `${fewest} to ${most}`);
    }
    if (questions.value.length < sizes.questions) {
      report.error(
        questions.source,
        [],
        `${questions.value.length} questions`,
        `${sizes.questions} or more`,
      );
    }
    if (readings.value.length < sizes.readings) {
      report.error(
        readings.source,
        [],
        `${readings.value.length} readings`,
        `${sizes.readings} or more`,
      );
    }
    for (const role of roles) {
      if (questions.value.some((question) => question.role === role.id)) continue;
      report.error(
        questions.source,
        [],
        `no question for "${role.id}"`,
        'at least one for each reader role',
      );
    }
    targets.value.forEach((target, index) => {
      const moved = steps.some((step) =>
        step.value.moves.some((move) => move.target === target.id),
      );
      if (!moved)
        report.error(
          targets.source,
          [index, 'id'],
          target.id,
          'a target that at least one step moves',
        );
      const asked = questions.value.some((question) => question.target === target.id);
      if (!asked)
        report.error(
          targets.source,
          [index, 'id'],
          target.id,
          'a target that at least one question opens up',
        );
    });
  }
}
