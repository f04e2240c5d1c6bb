import { z } from 'zod';
import {
  address,
  appliesSchema,
  day,
  hex,
  looseDate,
  names,
  slug,
  sourceSchema,
  text,
} from './fields.ts';

/** One outcome: its text, targets, steps, questions and reading. */

/** Four for each of twelve outcomes: the quick look is read in ten minutes, at 200 words a minute. */
const QUICK_WORDS = 30;
const quickText = text.refine(
  (value) => value.split(/\s+/).length <= QUICK_WORDS,
  `at most ${QUICK_WORDS} words, so that the quick look stays quick`,
);

export const outcomeSchema = z.strictObject({
  name: text,
  short: text.max(14, 'at most 14 characters, for the wheel'),
  /** Words by which people look for it, for search. */
  also: z.array(text).default([]),
  icon: slug,
  colour: z.strictObject({ light: hex, dark: hex }),
  summary: text,
  definition: text,
  /** What a council at each level looks like on the whole, for the quick look at where it stands. */
  quick: z.record(slug, quickText),
  ties: z.array(z.strictObject({ outcome: slug, why: text })),
  figures: z
    .array(
      z.strictObject({ figure: text, says: text, who: text, source: sourceSchema, review: day }),
    )
    .max(3, 'at most three figures'),
  owner: text,
  review: day,
});

const levelsSchema = z.record(slug, text);

export const targetSchema = z.strictObject({
  id: slug,
  name: text.max(32, 'at most 32 characters, for tables'),
  statement: text,
  why: text,
  measure: text,
  evidence: z.array(text).min(1),
  levels: levelsSchema,
  applies: appliesSchema,
  sources: z.array(sourceSchema).min(1, 'at least one source'),
  review: day,
});

export const stepSchema = z.strictObject({
  title: text,
  summary: text,
  moves: z
    .array(z.strictObject({ target: slug, from: slug, to: slug }))
    .min(1, 'at least one target that it moves'),
  who: text,
  effort: slug,
  time: text,
  cost: slug,
  done: text,
  applies: appliesSchema.optional(),
  sources: z.array(sourceSchema).default([]),
  review: day,
});

export const questionSchema = z.strictObject({
  id: slug,
  role: slug,
  question: text,
  good: text,
  warning: text,
  target: slug,
});

export const readingSchema = z.strictObject({
  id: slug,
  title: text,
  publisher: text,
  url: address.optional(),
  kind: slug,
  year: looseDate.optional(),
  nations: names.default('all'),
  roles: z.array(slug).min(1),
  minutes: z.number().int().min(1).max(600),
  use: text,
  /** Who keeps it true; the editors when left out. */
  owner: text.default('Almanac editors'),
  review: day,
});

export type OutcomeFile = z.infer<typeof outcomeSchema>;
export type TargetFile = z.infer<typeof targetSchema>;
export type StepFile = z.infer<typeof stepSchema>;
export type QuestionFile = z.infer<typeof questionSchema>;
export type ReadingFile = z.infer<typeof readingSchema>;
