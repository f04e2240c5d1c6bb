import type { Standing } from '../../../content/published.ts';

const DAY = 24 * 3_600_000;
const MONTH = 30.44 * DAY;
/** Months after the last confirmation at which authors are asked whether it is still so, and asked again. */
export const ASK_AFTER = [6, 12] as const;
/** Days that authors have for their answer to the second question. */
export const GRACE_DAYS = 30;
/** Days after which an example that nobody confirms leaves the usual list. */
export const ASIDE_DAYS = 365;

export interface Asked {
  /** When it was last confirmed: at first the moment of publication. */
  confirmed: Date;
  /** When the questions since then were asked, earliest first. */
  asked: readonly Date[];
}

/** Whether the authors are to be asked now. Nobody is asked more than twice without an answer. */
export function isDue({ confirmed, asked }: Asked, now: Date): boolean {
  const months = ASK_AFTER[asked.length];
  return months !== undefined && now.getTime() - confirmed.getTime() >= months * MONTH;
}

/** How far an example is confirmed. */
export function standingOf({ asked }: Asked, now: Date): Standing {
  const [, second] = asked;
  if (!second) return 'confirmed';
  const days = (now.getTime() - second.getTime()) / DAY;
  if (days >= GRACE_DAYS + ASIDE_DAYS) return 'aside';
  return days >= GRACE_DAYS ? 'unconfirmed' : 'confirmed';
}

/**
 * What an editor's approval leads to. What a supplier wrote needs two different editors.
 * @param before editors who approved this version already
 */
export function afterApproval(
  hand: 'council' | 'partner' | 'supplier',
  before: readonly string[],
  editor: string,
): 'publish' | 'second' {
  const editors = new Set([...before, editor]);
  return hand === 'supplier' && editors.size < 2 ? 'second' : 'publish';
}
