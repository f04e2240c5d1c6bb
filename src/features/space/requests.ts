import type { Handle } from '../../db/connect.ts';
import type { JoinRequestRow } from '../../db/tables/councils.ts';
import { newId } from '../../lib/ids.ts';

export interface JoinRequest extends JoinRequestRow {
  name: string;
  email: string | null;
}

const withPerson = (handle: Handle) =>
  handle
    .selectFrom('join_request')
    .innerJoin('person', 'person.id', 'join_request.person_id')
    .selectAll('join_request')
    .select(['person.name', 'person.email'])
    .where('decision', 'is', null);

/** Asks to join a council. @returns false when this person has asked already and nobody has decided yet */
export async function addRequest(
  handle: Handle,
  council: string,
  request: { person: string; message: string },
  now: Date,
): Promise<boolean> {
  const open = await handle
    .selectFrom('join_request')
    .select('id')
    .where('council', '=', council)
    .where('person_id', '=', request.person)
    .where('decision', 'is', null)
    .executeTakeFirst();
  if (open) return false;
  await handle
    .insertInto('join_request')
    .values({
      id: newId(),
      council,
      person_id: request.person,
      message: request.message,
      created_at: now.toISOString(),
      decision: null,
      decided_by: null,
      decided_at: null,
    })
    .execute();
  return true;
}

/** Requests to a council that wait for an answer, oldest first. */
export const listRequests = (handle: Handle, council: string): Promise<JoinRequest[]> =>
  withPerson(handle).where('council', '=', council).orderBy('created_at').limit(200).execute();

/** Requests to all councils, for editors; the transaction must see everyone's. */
export const listAllRequests = (handle: Handle): Promise<JoinRequest[]> =>
  withPerson(handle).orderBy('created_at').limit(200).execute();

/** Requests to the councils that a person leads, for their inbox; the transaction must see everyone's. */
export const listRequestsForLead = (handle: Handle, person: string): Promise<JoinRequest[]> =>
  withPerson(handle)
    .innerJoin('member', 'member.council', 'join_request.council')
    .where('member.person_id', '=', person)
    .where('member.role', '=', 'lead')
    .where('member.suspended', '=', 0)
    .orderBy('join_request.created_at')
    .limit(100)
    .execute();

export const findRequest = (
  handle: Handle,
  council: string,
  id: string,
): Promise<JoinRequest | undefined> =>
  withPerson(handle)
    .where('council', '=', council)
    .where('join_request.id', '=', id)
    .executeTakeFirst();

/** Decides a request once. @returns false when somebody decided it before */
export async function decideRequest(
  handle: Handle,
  council: string,
  id: string,
  decided: { decision: 'approved' | 'declined'; by: string },
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await handle
    .updateTable('join_request')
    .set({ decision: decided.decision, decided_by: decided.by, decided_at: now.toISOString() })
    .where('council', '=', council)
    .where('id', '=', id)
    .where('decision', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Councils that a person asked to join and that have not answered. */
export function listOwnRequests(handle: Handle, person: string): Promise<{ council: string }[]> {
  return handle
    .selectFrom('join_request')
    .select('council')
    .where('person_id', '=', person)
    .where('decision', 'is', null)
    .orderBy('created_at')
    .limit(20)
    .execute();
}
