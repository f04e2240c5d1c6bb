import { z } from 'zod';
import type { Almanac, Council } from '../../../content/almanac.ts';
import { writtenNumber } from '../../../lib/numbers.ts';
import type { Typed } from '../../../web/forms/parse.ts';
import { type Field, listOf, type PartId, type Parts, textOf } from './fields.ts';
import { findMixedWord, problemOfLink } from './links.ts';
import { fieldsOf } from './part-fields.ts';

type Known = Pick<Almanac, 'about' | 'outcomes' | 'levels' | 'councils'>;

const MIXED = 'One word mixes alphabets. Type it again in plain letters';

/** What one field takes. It may be empty: what is missing is told before a write-up is sent, not while it is written. */
function schemaOf(field: Field, refused: readonly string[]): z.ZodType {
  const known = new Set(field.options?.map(({ value }) => value));
  const text = (most: number) =>
    z
      .string()
      .max(most, `Use at most ${writtenNumber(most)} characters`)
      .refine((typed) => !findMixedWord(typed), MIXED);
  switch (field.kind) {
    case 'checks':
      return z
        .array(z.string())
        .max(100)
        .refine((all) => all.every((each) => known.has(each)), 'Choose from the list');
    case 'radios':
    case 'select':
      return z.string().refine((typed) => typed === '' || known.has(typed), 'Choose from the list');
    case 'link':
      return z.string().superRefine((typed, context) => {
        const problem = problemOfLink(typed, refused);
        if (problem) context.addIssue({ code: 'custom', message: problem });
      });
    case 'year':
      return z.string().regex(/^(?:(?:19[9]|20\d)\d)?$/, 'Enter a year, such as 2026');
    case 'date':
      return z
        .string()
        .regex(
          /^(?:\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)?$/,
          'Enter a date, such as 2026-03-31, 2026-03 or 2026',
        );
    case 'line':
      return text(field.most ?? 200).transform((typed) => typed.replaceAll(/\s+/g, ' '));
    default:
      return text(field.most ?? 3000);
  }
}

/** What the form of a part takes, for `parseForm`. */
export function partSchema(part: PartId, known: Known, parts: Parts): z.ZodObject {
  const merged = new Map<string, Field>();
  // One field may stand in several groups, with a choice in each.
  for (const field of fieldsOf(part, known, parts)) {
    const before = merged.get(field.name);
    merged.set(
      field.name,
      before
        ? { ...before, options: [...(before.options ?? []), ...(field.options ?? [])] }
        : field,
    );
  }
  return z.object(
    Object.fromEntries(
      [...merged].map(([name, field]) => [name, schemaOf(field, known.about.refused_hosts)]),
    ),
  );
}

/** Lines of a field, without empty ones. */
export const linesOf = (typed: Typed | undefined, name: string): string[] =>
  textOf(typed, name)
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** The council that somebody means by a line: its name, its short name or what else it is called. */
export function findNamed(line: string, councils: readonly Council[]): Council | undefined {
  const bare = line.toLowerCase();
  return councils.find(({ slug, name, short, also }) =>
    [slug, name, short, ...also].some((each) => each.toLowerCase() === bare),
  );
}

/** What no single field can tell. */
export function problemsTogether(part: PartId, typed: Typed, { councils }: Known) {
  if (part === 'partners') {
    const strange = linesOf(typed, 'councils').find((line) => !findNamed(line, councils));
    return strange
      ? [
          {
            field: 'councils',
            text: `We do not know a council called “${strange.slice(0, 60)}”. Use its full name`,
          },
        ]
      : [];
  }
  if (part === 'headline') {
    const [from, to] = [textOf(typed, 'from'), textOf(typed, 'to')];
    return from && to && to < from
      ? [{ field: 'to', text: 'Enter a year that is not before the first' }]
      : [];
  }
  if (part === 'outcomes' && listOf(typed, 'also').length > 3)
    return [{ field: 'also', text: 'Choose at most three others' }];
  return [];
}
