import type { Handle } from '../../db/connect.ts';
import type { ProviderSignInRow } from '../../db/tables/people.ts';
import { hashOf, newSecret } from '../../lib/ids.ts';
import type { Keys } from './provider.ts';
import { VISIT_LIFE } from './provider-rules.ts';

/** Sign-ins by a provider that are under way. Any server may end what another began. */

export async function addProviderSignIn(
  handle: Handle,
  begun: { provider: string; browser: string; next: string },
  now: Date,
): Promise<Keys> {
  const keys = { state: newSecret(), nonce: newSecret(), verifier: newSecret() };
  await handle
    .insertInto('provider_sign_in')
    .values({
      state_hash: hashOf(keys.state),
      provider: begun.provider,
      browser_hash: begun.browser,
      nonce: keys.nonce,
      verifier: keys.verifier,
      next: begun.next,
      created_at: now.toISOString(),
    })
    .execute();
  return keys;
}

/** Uses one up, whatever comes of it. @returns nothing when it is over, or was begun elsewhere */
export async function useProviderSignIn(
  handle: Handle,
  came: { state: string; provider: string; browser: string },
  now: Date,
): Promise<ProviderSignInRow | undefined> {
  const row = await handle
    .deleteFrom('provider_sign_in')
    .where('state_hash', '=', hashOf(came.state))
    .where('browser_hash', '=', came.browser)
    .where('provider', '=', came.provider)
    .returningAll()
    .executeTakeFirst();
  return row && now.getTime() - Date.parse(row.created_at) < VISIT_LIFE ? row : undefined;
}

/** Forgets those that nobody ended. @param before ISO moment */
export async function forgetProviderSignIns(handle: Handle, before: string): Promise<void> {
  await handle.deleteFrom('provider_sign_in').where('created_at', '<', before).execute();
}
