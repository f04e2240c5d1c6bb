import type { z } from 'zod';
import { type Problem, quote } from './problem.ts';
import type { Source } from './read.ts';

/**
 * Parses a source with a schema.
 * @param problems gets each thing that does not fit, with its line
 * @returns the value, or nothing when it does not fit
 */
export function parseSource<S extends z.ZodType>(
  source: Source,
  schema: S,
  problems: Problem[],
): z.output<S> | undefined {
  const result = schema.safeParse(source.data);
  if (result.success) return result.data;
  for (const issue of result.error.issues) problems.push(...toProblems(source, issue));
  return undefined;
}

function toProblems(source: Source, issue: z.core.$ZodIssue): Problem[] {
  const at = (keys: PropertyKey[], found: string, expected: string): Problem => ({
    file: source.file,
    line: source.lineOf(keys),
    field: keys.join('.') || 'file',
    found,
    expected,
    severity: 'error',
  });
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      at([...issue.path, key], `an unknown field "${key}"`, 'only the fields in docs/writing.md'),
    );
  }
  const value = issue.path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key],
    source.data,
  );
  if (value === undefined) return [at(issue.path, 'nothing', 'this field')];
  if (issue.code === 'invalid_type') return [at(issue.path, quote(value), `a ${issue.expected}`)];
  if (issue.code === 'invalid_value') {
    return [at(issue.path, quote(value), `one of ${issue.values.map(String).join(', ')}`)];
  }
  if (issue.code === 'invalid_union') return [at(issue.path, quote(value), '"all" or a list')];
  return [at(issue.path, quote(value), issue.message)];
}
