import { z } from 'zod';
import type { Handle } from '../../db/connect.ts';
import type { HandoverRow, RoundRow } from '../../db/tables/assessment.ts';
import { newId } from '../../lib/ids.ts';
import { type Answer, type Answers, CHOICES, CONFIDENCES, toChoice } from './rules/answers.ts';

/** What councils that end hand to the council that follows them: copies, so that both keep what is theirs. */

const answersSchema = z.array(
  z.object({
    item: z.string(),
    choice: z.enum(CHOICES).transform(toChoice),
    ...{ note: z.string(), evidence: z.string(), evidenceDate: z.string() },
    ...{ evidenceOwner: z.string(), confidence: z.enum(CONFIDENCES), dissent: z.string() },
    ...{ answeredAt: z.string(), version: z.number() },
  }),
);

export interface Handover extends Omit<HandoverRow, 'answers'> {
  answers: Answers;
}

/** What a council was handed, in the order of the councils that ended, each council's latest round first. */
export async function listHandovers(handle: Handle, council: string): Promise<Handover[]> {
  const rows = await handle
    .selectFrom('handover')
    .selectAll()
    .where('council', '=', council)
    .orderBy('from_council')
    .orderBy('closed_on', 'desc')
    .limit(100)
    .execute();
  return rows.map((row) => ({
    ...row,
    answers: new Map(
      answersSchema
        .parse(JSON.parse(row.answers))
        .map((answer): [string, Answer] => [answer.item, answer]),
    ),
  }));
}

/**
 * Copies a closed round's agreed answers to a successor.
 * @param council the successor, whose row it will be
 * @returns false when this round was handed to it before
 */
export async function handOver(
  handle: Handle,
  council: string,
  { round, items, answers }: { round: RoundRow; items: string; answers: Answers },
  now: Date,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await handle
    .insertInto('handover')
    .values({
      id: newId(),
      council,
      from_council: round.council,
      round_id: round.id,
      name: round.name,
      depth: round.depth,
      edition: round.edition,
      closed_on: round.closed_at?.slice(0, 10) ?? '',
      items,
      answers: JSON.stringify(
        [...answers.values()].map(({ carried: _, choice, ...rest }) => ({
          ...rest,
          choice: String(choice),
        })),
      ),
      handed_at: now.toISOString(),
    })
    .onConflict((conflict) => conflict.columns(['council', 'round_id']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}
