import type { Handle } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { KnownError } from '../../lib/errors.ts';
import { membershipOf, type Visit } from '../../web/visits/visit.ts';
import { findAction } from './actions.ts';
import type { PlanNeeds } from './needs.ts';
import type { Action } from './rules/action.ts';

/** Does work on the action that an address names, in one transaction. @throws KnownError 404 when there is none */
export function withAction<T>(
  { database }: Pick<PlanNeeds, 'database'>,
  visit: Visit,
  work: (handle: Handle, action: Action) => Promise<T>,
): Promise<T> {
  const { council } = membershipOf(visit);
  return transact(database, { council }, async (handle) => {
    const action = await findAction(handle, council, visit.params.action ?? '');
    if (!action) throw new KnownError(404, 'There is no such action in the plan.');
    return work(handle, action);
  });
}
