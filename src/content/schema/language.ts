import { z } from 'zod';
import { address, day, looseDate, slug, sourceSchema, text } from './fields.ts';

/** The common language: terms, and how the outcomes meet other frameworks. */

export const termSchema = z.strictObject({
  term: text,
  also: z.array(text).default([]),
  plain: text,
  why: text,
  outcomes: z.array(slug).min(1),
  /** Known to everybody, so that it is not marked in the guide. */
  everyday: z.boolean().default(false),
  source: sourceSchema.optional(),
  review: day,
});

export const STRENGTHS = ['strong', 'partial', 'weak'] as const;

export const frameworkSchema = z.strictObject({
  name: text,
  owner: text,
  nation: text,
  year: looseDate.optional(),
  url: address.optional(),
  note: text.optional(),
  items: z
    .array(
      z.strictObject({
        id: slug,
        name: text,
        meets: z.array(z.strictObject({ outcome: slug, strength: z.enum(STRENGTHS), why: text })),
      }),
    )
    .min(1),
  review: day,
});

export type Term = z.infer<typeof termSchema>;
export type FrameworkFile = z.infer<typeof frameworkSchema>;
