import type { Handle } from '../../db/connect.ts';
import { findAction } from './actions.ts';

/** A finished action as the start of an example for other councils. */
export interface FinishedAction {
  id: string;
  title: string;
  why: string;
  /** What was done and what came of it. */
  did: string;
  /** `outcome/id`; nothing where the action hangs on none. */
  target: string | undefined;
  step: string | undefined;
  /** Years in which it began and was done. */
  from: number | undefined;
  to: number | undefined;
}

/** What sharing asks of a plan. `src/spaces.ts` hands it over. @returns nothing for an action that is not done */
export async function findFinishedAction(
  handle: Handle,
  council: string,
  id: string,
): Promise<FinishedAction | undefined> {
  const action = await findAction(handle, council, id);
  if (action?.status !== 'done') return undefined;
  const yearOf = (day: string) => (day ? Number(day.slice(0, 4)) : undefined);
  return {
    id: action.id,
    title: action.title,
    why: action.why,
    did: [action.statusNote, action.figure, action.evidence].filter(Boolean).join('\n\n'),
    target: action.target ? `${action.outcome}/${action.target}` : undefined,
    step: action.step || undefined,
    from: yearOf(action.start || action.madeAt),
    to: yearOf(action.touchedAt),
  };
}
