import type { Council } from '../../content/almanac.ts';
import { writeAudit } from '../../db/audit.ts';
import type { Database, Handle } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { isoDate, writtenDate } from '../../lib/dates.ts';
import { draftOf } from './action-form.ts';
import { addAction, changeAction, listActions, setCarried } from './actions.ts';
import { writeHistory } from './history.ts';
import { type Action, isOpen, toColumns } from './rules/action.ts';
import { sayCarried, sayHandedOver } from './rules/succession.ts';

/**
 * When a council has ended, what is open in its plan goes on with the councils that follow, with a note on both sides.
 * Owners and comments stay behind: they are people of the old council. Meant to run once a day; run twice it carries
 * nothing twice, since what was carried is open no longer.
 * @returns how many actions were carried
 */
export async function handOverPlans(
  database: Database,
  councils: readonly Council[],
  now: Date,
): Promise<number> {
  const today = isoDate(now);
  let carried = 0;
  for (const council of councils) {
    if (!council.end || council.end >= today || council.successors.length === 0) continue;
    carried += await transact(database, 'everyone', (handle) =>
      handOver(handle, council.slug, council, now),
    );
  }
  return carried;
}

async function handOver(
  handle: Handle,
  council: string,
  { name, end = '', successors }: Council,
  now: Date,
): Promise<number> {
  const open = (await listActions(handle, council)).filter(isOpen);
  for (const action of open) {
    for (const { slug } of successors)
      await takeOver(handle, slug, action, sayCarried(name, end, writtenDate), now);
    const note = sayHandedOver(successors.map((each) => each.name));
    const draft = { ...draftOf(action), status: 'stopped' as const, statusNote: note };
    await changeAction(handle, council, action, toColumns(draft), now);
    const line = {
      action: action.id,
      by: null,
      kind: 'carried' as const,
      note,
      version: action.version + 1,
    };
    await writeHistory(handle, council, [line], now);
  }
  return open.length;
}

async function takeOver(
  handle: Handle,
  council: string,
  action: Action,
  note: string,
  now: Date,
): Promise<void> {
  const draft = { ...draftOf(action), ownerId: '', statusNote: note };
  const id = await addAction(handle, council, draft, null, now);
  await setCarried(handle, council, id, action.id);
  const line = { action: id, by: null, kind: 'carried' as const, note, version: 1 };
  await writeHistory(handle, council, [line], now);
  await writeAudit(handle, { council, action: 'action.carried', detail: { action: id } }, now);
}
