import type { TaskRow } from '../../db/tables/assessment.ts';
import { EVENTS, type EventKind } from './round-events.ts';
import type { Item } from './rules/items.ts';

export const STATES: Record<TaskRow['state'], string> = {
  asked: 'Asked',
  answered: 'Answered, waits for a lead',
  returned: 'Given back with a question',
  settled: 'Settled',
};

/** What happened to a question, in words. */
export const toEventView = (event: {
  kind: string;
  says: string;
  at: string;
  name: string | null;
}) => ({
  at: event.at,
  who: event.name || 'Somebody who left',
  did: EVENTS[event.kind as EventKind] ?? event.kind,
  says: event.says,
});

type Listed = TaskRow & { name: string };

/** Tasks of a round: what waits for me first, then the rest. @param base address of the round */
export function toTaskList(
  tasks: readonly Listed[],
  items: readonly Item[],
  me: string,
  base: string,
) {
  const byId = new Map(items.map((item) => [item.id, item]));
  const toView = (task: Listed) => {
    const item = byId.get(task.item);
    return {
      name: item ? `${item.outcome.name}: ${item.name}` : task.item,
      outcome: item?.outcome.slug,
      state: STATES[task.state],
      settled: task.state === 'settled',
      who: task.name || 'Somebody who left',
      changed: task.changed_at.slice(0, 10),
      href: `${base}/tasks/${task.item}`,
    };
  };
  const waits = ({ person_id, state, asked_by }: Listed) =>
    (person_id === me && (state === 'asked' || state === 'returned')) ||
    (asked_by === me && state === 'answered');
  return {
    waiting: tasks.filter(waits).map(toView),
    rest: tasks.filter((task) => !waits(task)).map(toView),
  };
}
