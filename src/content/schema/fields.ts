import { z } from 'zod';

/** The kinds of field that content files share. */

export const text = z.string().trim().min(1, 'some text');
export const slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'a slug: small letters, digits and single hyphens');
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2027-11-30');
export const looseDate = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(
    z.string().regex(/^(\d{4}(-\d{2}(-\d{2})?)?)?$/, 'a date such as 2024-12-05, 2024-12 or 2024'),
  );
export const address = z
  .string()
  .regex(/^https?:\/\/[^\s"<>]+\.[^\s"<>]+$/, 'a web address that starts with http:// or https://');
export const hex = z.string().regex(/^#[0-9a-f]{6}$/, 'a colour such as "#197e98"');
export const slugs = z.union([z.literal('all'), z.array(slug).min(1)]);
export const names = z.union([z.literal('all'), z.array(text).min(1)]);

export const sourceSchema = z.strictObject({
  title: text,
  publisher: text,
  url: address.optional(),
  date: looseDate.optional(),
});

export const appliesSchema = z.strictObject({
  nations: names.default('all'),
  types: slugs.default('all'),
  note: text.optional(),
});

export type SourceReference = z.infer<typeof sourceSchema>;
export type Applies = z.infer<typeof appliesSchema>;
