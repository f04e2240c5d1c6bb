import { writeAudit } from '../../db/audit.ts';
import type { Handle } from '../../db/connect.ts';
import { localPath, type Reply, redirect, type Visit } from '../../web/visits/visit.ts';
import { startSession } from './sessions.ts';

/** Lets a person in, whichever way they proved who they are: a new session, and on to where they wanted to go. */
export async function enter(
  handle: Handle,
  visit: Visit,
  { person, next, provider }: { person: string; next: string; provider?: string },
): Promise<Reply> {
  const secret = await startSession(handle, person, visit.visitor?.session, visit.now, provider);
  const detail = provider ? { provider } : {};
  await writeAudit(handle, { person, action: 'person.signed-in', detail }, visit.now);
  return redirect(localPath(next, '/my'), secret);
}
