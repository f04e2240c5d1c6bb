import { z } from 'zod';
import { day, text } from './fields.ts';

/** How a session on an outcome runs: the same for each outcome, filled with what the outcome holds. */

/** What of an outcome stands beside a part of the session. */
export const WORKSHOP_USES = [
  'none',
  'meaning',
  'targets',
  'evidence',
  'questions',
  'examples',
  'steps',
] as const;

const partSchema = z.strictObject({
  minutes: z.number().int().min(1).max(60),
  name: text,
  aim: text,
  /** Sentences to say aloud. */
  say: z.array(text).min(1),
  do: z.array(text).min(1),
  uses: z.enum(WORKSHOP_USES),
});

export const workshopSchema = z.strictObject({
  minutes: z.number().int().min(10).max(240),
  title: text,
  summary: text,
  people: text,
  who: text,
  bring: z.array(text).min(1),
  before: z.array(text).min(1),
  parts: z.array(partSchema).min(3),
  /** What may happen in the room, and what to do then. */
  when: z.array(z.strictObject({ happens: text, do: text })).min(1),
  after: z.array(text).min(1),
  review: day,
});

export type WorkshopFile = z.infer<typeof workshopSchema>;
