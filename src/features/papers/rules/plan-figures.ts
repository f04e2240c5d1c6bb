import { writtenNumber } from '../../../lib/numbers.ts';
import type { ActionStatus, PlanAction } from '../needs.ts';

export const STATUSES: Record<ActionStatus, string> = {
  proposed: 'Proposed',
  agreed: 'Agreed',
  'in-progress': 'In progress',
  done: 'Done',
  stopped: 'Stopped',
};
export const STATUS_IDS = ['proposed', 'agreed', 'in-progress', 'done', 'stopped'] as const;

const isOpen = ({ status }: PlanAction): boolean => status !== 'done' && status !== 'stopped';

/** What a plan shows at a day, counted. */
export interface PlanFigures {
  all: number;
  open: PlanAction[];
  counts: readonly { status: ActionStatus; name: string; count: number }[];
  /** Open and past the due date. */
  overdue: PlanAction[];
  /** Open, and something that comes first is neither done nor stopped. */
  waiting: PlanAction[];
  /** Open without an owner, without a due date, without a way to measure the benefit. */
  unowned: PlanAction[];
  undated: PlanAction[];
  unmeasured: PlanAction[];
  /** Sum of the figures of actions that are not stopped, in pounds, and how many have one. */
  cost: { sum: number; known: number; unknown: number };
}

/** @param today ISO date against which due dates are judged */
export function figuresOf(actions: readonly PlanAction[], today: string): PlanFigures {
  const byId = new Map(actions.map((action) => [action.id, action]));
  const open = actions.filter(isOpen);
  const going = actions.filter(({ status }) => status !== 'stopped');
  const priced = going.filter(({ cost }) => cost !== undefined);
  return {
    all: actions.length,
    open,
    counts: STATUS_IDS.map((status) => ({
      status,
      name: STATUSES[status],
      count: actions.filter((action) => action.status === status).length,
    })).filter(({ count }) => count > 0),
    overdue: open.filter(({ due }) => due !== '' && due < today),
    waiting: open.filter(({ dependsOn }) =>
      dependsOn.some((id) => {
        const first = byId.get(id);
        return first !== undefined && isOpen(first);
      }),
    ),
    unowned: open.filter(({ owner }) => owner === ''),
    undated: open.filter(({ due }) => due === ''),
    unmeasured: open.filter(({ measure }) => measure === ''),
    cost: {
      sum: priced.reduce((sum, { cost }) => sum + (cost ?? 0), 0),
      known: priced.length,
      unknown: going.length - priced.length,
    },
  };
}

/** In the order in which a committee reads: what is late first, then by due date; without a date last, as in the plan. */
export const inOrderOfDue = (actions: readonly PlanAction[]): PlanAction[] =>
  actions.toSorted((a, b) => (a.due || '9999').localeCompare(b.due || '9999'));

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** A count with its noun: `one action`, `12 actions`. */
export const counted = (count: number, one: string, many: string): string =>
  `${NUMBERS[count] ?? writtenNumber(count)} ${count === 1 ? one : many}`;

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Names in a row: `Data, Services and Value`. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** Whole pounds with commas: `£12,500`, `−£300`. */
export const pounds = (amount: number): string =>
  `${amount < 0 ? '−' : ''}£${writtenNumber(Math.abs(Math.round(amount)))}`;
