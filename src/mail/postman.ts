import type { Database } from '../db/connect.ts';
import { noteFailed, noteSent, takeDueMail } from './outbox.ts';
import type { Transport } from './transport.ts';

/** Milliseconds of a lease that must be left to begin with a letter: no transport takes longer to send one. */
const LONGEST_SEND = 60_000;

/**
 * Sends what is due, once. Sent twice is a letter only when the process dies between handing it over and noting it.
 * @param report told when a letter is given up; it gets the kind, never an address
 * @returns how many letters went out
 */
export async function sendDueMail(
  database: Database,
  transport: Transport,
  now: () => Date,
  report: (kind: string, error: string) => void,
): Promise<number> {
  let sent = 0;
  for (const letter of await takeDueMail(database, now())) {
    // A slow mail server: another sender may have the rest of these letters soon, and has them then for itself.
    if (Date.parse(letter.leased_until ?? '') - now().getTime() < LONGEST_SEND) break;
    try {
      await transport(letter);
    } catch (error) {
      const reason = withoutAddresses(error instanceof Error ? error.message : String(error));
      if (await noteFailed(database, letter, reason, now())) report(letter.kind, reason);
      continue;
    }
    await noteSent(database, letter.id, now());
    sent += 1;
  }
  return sent;
}

/** Mail servers repeat the address that they refuse; what is kept and logged must not. */
const withoutAddresses = (text: string): string =>
  text.slice(0, 1000).replaceAll(/[^\s@<>]+@[^\s@<>]+/g, 'an address');
