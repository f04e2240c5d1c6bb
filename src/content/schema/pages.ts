import { z } from 'zod';
import { day, text } from './fields.ts';

/** Pages about the almanac itself, and addresses that were given up. */

export const retiredSchema = z.strictObject({
  address: z.string().startsWith('/', 'an address of this site, such as /outcomes/data/steps/x'),
  to: z.string().startsWith('/').optional(),
  on: day,
  why: text,
});

export const pageSchema = z.strictObject({ title: text, summary: text, updated: day });

export type Retired = z.infer<typeof retiredSchema>;
export type PageFile = z.infer<typeof pageSchema>;
