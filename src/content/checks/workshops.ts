import type { ContentFiles } from '../files.ts';
import type { Report } from './report.ts';

/** A running order fills its time, opens and closes, uses the cards, and is called as its file says. */
export function checkWorkshops(files: ContentFiles, report: Report): void {
  for (const { value, source } of files.workshops) {
    const tell = (keys: PropertyKey[], found: string, expected: string) =>
      report.error(source, keys, found, expected);
    const name = `workshop/${value.minutes}-minutes.md`;
    if (source.file !== name) tell(['minutes'], source.file, `a file called ${name}`);
    const sum = value.parts.reduce((all, { minutes }) => all + minutes, 0);
    if (sum !== value.minutes)
      tell(['parts'], `parts of ${sum} minutes in all`, `${value.minutes} minutes`);
    for (const uses of ['targets', 'questions', 'steps'] as const)
      if (!value.parts.some((part) => part.uses === uses))
        tell(['parts'], `no part that uses "${uses}"`, 'at least one');
    if (source.body.trim() !== '')
      report.inText(source, source.bodyLine, 'text below the fields', 'nothing there');
  }
}
