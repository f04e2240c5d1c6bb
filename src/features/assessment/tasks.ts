import { z } from 'zod';
import type { Handle } from '../../db/connect.ts';
import type { TaskRow } from '../../db/tables/assessment.ts';
import { newId } from '../../lib/ids.ts';
import type { Given } from './answers.ts';
import { CHOICES, CONFIDENCES, toChoice } from './rules/answers.ts';

/** Questions of a round that leads gave to colleagues. Every function takes the council. */

const proposalSchema = z.object({
  choice: z.enum(CHOICES).transform(toChoice),
  ...{ note: z.string(), evidence: z.string(), evidenceDate: z.string() },
  ...{ evidenceOwner: z.string(), confidence: z.enum(CONFIDENCES), dissent: z.string() },
});

/** What a colleague proposes; nothing before they did. */
export function proposalOf({ item, proposal }: TaskRow): Given | undefined {
  return proposal === '' ? undefined : { item, ...proposalSchema.parse(JSON.parse(proposal)) };
}

const MOST = 200;

export const listTasks = (handle: Handle, council: string, round: string) =>
  handle
    .selectFrom('task')
    .innerJoin('person', 'person.id', 'task.person_id')
    .selectAll('task')
    .select('person.name')
    .where('council', '=', council)
    .where('round_id', '=', round)
    .orderBy('changed_at', 'desc')
    .orderBy('task.id')
    .limit(MOST)
    .execute();

export const findTask = (handle: Handle, council: string, round: string, item: string) =>
  handle
    .selectFrom('task')
    .innerJoin('person', 'person.id', 'task.person_id')
    .selectAll('task')
    .select(['person.name', 'person.email'])
    .where('council', '=', council)
    .where('round_id', '=', round)
    .where('item', '=', item)
    .executeTakeFirst();

/** Gives a question to a colleague; what stood there is begun anew. */
export async function askColleague(
  handle: Handle,
  council: string,
  task: { round: string; item: string; person: string; by: string },
  now: Date,
): Promise<void> {
  const { round, item, person, by } = task;
  await dropTask(handle, council, { round, item });
  await handle
    .insertInto('task')
    .values({
      id: newId(),
      council,
      round_id: round,
      item,
      person_id: person,
      asked_by: by,
      state: 'asked',
      proposal: '',
      changed_at: now.toISOString(),
      version: 1,
    })
    .execute();
}

/** Moves a task on, if nobody did since. @returns whether it was moved */
export async function moveTask(
  handle: Handle,
  council: string,
  { id, version }: Pick<TaskRow, 'id' | 'version'>,
  set: { state: TaskRow['state']; proposal?: Given },
  now: Date,
): Promise<boolean> {
  const { item: _, ...proposal } = set.proposal ?? { item: '' };
  const { numUpdatedRows } = await handle
    .updateTable('task')
    .set({
      state: set.state,
      changed_at: now.toISOString(),
      version: version + 1,
      ...(set.proposal
        ? { proposal: JSON.stringify({ ...proposal, choice: String(set.proposal.choice) }) }
        : {}),
    })
    .where('council', '=', council)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function dropTask(
  handle: Handle,
  council: string,
  { round, item }: { round: string; item: string },
): Promise<void> {
  await handle
    .deleteFrom('task')
    .where('council', '=', council)
    .where('round_id', '=', round)
    .where('item', '=', item)
    .execute();
}
