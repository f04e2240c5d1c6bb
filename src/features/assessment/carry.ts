import type { Almanac } from '../../content/almanac.ts';
import type { Handle } from '../../db/connect.ts';
import type { SheetRow } from '../../db/tables/assessment.ts';
import { readAnswers } from './answers.ts';
import { carryAnswers, editionsBetween } from './rules/editions.ts';

type Editions = Pick<Almanac, 'editions' | 'about'>;

/**
 * Brings a sheet to the edition of today: answers to questions that live on are kept under their new ids, and marked
 * where the meaning moved. The old rows stay, since their ids are never used again. Doing it twice changes nothing.
 * @returns the sheet as it is now
 */
export async function carrySheet(
  handle: Handle,
  sheet: SheetRow,
  { editions, about }: Editions,
): Promise<SheetRow> {
  const { edition } = about;
  if (sheet.edition === edition) return sheet;
  const between = editionsBetween(editions, sheet.edition, edition);
  const before = await readAnswers(handle, sheet);
  for (const answer of carryAnswers(before, between).values()) {
    const old = before.get(answer.item);
    if (old === answer) continue;
    if (old)
      await handle
        .updateTable('answer')
        .set({ carried: answer.carried ?? '' })
        .where('sheet_id', '=', sheet.id)
        .where('item', '=', answer.item)
        .execute();
    else
      await handle
        .insertInto('answer')
        .values({
          sheet_id: sheet.id,
          council: sheet.council,
          item: answer.item,
          choice: String(answer.choice),
          note: answer.note,
          evidence: answer.evidence,
          evidence_date: answer.evidenceDate,
          evidence_owner: answer.evidenceOwner,
          confidence: answer.confidence,
          dissent: answer.dissent,
          answered_at: answer.answeredAt,
          carried: answer.carried ?? '',
          version: 1,
        })
        .onConflict((conflict) => conflict.columns(['sheet_id', 'item']).doNothing())
        .execute();
  }
  await handle.updateTable('sheet').set({ edition }).where('id', '=', sheet.id).execute();
  return { ...sheet, edition };
}

/** Brings all sheets of a round to the edition of today, before its questions are frozen. */
export async function carryRound(
  handle: Handle,
  council: string,
  round: string,
  almanac: Editions,
): Promise<void> {
  const sheets = await handle
    .selectFrom('sheet')
    .selectAll()
    .where('council', '=', council)
    .where('round_id', '=', round)
    .where('edition', '<>', almanac.about.edition)
    .orderBy('id')
    .limit(5000)
    .execute();
  for (const sheet of sheets) await carrySheet(handle, sheet, almanac);
}
