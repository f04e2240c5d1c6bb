import type { Handle } from '../../db/connect.ts';
import { draftOf } from './action-form.ts';
import { findAction, listActions, listDependencies } from './actions.ts';
import { type Draft, EMPTY_DRAFT } from './rules/action.ts';
import { draftAt, putIntoPlan, saveDraft } from './write-action.ts';

const MOST_PEOPLE = 5_000;

/** All actions of a plan as papers show them: with the owner's name, and what each waits for. */
export async function listForPapers(handle: Handle, council: string) {
  const actions = await listActions(handle, council);
  const needs = Map.groupBy(await listDependencies(handle, council), ({ action_id }) => action_id);
  const names = await namesOfMembers(handle, council);
  return actions.map((action) => ({
    id: action.id,
    version: action.version,
    title: action.title,
    why: action.why,
    outcome: action.outcome,
    target: action.target,
    from: action.fromLevel,
    to: action.toLevel,
    owner: action.ownerId ? (names.get(action.ownerId) ?? 'A former member') : action.ownerRole,
    ownerIsPerson: action.ownerId !== '',
    start: action.start,
    due: action.due,
    status: action.status,
    statusNote: action.statusNote,
    effort: action.effort,
    costBand: action.costBand,
    cost: action.cost,
    benefit: action.benefit,
    measure: action.measure,
    evidence: action.evidence,
    dependsOn: (needs.get(action.id) ?? []).map(({ needs_id }) => needs_id),
  }));
}

async function namesOfMembers(handle: Handle, council: string): Promise<Map<string, string>> {
  const rows = await handle
    .selectFrom('member')
    .innerJoin('person', 'person.id', 'member.person_id')
    .select(['person.id', 'person.name'])
    .where('member.council', '=', council)
    .orderBy('person.id')
    .limit(MOST_PEOPLE)
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name || 'A member']));
}

/** Changes an action by a spreadsheet that was brought back. @returns whether it stood at that version still */
export async function changeFromPaper(
  handle: Handle,
  { council, id, version }: { council: string; id: string; version: number },
  change: Partial<Draft>,
  { person, now }: { person: string; now: Date },
): Promise<'kept' | 'changed since' | 'gone'> {
  const action = await findAction(handle, council, id);
  if (!action) return 'gone';
  if (action.version !== version) return 'changed since';
  const draft = { ...draftOf(action), ...change };
  const who = { council, by: person };
  const kept = await saveDraft(handle, who, action, draft, { kind: 'changed' }, now);
  return kept ? 'kept' : 'changed since';
}

/** Puts an action into the plan that was written into a spreadsheet. @returns its id */
export async function addFromPaper(
  handle: Handle,
  council: string,
  action: Partial<Draft>,
  { person, now }: { person: string; now: Date },
): Promise<string> {
  const draft = { ...EMPTY_DRAFT, ...action };
  const [id = ''] = await putIntoPlan(handle, { council, by: person }, [draft], now);
  return id;
}

/** An action as it stood at an earlier version; nothing when its history does not reach back so far. */
export async function earlierForPaper(
  handle: Handle,
  { council, id, version }: { council: string; id: string; version: number },
): Promise<Draft | undefined> {
  const action = await findAction(handle, council, id);
  return action && (await draftAt(handle, council, action, version))?.draft;
}
