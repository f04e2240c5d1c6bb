import { z } from 'zod';
import { slug, text } from './fields.ts';

/** `sharing.yaml`: what good looks like in each part of a write-up, and by what editors check it. */

export const PART_IDS = [
  'headline',
  'problem',
  'did',
  'partners',
  'cost',
  'sources',
  'changed',
  'wrong',
  'lessons',
  'reuse',
  'outcomes',
  'targets',
  'steps',
  'contact',
  'pictures',
] as const;

const guideSchema = z.strictObject({
  /** What the part is for, in one sentence. */
  lead: text,
  good: z.array(text).min(1),
  /** A made-up passage that shows it, and says that it is made up. */
  shown: text.optional(),
});

export const sharingSchema = z.strictObject({
  criteria: z.array(z.strictObject({ id: slug, name: text, asks: text })).min(1),
  parts: z.record(z.enum(PART_IDS), guideSchema),
});

export type SharingFile = z.infer<typeof sharingSchema>;
