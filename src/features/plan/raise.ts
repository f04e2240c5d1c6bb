import { writeAudit } from '../../db/audit.ts';
import type { Handle } from '../../db/connect.ts';
import { changeAction } from './actions.ts';
import { writeHistory } from './history.ts';
import type { PlanNeeds } from './needs.ts';
import type { Action } from './rules/action.ts';

/** Whether the answer of an action's target can be raised by it. @param level where the target stands now */
export const mayRaise = (
  needs: Pick<PlanNeeds, 'raiseAnswer'>,
  { target, toLevel }: Action,
  level: number | undefined,
): boolean =>
  needs.raiseAnswer !== undefined &&
  target !== '' &&
  toLevel !== undefined &&
  (level === undefined || level < toLevel);

/**
 * Asks for, agrees or declines that the answer of an action's target is raised. Only a lead agrees: the route says so.
 * @returns what came of it
 */
export async function decideRaise(
  needs: Pick<PlanNeeds, 'raiseAnswer'>,
  handle: Handle,
  action: Action,
  { decision, by }: { decision: 'asked' | 'agreed' | 'declined'; by: string },
  now: Date,
): Promise<'asked' | 'raised' | 'not-raised' | 'declined'> {
  const { council } = action;
  const raised =
    decision === 'agreed' && action.toLevel !== undefined && needs.raiseAnswer !== undefined
      ? await needs.raiseAnswer(
          handle,
          council,
          {
            item: `${action.outcome}.${action.target}`,
            level: action.toLevel,
            evidence: action.evidence || action.links[0]?.url || action.figure,
            note: `From the plan: ${action.title}${action.figure ? `. ${action.figure}` : ''}`,
            by,
          },
          now,
        )
      : false;
  if (decision === 'agreed' && !raised) return 'not-raised';
  if (!(await changeAction(handle, council, action, { raise: decision }, now))) return 'not-raised';
  const line = {
    action: action.id,
    by,
    kind: 'raise' as const,
    note: NOTES[decision],
    version: action.version + 1,
  };
  await writeHistory(handle, council, [line], now);
  const entry = { council, person: by, action: `raise.${decision}` };
  await writeAudit(handle, { ...entry, detail: { action: action.id } }, now);
  return raised ? 'raised' : decision === 'declined' ? 'declined' : 'asked';
}

const NOTES = {
  asked: 'Asked a lead to raise the answer of the target.',
  agreed: 'Raised the agreed answer of the target, with this as evidence.',
  declined: 'Left the answer of the target as it is.',
};
