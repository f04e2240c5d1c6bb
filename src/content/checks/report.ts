import { type Problem, quote } from '../problem.ts';
import type { Source } from '../read.ts';

/** Collects problems of one run of checks. */
export class Report {
  readonly #problems: Problem[];

  constructor(problems: Problem[]) {
    this.#problems = problems;
  }

  /** A problem that stops the build, at a key of a file. */
  error(source: Source, keys: PropertyKey[], found: unknown, expected: string): void {
    this.#add(
      source,
      source.lineOf(keys),
      keys.join('.') || 'file',
      quote(found),
      expected,
      'error',
    );
  }

  /** A problem that is only told. */
  warning(source: Source, keys: PropertyKey[], found: unknown, expected: string): void {
    this.#add(
      source,
      source.lineOf(keys),
      keys.join('.') || 'file',
      quote(found),
      expected,
      'warning',
    );
  }

  /** A problem in running text, at a line of the file. */
  inText(source: Source, line: number, found: string, expected: string): void {
    this.#add(source, line, 'text', quote(found), expected, 'error');
  }

  #add(
    source: Source,
    line: number,
    field: string,
    found: string,
    expected: string,
    severity: Problem['severity'],
  ): void {
    this.#problems.push({ file: source.file, line, field, found, expected, severity });
  }
}
