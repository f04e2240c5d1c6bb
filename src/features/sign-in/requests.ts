import type { Handle } from '../../db/connect.ts';
import type { SignInRow } from '../../db/tables/people.ts';
import { hashOf, newCode, newId, newSecret, sameText } from '../../lib/ids.ts';
import { isOpen } from './rules.ts';

/** Requests to sign in by email: a link for the browser that asked, a code for when the mail is read elsewhere. */

export interface Asked {
  secret: string;
  code: string;
}

/** @returns the secret of the link and the code, which are kept as hashes only */
export async function addRequest(
  handle: Handle,
  asked: { email: string; browser: string; next: string },
  now: Date,
): Promise<Asked> {
  const [secret, code] = [newSecret(), newCode()];
  const id = newId();
  await handle
    .insertInto('sign_in')
    .values({
      id,
      email: asked.email,
      link_hash: hashOf(secret),
      code_hash: hashOf(id + code),
      browser_hash: asked.browser,
      next: asked.next,
      tries: 0,
      created_at: now.toISOString(),
      used_at: null,
    })
    .execute();
  return { secret, code };
}

/** The open request of a link. */
export async function findByLink(
  handle: Handle,
  secret: string,
  now: Date,
): Promise<SignInRow | undefined> {
  const row = await handle
    .selectFrom('sign_in')
    .selectAll()
    .where('link_hash', '=', hashOf(secret))
    .executeTakeFirst();
  return row && isOpen(row, now) ? row : undefined;
}

/** Uses the link up. @returns the request; nothing when it is over, or was made in another browser */
export async function useLink(
  handle: Handle,
  secret: string,
  browser: string,
  now: Date,
): Promise<SignInRow | undefined> {
  const row = await findByLink(handle, secret, now);
  if (!row || row.browser_hash !== browser) return undefined;
  return (await close(handle, row, now)) ? row : undefined;
}

/** The latest request from this browser, if it is open. */
export async function findByBrowser(
  handle: Handle,
  browser: string,
  now: Date,
): Promise<SignInRow | undefined> {
  const row = await handle
    .selectFrom('sign_in')
    .selectAll()
    .where('browser_hash', '=', browser)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && isOpen(row, now) ? row : undefined;
}

/** Uses a request up by its code; a wrong one counts as a try. @returns whether it was right */
export async function useCode(
  handle: Handle,
  row: SignInRow,
  code: string,
  now: Date,
): Promise<boolean> {
  if (!sameText(row.code_hash, hashOf(row.id + code))) {
    await handle
      .updateTable('sign_in')
      .set((update) => ({ tries: update('tries', '+', 1) }))
      .where('id', '=', row.id)
      .execute();
    return false;
  }
  return close(handle, row, now);
}

/** Marks it used. @returns whether it was this call that did */
async function close(handle: Handle, { id }: SignInRow, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await handle
    .updateTable('sign_in')
    .set({ used_at: now.toISOString() })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Forgets requests that are over. @param before ISO moment */
export async function forgetRequests(handle: Handle, before: string): Promise<void> {
  await handle.deleteFrom('sign_in').where('created_at', '<', before).execute();
}
