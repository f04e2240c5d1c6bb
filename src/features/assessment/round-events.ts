import type { Handle } from '../../db/connect.ts';
import { newId } from '../../lib/ids.ts';

/** What can happen in a round, and how its log says it. */
export const EVENTS = {
  opened: 'Opened the round',
  closed: 'Closed the round to voices',
  settled: 'Said that all is agreed',
  reopened: 'Reopened the agreed answers',
  asked: 'Asked a colleague',
  answered: 'Proposed an answer',
  returned: 'Gave it back with a question',
  'task-settled': 'Took the proposal as agreed',
  withdrawn: 'Took the question back',
  agreed: 'Set an agreed answer',
  conflict: 'Answered at the same moment as somebody else',
  raised: 'Raised an agreed answer',
  handed: 'Handed the agreed answers to the council that follows',
} as const;
export type EventKind = keyof typeof EVENTS;

const MOST = 200;

/** Writes down what happened in a round, in the transaction of the change. */
export async function writeEvent(
  handle: Handle,
  council: string,
  event: { round: string; item?: string; person: string; kind: EventKind; says?: string },
  now: Date,
): Promise<void> {
  await handle
    .insertInto('round_event')
    .values({
      id: newId(),
      council,
      round_id: event.round,
      item: event.item ?? null,
      at: now.toISOString(),
      person_id: event.person,
      kind: event.kind,
      says: event.says ?? '',
    })
    .execute();
}

/** What happened in a round, latest first. @param item only what concerns this question */
export const listEvents = (handle: Handle, council: string, round: string, item?: string) => {
  const all = handle
    .selectFrom('round_event')
    .leftJoin('person', 'person.id', 'round_event.person_id')
    .select(['round_event.id', 'item', 'at', 'kind', 'says', 'person.name'])
    .where('council', '=', council)
    .where('round_id', '=', round)
    .orderBy('round_event.id', 'desc')
    .limit(MOST);
  return (item ? all.where('item', '=', item) : all).execute();
};
