import type { Handle } from '../../db/connect.ts';
import { listActions } from './actions.ts';
import { type Action, isOpen, STATUSES, toAction } from './rules/action.ts';

const MOST_SHOWN = 500;

const toShown = ({ id, council, title, status }: Action) => ({
  id,
  council,
  title,
  state: STATUSES[status],
});

/** The open actions of a council's plan, from which it chooses what a circle may see. */
export const listForCircles = async (handle: Handle, council: string) =>
  (await listActions(handle, council)).filter(isOpen).map(toShown);

/**
 * Actions that their councils chose to show to a circle, by title and state only.
 * @param picks each with its council: an id of another council's action finds nothing
 */
export async function readForCircles(
  handle: Handle,
  picks: readonly { council: string; id: string }[],
) {
  if (picks.length === 0) return [];
  const rows = await handle
    .selectFrom('action')
    .selectAll()
    .where(
      'id',
      'in',
      picks.map(({ id }) => id),
    )
    .orderBy('council')
    .orderBy('id')
    .limit(MOST_SHOWN)
    .execute();
  const shown = new Set(picks.map(({ council, id }) => `${council} ${id}`));
  return rows
    .filter(({ council, id }) => shown.has(`${council} ${id}`))
    .map((row) => toShown(toAction(row)));
}
