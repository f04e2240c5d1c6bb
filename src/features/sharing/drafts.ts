import type { Handle } from '../../db/connect.ts';
import type { WriteupRow } from '../../db/tables/sharing.ts';
import { newId } from '../../lib/ids.ts';
import type { Typed } from '../../web/forms/parse.ts';
import { PARTS, type PartId, type Parts, textOf } from './rules/fields.ts';

/** Write-ups while they are written. Who may open one is asked before (`authors.ts`). */

export type Draft = WriteupRow;

export interface NewDraft {
  hand: Draft['hand'];
  council: string | null;
  body: string;
  person: string;
  action: string | null;
  /** What is filled in already, from a finished action. */
  parts: Parts;
}

/** Starts a write-up, with its first author. @returns its id */
export async function addDraft(handle: Handle, draft: NewDraft, now: Date): Promise<string> {
  const id = newId();
  const at = now.toISOString();
  await handle
    .insertInto('writeup')
    .values({
      id,
      hand: draft.hand,
      council: draft.council,
      body: draft.body,
      action: draft.action,
      state: 'draft',
      title: textOf(draft.parts.headline, 'title'),
      slug: null,
      live: null,
      first_live_at: null,
      live_at: null,
      confirmed_at: null,
      standing: 'confirmed',
      withdrawn_at: null,
      withdrawn_why: '',
      created_at: at,
      created_by: draft.person,
      submitted_at: null,
      version: 1,
    })
    .execute();
  await handle
    .insertInto('writeup_author')
    .values({ writeup_id: id, person_id: draft.person, council: draft.council, joined_at: at })
    .execute();
  for (const [part, typed] of Object.entries(draft.parts))
    await savePart(
      handle,
      id,
      { part: part as PartId, typed, version: 0, person: draft.person },
      now,
    );
  return id;
}

export const findDraft = (handle: Handle, id: string): Promise<Draft | undefined> =>
  handle.selectFrom('writeup').selectAll().where('id', '=', id).executeTakeFirst();

/** The write-ups of one person, the one touched last first. */
export const listOwnDrafts = (handle: Handle, person: string): Promise<Draft[]> =>
  handle
    .selectFrom('writeup')
    .innerJoin('writeup_author', 'writeup_author.writeup_id', 'writeup.id')
    .selectAll('writeup')
    .where('writeup_author.person_id', '=', person)
    .orderBy('writeup.created_at', 'desc')
    .orderBy('writeup.id')
    .limit(100)
    .execute();

/** The write-ups of a council, for its leads. */
export const listCouncilDrafts = (handle: Handle, council: string): Promise<Draft[]> =>
  handle
    .selectFrom('writeup')
    .selectAll()
    .where('council', '=', council)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(100)
    .execute();

/** One that this person started from the same action, so that a second press does not start another. */
export const findFromAction = (
  handle: Handle,
  council: string,
  action: string,
): Promise<Draft | undefined> =>
  handle
    .selectFrom('writeup')
    .selectAll()
    .where('council', '=', council)
    .where('action', '=', action)
    .where('withdrawn_at', 'is', null)
    .orderBy('id')
    .executeTakeFirst();

export interface Saved {
  parts: Parts;
  /** Of each part that was saved: 1 and up. */
  versions: Partial<Record<PartId, number>>;
}

export async function readParts(handle: Handle, draft: string): Promise<Saved> {
  const rows = await handle
    .selectFrom('writeup_part')
    .select(['part', 'content', 'version'])
    .where('writeup_id', '=', draft)
    .orderBy('part')
    .limit(Object.keys(PARTS).length)
    .execute();
  return {
    parts: Object.fromEntries(rows.map(({ part, content }) => [part, JSON.parse(content)])),
    versions: Object.fromEntries(rows.map(({ part, version }) => [part, version])),
  };
}

/**
 * Saves what was typed in a part, if nobody saved it since.
 * @returns the number that it has now, or nothing when somebody was quicker
 */
export async function savePart(
  handle: Handle,
  draft: string,
  { part, typed, version, person }: { part: PartId; typed: Typed; version: number; person: string },
  now: Date,
): Promise<number | undefined> {
  const set = {
    content: JSON.stringify(typed),
    saved_at: now.toISOString(),
    saved_by: person,
    version: version + 1,
  };
  if (version === 0) {
    const { numInsertedOrUpdatedRows } = await handle
      .insertInto('writeup_part')
      .values({ writeup_id: draft, part, ...set })
      .onConflict((conflict) => conflict.columns(['writeup_id', 'part']).doNothing())
      .executeTakeFirst();
    if ((numInsertedOrUpdatedRows ?? 0n) === 0n) return undefined;
  } else {
    const { numUpdatedRows } = await handle
      .updateTable('writeup_part')
      .set(set)
      .where('writeup_id', '=', draft)
      .where('part', '=', part)
      .where('version', '=', version)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return undefined;
  }
  if (part === 'headline')
    await handle
      .updateTable('writeup')
      .set({ title: textOf(typed, 'title') })
      .where('id', '=', draft)
      .execute();
  return version + 1;
}

/** Changes a write-up if nobody did since. @returns whether it was changed */
export async function changeDraft(
  handle: Handle,
  { id, version }: Pick<Draft, 'id' | 'version'>,
  set: Partial<Omit<Draft, 'id' | 'version'>>,
): Promise<boolean> {
  const { numUpdatedRows } = await handle
    .updateTable('writeup')
    .set({ ...set, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Deletes one that was never published, with all that hangs on it. */
export async function deleteDraft(handle: Handle, id: string): Promise<void> {
  await handle.deleteFrom('writeup').where('id', '=', id).where('slug', 'is', null).execute();
}
