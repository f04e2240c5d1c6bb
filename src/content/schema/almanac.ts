import { z } from 'zod';
import { address, day, slug, text } from './fields.ts';

/** `almanac.yaml`: what the whole almanac is about, and the lists that other files choose from. */

export const roleSchema = z.strictObject({
  id: slug,
  name: text,
  choice: text,
  summary: text,
  start: z.array(text).min(1),
  lead: z.enum(['question', 'target', 'step']),
  first: z.array(
    z.enum(['advice', 'why', 'targets', 'steps', 'questions', 'examples', 'wrong', 'reading']),
  ),
  advice: z.enum(['councillors', 'officers']),
});

export const almanacSchema = z.strictObject({
  title: text,
  tagline: text,
  purpose: text,
  edition: text,
  published: day,
  language: z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'a language such as en-GB'),
  outcomes: z.array(slug).min(1),
  levels: z
    .array(z.strictObject({ id: slug, name: text, meaning: text }))
    .length(4, 'four levels, lowest first'),
  roles: z.array(roleSchema).min(1),
  costs: z.array(z.strictObject({ id: slug, name: text })).min(1),
  efforts: z.array(z.strictObject({ id: slug, name: text })).min(1),
  /** Kinds of reading, by the name of many and of one. */
  kinds: z.array(z.strictObject({ id: slug, name: text, one: text.optional() })).min(1),
  claims: z.array(z.strictObject({ id: slug, name: text, meaning: text })).default([]),
  budgets: z.array(z.strictObject({ id: slug, name: text })).default([]),
  nations: z.array(text).min(1),
  types: z.array(z.strictObject({ id: slug, name: text, tier: text })).min(1),
  rurality: z.array(z.strictObject({ id: slug, name: text })),
  sizes: z.strictObject({
    targets: z.number().int(),
    steps: z.tuple([z.number().int(), z.number().int()]),
    questions: z.number().int(),
    readings: z.number().int(),
  }),
  reading_age: z.strictObject({ councillor: z.number(), other: z.number() }),
  sentence_words: z.number().int(),
  refused_hosts: z.array(text),
  credit: z.strictObject({
    framework: text,
    own: text,
    content_licence: text,
    licence_url: address,
    register: text,
  }),
});

export type Role = z.infer<typeof roleSchema>;
export type AlmanacFile = z.infer<typeof almanacSchema>;
