import { z } from 'zod';
import type { Visit } from '../visits/visit.ts';

export interface Problem {
  /** Name of the field; empty when it is about the whole form. */
  field: string;
  text: string;
}

/** What was typed, by field: a list where a field may stand several times. */
export type Typed = Record<string, string | string[]>;

export interface Failed {
  problems: Problem[];
  typed: Typed;
}
export type Parsed<T> = { value: T; typed: Typed } | Failed;

export const failed = <T>(parsed: Parsed<T>): parsed is Failed => 'problems' in parsed;

const STALE =
  'This form was open for a long time, so we did not take it. Nothing you typed is lost. Look at it and send it again.';

/**
 * Reads a form once into a precise value, or into what is wrong with it.
 * @param schema an object; each message is a sentence that stands beside its field
 */
export function parseForm<T extends z.ZodObject>(visit: Visit, schema: T): Parsed<z.infer<T>> {
  const typed: Typed = {};
  for (const [name, field] of Object.entries(schema.shape)) {
    const all = visit.form.getAll(name).map(clean);
    typed[name] = accepts(field as z.ZodType) ? all : (all[0] ?? '');
  }
  const result = schema.safeParse(typed);
  const problems: Problem[] = visit.stale ? [{ field: '', text: STALE }] : [];
  if (!result.success) {
    const named = new Set<string>();
    for (const { path, message } of result.error.issues) {
      const field = String(path[0] ?? '');
      if (!named.has(field)) problems.push({ field, text: message });
      named.add(field);
    }
  }
  return result.success && problems.length === 0
    ? { value: result.data, typed }
    : { problems, typed };
}

/** Whether a field takes a list. */
const accepts = (field: z.ZodType): boolean => field instanceof z.ZodArray;

/** One form of each letter, line ends as one sign, no control characters, nothing around it. */
const clean = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{C}\n\t\u200d]/gu, '')
    .trim();
