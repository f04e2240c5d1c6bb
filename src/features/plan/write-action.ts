import { writeAudit } from '../../db/audit.ts';
import type { Handle } from '../../db/connect.ts';
import type { ActionChangeRow } from '../../db/tables/plan.ts';
import { draftOf } from './action-form.ts';
import { addAction, changeAction } from './actions.ts';
import { listHistory, writeHistory } from './history.ts';
import { type Action, type Draft, toColumns } from './rules/action.ts';
import { changesBetween, FIELD_IDS } from './rules/changes.ts';

/** Changes of a plan, each with its line in the history and in the council's log. */

interface Who {
  council: string;
  /** Person id; nothing when the almanac does it by itself. */
  by: string | null;
}

/** Puts actions into the plan. @returns their ids */
export async function putIntoPlan(
  handle: Handle,
  { council, by }: Who,
  drafts: readonly Draft[],
  now: Date,
): Promise<string[]> {
  const ids: string[] = [];
  for (const draft of drafts) {
    const action = await addAction(handle, council, draft, by, now);
    await writeHistory(handle, council, [{ action, by, kind: 'made', version: 1 }], now);
    const entry = { council, action: 'action.added', detail: { action } };
    await writeAudit(handle, by ? { ...entry, person: by } : entry, now);
    ids.push(action);
  }
  return ids;
}

/**
 * Changes an action, if nobody did since.
 * @param note what was said with it, for the history
 * @returns whether it was changed
 */
export async function saveDraft(
  handle: Handle,
  { council, by }: Who,
  action: Action,
  draft: Draft,
  { kind, note = '' }: { kind: ActionChangeRow['kind']; note?: string },
  now: Date,
): Promise<boolean> {
  const changes = changesBetween(draftOf(action), draft);
  if (Object.keys(changes).length === 0 && note === '') return true;
  if (!(await changeAction(handle, council, action, toColumns(draft), now))) return false;
  const line = { action: action.id, by, kind, changes, note, version: action.version + 1 };
  await writeHistory(handle, council, [line], now);
  const entry = {
    council,
    action: `action.${kind === 'finished' ? 'finished' : 'changed'}`,
    detail: { action: action.id, fields: Object.keys(changes).join(' ') },
  };
  await writeAudit(handle, by ? { ...entry, person: by } : entry, now);
  return true;
}

/**
 * The action as it stood at an earlier version: what was changed since is undone, latest first.
 * @returns nothing when the history does not reach back so far
 */
export async function draftAt(
  handle: Handle,
  council: string,
  action: Action,
  version: number,
): Promise<{ draft: Draft; by: string[] } | undefined> {
  if (version < 1 || version > action.version) return undefined;
  const since = (await listHistory(handle, council, action.id)).filter(
    (line) => line.version > version,
  );
  const draft = draftOf(action) as unknown as Record<string, unknown>;
  for (const { changes } of since)
    for (const field of FIELD_IDS)
      if (changes[field]) draft[field] = changes[field][0] ?? undefined;
  return { draft: draft as unknown as Draft, by: since.map(({ who }) => who) };
}
