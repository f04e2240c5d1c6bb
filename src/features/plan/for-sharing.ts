import type { Handle } from '../../db/connect.ts';
import { findAction } from './actions.ts';

const yearOf = (date: string): number | undefined => Number(date.slice(0, 4)) || undefined;

/**
 * A finished action as the start of a write-up: what it was for, what was done and what came of it. Of what a plan keeps
 * only these leave it; they are the author's to change before anybody else reads them.
 */
export async function findFinishedAction(handle: Handle, council: string, id: string) {
  const action = await findAction(handle, council, id);
  if (action?.status !== 'done') return undefined;
  const { title, why, statusNote, figure, outcome, target, step, start, due, touchedAt } = action;
  return {
    id,
    title,
    why,
    did: [statusNote, figure].filter(Boolean).join('\n\n'),
    target: outcome && target ? `${outcome}/${target}` : undefined,
    step: step || undefined,
    from: yearOf(start) ?? yearOf(due),
    to: yearOf(touchedAt),
  };
}
