import { z } from 'zod';
import type { Desk } from './needs.ts';
import { type Answers, CHOICES, CONFIDENCES } from './rules/answers.ts';

/** The file that answers are taken away in, and brought back by. */
export const exportSchema = z.object({
  format: z.literal('digitalisation-almanac-assessment'),
  version: z.literal(1),
  depth: z.enum(['quick', 'full']),
  edition: z.string().max(40),
  place: z.string().max(80).nullable(),
  made: z.string().max(40),
  answers: z
    .array(
      z.object({
        item: z
          .string()
          .regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)?$/)
          .max(160),
        choice: z.enum(CHOICES),
        note: z.string().max(2000),
        evidence: z.string().max(500),
        evidenceDate: z.string().regex(/^(?:\d{4}-\d{2}-\d{2})?$/),
        evidenceOwner: z.string().max(120),
        confidence: z.enum(CONFIDENCES),
        dissent: z.string().max(1000).default(''),
      }),
    )
    .max(500),
});

export type Export = z.infer<typeof exportSchema>;

/** All answers of a sheet, in the order of the guide. */
export const toExport = ({ sheet, items }: Desk, answers: Answers, now: Date): Export => ({
  format: 'digitalisation-almanac-assessment',
  version: 1,
  depth: sheet.depth,
  edition: sheet.edition,
  place: sheet.place,
  made: now.toISOString(),
  answers: items.flatMap(({ id }) => {
    const answer = answers.get(id);
    if (!answer) return [];
    const { choice, answeredAt: _, version: __, ...rest } = answer;
    return [{ ...rest, choice: String(choice) as (typeof CHOICES)[number] }];
  }),
});

/** The published schema of the file: JSON Schema, draft 2020-12. @param address where it stands */
export const jsonSchema = (address: string): object => ({
  ...z.toJSONSchema(exportSchema, { io: 'input' }),
  $id: address,
  title: 'Answers of an assessment, as the almanac gives and takes them',
});
