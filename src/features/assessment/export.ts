import { z } from 'zod';
import type { Desk } from './needs.ts';
import { type Answers, CHOICES, CONFIDENCES } from './rules/answers.ts';
import { answerInWords } from './views.ts';

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

const HEAD = [
  'outcome',
  'item',
  'statement',
  'level',
  'answer',
  'note',
  'evidence',
  'evidence date',
  'evidence owner',
  'confidence',
  'seen differently',
  'answered',
];

/** A table of what was asked and answered, with its head; what is not answered yet has empty cells. */
export const toRows = ({ items }: Desk, answers: Answers): string[][] => [
  HEAD,
  ...items.map((item) => {
    const answer = answers.get(item.id);
    return [
      item.outcome.name,
      item.id,
      item.statement,
      typeof answer?.choice === 'number' ? String(answer.choice) : '',
      answerInWords(item, answer),
      answer?.note ?? '',
      answer?.evidence ?? '',
      answer?.evidenceDate ?? '',
      answer?.evidenceOwner ?? '',
      answer?.confidence ?? '',
      answer?.dissent ?? '',
      answer?.answeredAt.slice(0, 10) ?? '',
    ];
  }),
];
