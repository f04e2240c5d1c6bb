import { z } from 'zod';
import { day, names, slug, sourceSchema, text } from './fields.ts';

/** One month of the digital year. */

export const ENTRY_KINDS = [
  'national-deadline',
  'duty',
  'council-cycle',
  'awareness',
  'event',
] as const;

export const WEEKDAYS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

/** A day, yearly or once; some days; or such as the second Tuesday of the month, every year. */
const whenSchema = z.union([
  z.strictObject({ date: day, every: z.literal('year').optional() }),
  z.strictObject({ from: day, to: day }),
  z.strictObject({ nth: z.number().int().min(1).max(4), weekday: z.enum(WEEKDAYS) }),
]);

export const entrySchema = z.strictObject({
  id: slug,
  title: text,
  kind: z.enum(ENTRY_KINDS),
  what: text,
  nations: names.default('all'),
  roles: z.array(slug).min(1),
  outcomes: z.array(slug).min(1),
  when: whenSchema.optional(),
  source: sourceSchema.optional(),
});

export const monthSchema = z.strictObject({
  outcome: slug,
  why: text,
  entries: z.array(entrySchema).min(1),
  review: day,
});

export type EntryFile = z.infer<typeof entrySchema>;
export type MonthFile = z.infer<typeof monthSchema>;
