import type { Handle } from '../../db/connect.ts';
import { forgetInvitations } from './authors.ts';
import { forgetReports } from './cards.ts';

const DAY = 24 * 3_600_000;
/** Days for which a question to a co-author is kept, and a reported problem after it was decided. */
export const INVITED_DAYS = 30;
export const REPORTED_DAYS = 365;

/** Forgets what is over. Running it twice does nothing more. */
export async function forgetSharing(handle: Handle, now: Date): Promise<void> {
  const ago = (days: number) => new Date(now.getTime() - days * DAY).toISOString();
  await forgetInvitations(handle, ago(INVITED_DAYS));
  await forgetReports(handle, ago(REPORTED_DAYS));
}
