import { z } from 'zod';
import { day, slug, text } from './fields.ts';

/** A made-up council, to look at before signing up. */

const level = z.number().int().min(1).max(4);
const groups = ['councillor', 'leadership', 'service', 'digital', 'partner'] as const;

const roundSchema = z.strictObject({
  name: text,
  opened: day,
  closes: day,
  closed: day,
  /** Agreed level of each target, in the order of the outcome's targets. */
  agreed: z.record(slug, z.array(level)),
  /** How many levels higher or lower a group sees an outcome than what was agreed. */
  leans: z.partialRecord(z.enum(groups), z.record(slug, z.number().int().min(-2).max(2))),
  /** What stands beside agreed answers. `choice` in place of a level says that there is none. */
  beside: z.array(
    z.strictObject({
      item: z.string().regex(/^[a-z-]+\.[a-z-]+$/, 'outcome.target'),
      choice: z.enum(['na', 'unknown', 'later']).optional(),
      note: text.optional(),
      evidence: text.optional(),
      date: day.optional(),
      owner: text.optional(),
      confidence: z.enum(['opinion', 'documented', 'peer']).optional(),
      dissent: text.optional(),
    }),
  ),
});

const actionSchema = z.strictObject({
  id: slug,
  title: text,
  /** What it moves, as `outcome.target`; which level to which. */
  target: z.string().regex(/^[a-z-]+\.[a-z-]+$/, 'outcome.target'),
  from: level.optional(),
  to: level.optional(),
  why: text.optional(),
  /** One of the people above, or a role outside the council. */
  owner: text.optional(),
  role: text.optional(),
  start: day.optional(),
  due: day.optional(),
  status: z.enum(['proposed', 'agreed', 'in-progress', 'done', 'stopped']),
  note: text.optional(),
  effort: slug,
  cost_band: slug,
  cost: z.number().int().positive().optional(),
  benefit: text.optional(),
  measure: text.optional(),
  evidence: text.optional(),
  figure: text.optional(),
  /** The step that it came from, as `outcome/step`. */
  step: z
    .string()
    .regex(/^[a-z-]+\/[a-z0-9-]+$/, 'outcome/step')
    .optional(),
  made: day,
  finished: day.optional(),
  needs: z.array(slug).default([]),
  comments: z.array(z.strictObject({ on: day, by: text, body: text })).default([]),
});

/** What the council means to do, as it stands on one day. */
const planSchema = z.strictObject({ today: day, actions: z.array(actionSchema).min(1) });

const spreadSchema = z.strictObject({ cost: z.number(), benefit: z.number() });

/** The business case of one action of the plan. */
const caseSchema = z.strictObject({
  /** Id of the action in the plan. */
  action: slug,
  problem: text,
  options: text,
  commercial: text,
  funding: z.string().default(''),
  management: z.string().default(''),
  first_year: z.number().int(),
  /** Pounds by year, the first year first. */
  money: z.array(z.strictObject({ cost: z.number().int(), benefit: z.number().int() })).min(1),
  rate: z.number(),
  /** Per cent; below zero is less. */
  better: spreadSchema,
  worse: spreadSchema,
});

export const madeUpSchema = z.strictObject({
  name: text,
  short: text,
  type: slug,
  nation: text,
  population: z.number().int().positive(),
  rurality: slug,
  people: z
    .array(z.strictObject({ name: text, group: z.enum(groups), lead: z.boolean().default(false) }))
    .min(3),
  rounds: z.array(roundSchema).min(1),
  plan: planSchema.optional(),
  cases: z.array(caseSchema).default([]),
});

export type MadeUp = z.infer<typeof madeUpSchema>;
