import { z } from 'zod';

/** The shape of every content file. `docs/writing.md` says the same in words. */

const text = z.string().trim().min(1, 'some text');
const slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'a slug: small letters, digits and single hyphens');
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2027-11-30');
const looseDate = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(
    z.string().regex(/^(\d{4}(-\d{2}(-\d{2})?)?)?$/, 'a date such as 2024-12-05, 2024-12 or 2024'),
  );
const address = z
  .string()
  .regex(/^https?:\/\/[^\s"<>]+\.[^\s"<>]+$/, 'a web address that starts with http:// or https://');
const hex = z.string().regex(/^#[0-9a-f]{6}$/, 'a colour such as "#197e98"');
const slugs = z.union([z.literal('all'), z.array(slug).min(1)]);
const names = z.union([z.literal('all'), z.array(text).min(1)]);

export const sourceSchema = z.strictObject({
  title: text,
  publisher: text,
  url: address.optional(),
  date: looseDate.optional(),
});

const appliesSchema = z.strictObject({
  nations: names.default('all'),
  types: slugs.default('all'),
  note: text.optional(),
});

export const roleSchema = z.strictObject({
  id: slug,
  name: text,
  choice: text,
  summary: text,
  start: z.array(text).min(1),
  lead: z.enum(['question', 'target', 'step']),
  first: z.array(z.enum(['advice', 'why', 'targets', 'steps', 'questions', 'wrong', 'reading'])),
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
  kinds: z.array(z.strictObject({ id: slug, name: text })).min(1),
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

export const outcomeSchema = z.strictObject({
  name: text,
  short: text.max(14, 'at most 14 characters, for the wheel'),
  icon: slug,
  colour: z.strictObject({ light: hex, dark: hex }),
  summary: text,
  definition: text,
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
  review: day,
});

export const termSchema = z.strictObject({
  term: text,
  also: z.array(text).default([]),
  plain: text,
  why: text,
  outcomes: z.array(slug).min(1),
  source: sourceSchema.optional(),
  review: day,
});

export const retiredSchema = z.strictObject({
  address: z.string().startsWith('/', 'an address of this site, such as /outcomes/data/steps/x'),
  to: z.string().startsWith('/').optional(),
  on: day,
  why: text,
});

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
  type: slug,
  county: slug.optional(),
  population: z.number().int().positive().optional(),
  rurality: slug.optional(),
  site: z
    .string()
    .regex(/^[a-z0-9.-]+$/, 'a domain without www')
    .optional(),
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

export const pageSchema = z.strictObject({ title: text, summary: text, updated: day });

export type Role = z.infer<typeof roleSchema>;
export type SourceReference = z.infer<typeof sourceSchema>;
export type Applies = z.infer<typeof appliesSchema>;
export type AlmanacFile = z.infer<typeof almanacSchema>;
export type OutcomeFile = z.infer<typeof outcomeSchema>;
export type TargetFile = z.infer<typeof targetSchema>;
export type StepFile = z.infer<typeof stepSchema>;
export type QuestionFile = z.infer<typeof questionSchema>;
export type ReadingFile = z.infer<typeof readingSchema>;
export type Term = z.infer<typeof termSchema>;
export type Retired = z.infer<typeof retiredSchema>;
export type CouncilFile = z.infer<typeof councilSchema>;
export type CombinedFile = z.infer<typeof combinedSchema>['authorities'][number];
export type PageFile = z.infer<typeof pageSchema>;
