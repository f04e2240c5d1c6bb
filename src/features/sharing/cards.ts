import type { Handle } from '../../db/connect.ts';
import type { CardEchoRow, CardReportRow } from '../../db/tables/sharing.ts';
import { newId } from '../../lib/ids.ts';

/** What is said of an example that stands in the library: by councils, by readers, by editors. */

/** Tells all servers that the public library changed. */
export async function bumpLibrary(handle: Handle): Promise<void> {
  await handle
    .insertInto('library_stamp')
    .values({ id: 1, stamp: 1 })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((update) => ({ stamp: update('library_stamp.stamp', '+', 1) })),
    )
    .execute();
}

/** What a council says of an example. */
export const listEchoesOf = (handle: Handle, council: string, slug: string) =>
  handle
    .selectFrom('card_echo')
    .selectAll()
    .where('council', '=', council)
    .where('slug', '=', slug)
    .orderBy('kind')
    .limit(10)
    .execute();

/** Sets what a council says of an example: all kinds at once, those that are not given are taken back. */
export async function setEchoes(
  handle: Handle,
  council: string,
  slug: string,
  {
    kinds,
    person,
  }: { kinds: readonly { kind: CardEchoRow['kind']; says: string }[]; person: string },
  now: Date,
): Promise<void> {
  const before = await listEchoesOf(handle, council, slug);
  const same = (row: CardEchoRow) =>
    kinds.some(({ kind, says }) => kind === row.kind && says === row.says);
  // What an editor hid stays hidden until other words stand there.
  const changed = before.filter((row) => !same(row)).map(({ kind }) => kind);
  if (changed.length > 0)
    await handle
      .deleteFrom('card_echo')
      .where('council', '=', council)
      .where('slug', '=', slug)
      .where('kind', 'in', changed)
      .execute();
  for (const { kind, says } of kinds) {
    if (before.some((row) => row.kind === kind && row.says === says)) continue;
    await handle
      .insertInto('card_echo')
      .values({
        id: newId(),
        slug,
        council,
        kind,
        says,
        person_id: person,
        at: now.toISOString(),
        hidden: 0,
      })
      .onConflict((conflict) => conflict.columns(['slug', 'council', 'kind']).doNothing())
      .execute();
  }
}

export async function addReport(
  handle: Handle,
  report: Pick<CardReportRow, 'slug' | 'kind' | 'says'>,
  now: Date,
): Promise<string> {
  const id = newId();
  await handle
    .insertInto('card_report')
    .values({
      id,
      ...report,
      at: now.toISOString(),
      decided_at: null,
      decided_by: null,
      decision: null,
    })
    .execute();
  return id;
}

/** Problems that nobody has looked at, the oldest first. */
export const listOpenReports = (handle: Handle) =>
  handle
    .selectFrom('card_report')
    .selectAll()
    .where('decided_at', 'is', null)
    .orderBy('at')
    .orderBy('id')
    .limit(100)
    .execute();

export const findReport = (handle: Handle, id: string) =>
  handle.selectFrom('card_report').selectAll().where('id', '=', id).executeTakeFirst();

/** Closes a report. @returns false when somebody did before */
export async function decideReport(
  handle: Handle,
  id: string,
  { decision, by }: { decision: 'corrected' | 'nothing'; by: string },
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await handle
    .updateTable('card_report')
    .set({ decision, decided_by: by, decided_at: now.toISOString() })
    .where('id', '=', id)
    .where('decided_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Adds a line to the correction log of a card. */
export async function addNote(
  handle: Handle,
  { slug, says, by }: { slug: string; says: string; by: string },
  now: Date,
): Promise<void> {
  await handle
    .insertInto('card_note')
    .values({ id: newId(), slug, says, at: now.toISOString(), by_person: by })
    .execute();
}

/** What others say of one example, for an editor: hidden lines as well. */
export async function listSaid(handle: Handle, slug: string) {
  const echoes = await handle
    .selectFrom('card_echo')
    .selectAll()
    .where('slug', '=', slug)
    .where('says', '<>', '')
    .orderBy('at')
    .orderBy('id')
    .limit(500)
    .execute();
  const answers = await handle
    .selectFrom('writeup_question')
    .innerJoin('writeup', 'writeup.id', 'writeup_question.writeup_id')
    .select([
      'writeup_question.id',
      'writeup_question.says',
      'writeup_question.hidden',
      'answered_at',
    ])
    .where('slug', '=', slug)
    .where('says', '<>', '')
    .orderBy('asked_at')
    .limit(100)
    .execute();
  return { echoes, answers };
}

/** Hides a line, or shows it again. */
export async function setHidden(
  handle: Handle,
  line: { id: string; kind: 'echo' | 'answer' },
  hidden: 0 | 1,
): Promise<void> {
  const table = line.kind === 'echo' ? 'card_echo' : 'writeup_question';
  await handle.updateTable(table).set({ hidden }).where('id', '=', line.id).execute();
}

/** Forgets what readers reported, some time after it was decided. @param before ISO moment */
export async function forgetReports(handle: Handle, before: string): Promise<void> {
  await handle.deleteFrom('card_report').where('decided_at', '<', before).execute();
}
