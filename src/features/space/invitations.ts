import type { Handle } from '../../db/connect.ts';
import type { CouncilRole, Group, InvitationRow } from '../../db/tables/councils.ts';
import { hashOf, newId, newSecret } from '../../lib/ids.ts';

/** How long an invitation holds, in milliseconds: two weeks. */
export const INVITATION_LIFE = 14 * 24 * 3_600_000;

export const isOpen = (
  { ended, created_at }: Pick<InvitationRow, 'ended' | 'created_at'>,
  now: Date,
): boolean => ended === null && now.getTime() - Date.parse(created_at) < INVITATION_LIFE;

/** Invites somebody; an earlier open invitation of the same address is withdrawn. @returns the secret for the link */
export async function addInvitation(
  handle: Handle,
  council: string,
  invitation: { email: string; role: CouncilRole; perspective: Group | null; by: string },
  now: Date,
): Promise<string> {
  await handle
    .updateTable('invitation')
    .set({ ended: 'withdrawn', ended_at: now.toISOString() })
    .where('council', '=', council)
    .where('email', '=', invitation.email)
    .where('ended', 'is', null)
    .execute();
  const secret = newSecret();
  await handle
    .insertInto('invitation')
    .values({
      id: newId(),
      council,
      email: invitation.email,
      role: invitation.role,
      perspective: invitation.perspective,
      secret_hash: hashOf(secret),
      invited_by: invitation.by,
      created_at: now.toISOString(),
      ended: null,
      ended_at: null,
    })
    .execute();
  return secret;
}

/**
 * Withdraws what somebody sent who may invite no longer: else they could leave a door open behind them.
 * @returns how many were open
 */
export async function withdrawInvitationsOf(
  handle: Handle,
  council: string,
  person: string,
  now: Date,
): Promise<number> {
  const { numUpdatedRows } = await handle
    .updateTable('invitation')
    .set({ ended: 'withdrawn', ended_at: now.toISOString() })
    .where('council', '=', council)
    .where('invited_by', '=', person)
    .where('ended', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Open invitations of a council, latest first. */
export function listInvitations(
  handle: Handle,
  council: string,
  now: Date,
): Promise<InvitationRow[]> {
  return handle
    .selectFrom('invitation')
    .selectAll()
    .where('council', '=', council)
    .where('ended', 'is', null)
    .where('created_at', '>', new Date(now.getTime() - INVITATION_LIFE).toISOString())
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(200)
    .execute();
}

/** The open invitation of a link. The council is not known before, so the transaction must see everyone's. */
export async function findInvitation(
  handle: Handle,
  secret: string,
  now: Date,
): Promise<InvitationRow | undefined> {
  const row = await handle
    .selectFrom('invitation')
    .selectAll()
    .where('secret_hash', '=', hashOf(secret))
    .executeTakeFirst();
  return row && isOpen(row, now) ? row : undefined;
}

/** Ends an invitation. @returns whether it was open until now */
export async function endInvitation(
  handle: Handle,
  council: string,
  id: string,
  ended: 'accepted' | 'withdrawn',
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await handle
    .updateTable('invitation')
    .set({ ended, ended_at: now.toISOString() })
    .where('council', '=', council)
    .where('id', '=', id)
    .where('ended', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
