import type { Handle } from '../../db/connect.ts';
import type { SheetRow } from '../../db/tables/assessment.ts';
import { type Answer, type Answers, toAnswer } from './rules/answers.ts';

/** All answers of a sheet, by item. */
export async function readAnswers(handle: Handle, sheet: Pick<SheetRow, 'id'>): Promise<Answers> {
  const rows = await handle
    .selectFrom('answer')
    .selectAll()
    .where('sheet_id', '=', sheet.id)
    .orderBy('item')
    .limit(500)
    .execute();
  return new Map(rows.map((row) => [row.item, toAnswer(row)]));
}

export type Given = Omit<Answer, 'answeredAt' | 'version'>;

/**
 * Keeps an answer, if nobody changed it since the version that it was made from (0 for none).
 * @returns `kept`; or what stands there now, when that is something else
 */
export async function saveAnswer(
  handle: Handle,
  sheet: Pick<SheetRow, 'id' | 'council'>,
  given: Given,
  version: number,
  now: Date,
): Promise<'kept' | Answer> {
  const fields = {
    choice: String(given.choice),
    note: given.note,
    evidence: given.evidence,
    evidence_date: given.evidenceDate,
    evidence_owner: given.evidenceOwner,
    confidence: given.confidence,
    dissent: given.dissent,
    answered_at: now.toISOString(),
    carried: '',
  };
  if (version === 0) {
    const { numInsertedOrUpdatedRows } = await handle
      .insertInto('answer')
      .values({
        sheet_id: sheet.id,
        council: sheet.council,
        item: given.item,
        ...fields,
        version: 1,
      })
      .onConflict((conflict) => conflict.columns(['sheet_id', 'item']).doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows) return 'kept';
  } else {
    const { numUpdatedRows } = await handle
      .updateTable('answer')
      .set({ ...fields, version: version + 1 })
      .where('sheet_id', '=', sheet.id)
      .where('item', '=', given.item)
      .where('version', '=', version)
      .executeTakeFirst();
    if (numUpdatedRows) return 'kept';
  }
  const row = await handle
    .selectFrom('answer')
    .selectAll()
    .where('sheet_id', '=', sheet.id)
    .where('item', '=', given.item)
    .executeTakeFirst();
  if (!row) return saveAnswer(handle, sheet, given, 0, now);
  const standing = toAnswer(row);
  return isSame(standing, given) ? 'kept' : standing;
}

const isSame = (one: Given, other: Given): boolean =>
  one.choice === other.choice &&
  one.note === other.note &&
  one.evidence === other.evidence &&
  one.evidenceDate === other.evidenceDate &&
  one.evidenceOwner === other.evidenceOwner &&
  one.confidence === other.confidence &&
  one.dissent === other.dissent;
