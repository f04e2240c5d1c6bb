/** One thing that is wrong in the content, told so that a person who has never programmed can mend it. */
export interface Problem {
  /** Path within the content folder. */
  file: string;
  line: number;
  /** Where in the file: a key such as `levels.leading`, or a part such as `text`. */
  field: string;
  found: string;
  expected: string;
  /** Warnings are printed; only errors stop a build. */
  severity: 'error' | 'warning';
}

/** A problem as one line of text: `file:line field: found …, expected …`. */
export function describeProblem(problem: Problem): string {
  const mark = problem.severity === 'warning' ? ' (warning)' : '';
  const { file, line, field, found, expected } = problem;
  return `${file}:${line} ${field}: found ${found}; expected ${expected}${mark}`;
}

/** Shortens and quotes a value for a message. */
export function quote(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}

/** Errors and warnings in the order of their place. */
export function sortProblems(problems: Problem[]): Problem[] {
  return [...problems].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}
