import type { CircleRow } from '../../../db/tables/circles.ts';

/** How a learning circle is made up and how long it lives. */

export const FEWEST = 3;
export const MOST = 12;
/** Days that a circle may last, and days after its last one on which it closes by itself. */
export const LONGEST_DAYS = 366;
export const GRACE_DAYS = 14;
/** Circles that a council may have started and not closed. */
export const MOST_STARTED = 5;

/** The row with its lists read. */
export interface Circle extends Omit<CircleRow, 'members' | 'invited'> {
  members: readonly string[];
  invited: readonly string[];
}

export const toCircle = (row: CircleRow): Circle => ({
  ...row,
  members: JSON.parse(row.members) as string[],
  invited: JSON.parse(row.invited) as string[],
});

/** Where a council stands to a circle; nothing for one that has no part in it. */
export function partOf(
  { members, invited }: Pick<Circle, 'members' | 'invited'>,
  council: string,
): 'member' | 'invited' | undefined {
  if (members.includes(council)) return 'member';
  return invited.includes(council) ? 'invited' : undefined;
}

/** How many more may be asked: those who were asked and have not answered hold a place. */
export const placesLeft = ({ members, invited }: Pick<Circle, 'members' | 'invited'>): number =>
  Math.max(0, MOST - members.length - invited.length);

export type Stage = 'gathering' | 'running' | 'ending' | 'closed';

/**
 * - `gathering` until it has its three councils
 * - `running`; `ending` from its last day on
 * - `closed`: read only
 */
export function stageOf(
  { members, ends_on, closed_at }: Pick<Circle, 'members' | 'ends_on' | 'closed_at'>,
  today: string,
): Stage {
  if (closed_at) return 'closed';
  if (ends_on <= today) return 'ending';
  return members.length < FEWEST ? 'gathering' : 'running';
}

/** The lists after a council has said yes, no, or has left. */
export function withAnswer(
  { members, invited }: Pick<Circle, 'members' | 'invited'>,
  council: string,
  answer: 'yes' | 'no',
): { members: string[]; invited: string[] } {
  const others = (list: readonly string[]) => list.filter((each) => each !== council);
  return {
    members: answer === 'yes' ? [...others(members), council] : others(members),
    invited: others(invited),
  };
}
