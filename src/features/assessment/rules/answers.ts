import type { AnswerRow } from '../../../db/tables/assessment.ts';
import type { Item } from './items.ts';

/** A level, or one of three honest answers that are never counted as one. */
export type Choice = 1 | 2 | 3 | 4 | 'na' | 'unknown' | 'later';
export const CHOICES = ['1', '2', '3', '4', 'na', 'unknown', 'later'] as const;

export const CONFIDENCES = ['', 'opinion', 'documented', 'peer'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export interface Answer {
  item: string;
  choice: Choice;
  note: string;
  evidence: string;
  /** ISO date or empty. */
  evidenceDate: string;
  evidenceOwner: string;
  confidence: Confidence;
  /** Of an agreed answer: who sees it differently, and why. */
  dissent: string;
  answeredAt: string;
  version: number;
  /** The question was changed since this was answered: how. */
  carried?: string;
}

export type Answers = ReadonlyMap<string, Answer>;

const isLevel = (text: string): boolean => /^[1-4]$/.test(text);

export const toChoice = (text: string): Choice => (isLevel(text) ? Number(text) : text) as Choice;

export const toAnswer = (row: AnswerRow): Answer => ({
  item: row.item,
  choice: toChoice(row.choice),
  note: row.note,
  evidence: row.evidence,
  evidenceDate: row.evidence_date,
  evidenceOwner: row.evidence_owner,
  confidence: row.confidence as Confidence,
  dissent: row.dissent,
  answeredAt: row.answered_at,
  version: row.version,
  ...(row.carried ? { carried: row.carried } : {}),
});

/** The level of an answer, 1 to 4; nothing for an answer that is none. */
export const levelOf = (answer: Answer | undefined): number | undefined =>
  typeof answer?.choice === 'number' ? answer.choice : undefined;

export interface Progress {
  answered: number;
  of: number;
  /** Marked to come back to. */
  later: number;
}

/** How far an assessment has come. "Come back to this" is not an answer yet; "I don't know" is one. */
export function progressOf(items: readonly Item[], answers: Answers): Progress {
  const choices = items.map(({ id }) => answers.get(id)?.choice);
  const later = choices.filter((choice) => choice === 'later').length;
  const answered = choices.filter((choice) => choice !== undefined).length - later;
  return { answered, of: items.length, later };
}

/** The first item that has no answer after a given one, going round once; nothing when all have one. */
export function nextOpen(
  items: readonly Item[],
  answers: Answers,
  after?: string,
): Item | undefined {
  const start = items.findIndex(({ id }) => id === after) + 1;
  const round = [...items.slice(start), ...items.slice(0, start)];
  return round.find(({ id }) => !answers.has(id)) ?? undefined;
}
