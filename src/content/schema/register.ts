import { z } from 'zod';
import { day, slug, text } from './fields.ts';

/** The register of councils. */

const domain = z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a domain without www');

const changeFields = {
  start: day.optional(),
  end: day.optional(),
  successors: z.array(slug).optional(),
};

export const councilSchema = z.strictObject({
  slug,
  code: z
    .string()
    .regex(/^[EWSN]\d{8}$/, 'a nine-character ONS code')
    .optional(),
  name: text,
  short: text,
  /** Other names that people use, such as the Welsh one. */
  also: z.array(text).default([]),
  type: slug,
  county: slug.optional(),
  population: z.number().int().positive().optional(),
  rurality: slug.optional(),
  site: domain.optional(),
  /** Further domains of its email addresses, besides that of its site. */
  domains: z.array(domain).default([]),
  ...changeFields,
});

export const registerSchema = z.strictObject({
  nation: text,
  population_year: z.number().int(),
  regions: z.array(z.strictObject({ region: text, councils: z.array(councilSchema) })),
});

export const combinedSchema = z.strictObject({
  population_year: z.number().int(),
  authorities: z.array(
    councilSchema
      .omit({ county: true, rurality: true })
      .extend({ nation: text, regions: z.array(text), members: z.array(slug).min(2) }),
  ),
});

export type CouncilFile = z.infer<typeof councilSchema>;
export type CombinedFile = z.infer<typeof combinedSchema>['authorities'][number];
