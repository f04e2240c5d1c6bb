import { z } from 'zod';
import { choice, prose, version } from '../../web/forms/fields.ts';
import type { Typed } from '../../web/forms/parse.ts';
import { type Answer, CHOICES, CONFIDENCES, toChoice } from './rules/answers.ts';

export const answerSchema = z.object({
  choice: choice(CHOICES, 'Choose the one that is closest, or one of the other answers below'),
  note: prose(2000),
  evidence: prose(500),
  evidenceDate: z
    .string()
    .regex(/^(?:\d{4}-\d{2}-\d{2})?$/, 'Enter a date, such as 2026-11-24, or leave it empty'),
  evidenceOwner: prose(120),
  confidence: z.enum(CONFIDENCES).catch(''),
  dissent: prose(1000),
  version,
  back: z.string(),
});

const REASON = 'Say in a few words why it does not apply';

/** What no single field can tell: an answer that it does not apply needs its reason. */
export const reasonMissing = (value: { choice: string; note: string }) =>
  value.choice === 'na' && value.note === '' ? [{ field: 'note', text: REASON }] : [];

/** The form's fields as an answer. */
export const toGiven = (item: string, value: z.infer<typeof answerSchema>) => ({
  item,
  choice: toChoice(value.choice),
  note: value.note,
  evidence: value.evidence,
  evidenceDate: value.evidenceDate,
  evidenceOwner: value.evidenceOwner,
  confidence: value.confidence,
  dissent: value.dissent,
});

/** An answer as the form's fields; an empty form when there is none. */
export const toTyped = (answer: Answer | undefined): Typed => ({
  choice: answer ? String(answer.choice) : '',
  note: answer?.note ?? '',
  evidence: answer?.evidence ?? '',
  evidenceDate: answer?.evidenceDate ?? '',
  evidenceOwner: answer?.evidenceOwner ?? '',
  confidence: answer?.confidence ?? '',
  dissent: answer?.dissent ?? '',
  version: String(answer?.version ?? 0),
  back: '',
});
