import { z } from 'zod';
import { day, slug, text } from './fields.ts';

/** Pages about the almanac itself, and addresses that were given up. */

export const retiredSchema = z.strictObject({
  address: z.string().startsWith('/', 'an address of this site, such as /outcomes/data/steps/x'),
  to: z.string().startsWith('/').optional(),
  on: day,
  why: text,
});

export const pageSchema = z.strictObject({ title: text, summary: text, updated: day });

export const newsSchema = z.strictObject({
  id: slug,
  date: day,
  title: text,
  text: text,
  href: z.string().startsWith('/', 'an address of this site'),
});

export type News = z.infer<typeof newsSchema>;
export type Retired = z.infer<typeof retiredSchema>;
export type PageFile = z.infer<typeof pageSchema>;
