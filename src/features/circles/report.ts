import type { Handle } from '../../db/connect.ts';
import { listDates, listNotes, listPicks } from './contents.ts';
import type { CircleNeeds } from './needs.ts';
import type { Circle } from './rules/circle.ts';

/** What was done in a circle, as it stood when the circle closed. */
export interface Report {
  councils: string[];
  dates: { title: string; day: string }[];
  actions: { council: string; title: string; state: string }[];
  notes: { council: string; title: string; body: string; day: string }[];
}

/** Gathers what was done. The transaction must see the plans of all its councils. */
export async function gatherReport(
  { readActions }: Pick<CircleNeeds, 'readActions'>,
  handle: Handle,
  circle: Circle,
): Promise<Report> {
  const dates = await listDates(handle, circle.id);
  const notes = await listNotes(handle, circle.id);
  const actions = await readActions(handle, await listPicks(handle, circle.id));
  return {
    councils: [...circle.members],
    dates: dates.map(({ title, day }) => ({ title, day })),
    actions: actions.map(({ council, title, state }) => ({ council, title, state })),
    notes: notes
      .map(({ council, title, body, created_at }) => ({
        council,
        title,
        body,
        day: created_at.slice(0, 10),
      }))
      .reverse(),
  };
}
