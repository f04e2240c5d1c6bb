import { z } from 'zod';
import { day, text } from './fields.ts';

/** `editions.yaml`: how questions changed from one edition to the next, so that no council has to start again. */

const item = z
  .string()
  .regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)?$/, 'outcome.target, or an outcome for the quick look');

/** What an ended question said, so that it still reads. */
const was = text;
const why = text;

export const changeSchema = z.discriminatedUnion('change', [
  z.strictObject({
    change: z.literal('reworded'),
    item,
    was,
    why,
    /** `same`: old answers stand. `moved`: they stand, are marked, and should be looked at. */
    meaning: z.enum(['same', 'moved']),
  }),
  z.strictObject({
    change: z.literal('split'),
    item,
    was,
    why,
    into: z.array(item).min(2, 'two parts or more'),
    /** The part that keeps the old answer, where one is so close that it may. */
    keeps: item.optional(),
  }),
  z.strictObject({
    change: z.literal('merged'),
    items: z.array(item).min(2, 'two questions or more'),
    was,
    why,
    into: item,
  }),
  z.strictObject({ change: z.literal('retired'), item, was, why }),
  z.strictObject({ change: z.literal('new'), item, why }),
]);

export const editionSchema = z.strictObject({
  edition: text,
  /** The edition before it. */
  after: text,
  published: day,
  changes: z.array(changeSchema),
});

export type ItemChange = z.infer<typeof changeSchema>;
export type Edition = z.infer<typeof editionSchema>;

/** Ids that a change ends: they are never used again. */
export function endedBy(change: ItemChange): readonly string[] {
  if (change.change === 'merged') return change.items;
  return change.change === 'split' || change.change === 'retired' ? [change.item] : [];
}

/** Ids that a change brings. */
export function broughtBy(change: ItemChange): readonly string[] {
  if (change.change === 'split') return change.into;
  if (change.change === 'merged') return [change.into];
  return change.change === 'new' ? [change.item] : [];
}
