import { z } from 'zod';
import { day, looseDate, slug, sourceSchema, text } from './fields.ts';

/** An example of practice: the facts in front of its story. */

const part = z
  .string()
  .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'outcome/id, such as data/sharing-agreements');
const place = z.number().int().min(1);
const year = z.number().int().min(1990).max(2100);

export const exampleSchema = z.strictObject({
  title: text.max(80, 'at most 80 characters'),
  summary: text,
  outcome: slug,
  also: z.array(slug).default([]),
  targets: z.array(part).min(1, 'at least one target that it illustrates'),
  steps: z.array(part).default([]),
  councils: z.array(slug).default([]),
  elsewhere: z.array(z.strictObject({ name: text, country: text })).default([]),
  partners: z.array(text).default([]),
  years: z.strictObject({ from: year.optional(), to: year.optional() }),
  cost: z.strictObject({ budget: slug, says: text.optional(), source: place.optional() }),
  results: z.array(z.strictObject({ claim: slug, who: text, says: text, source: place })),
  sources: z.array(sourceSchema).min(1, 'at least one source'),
  looked: looseDate,
  owner: text,
  review: day,
});

export type ExampleFile = z.infer<typeof exampleSchema>;
