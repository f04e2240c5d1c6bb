import type { Handle } from '../../db/connect.ts';
import type { Claims, Provider } from './provider.ts';
import { isAtOneOf, provenEmail } from './provider-rules.ts';
import { findOrAddPerson } from './sessions.ts';

/**
 * Which person of ours came back from a provider. The first time they are found by their proven address; from then on by
 * the provider's own name for them, which it never gives to anybody else.
 * @returns nothing when the provider cannot be believed about the address, or the address belongs to somebody else there
 */
export async function personOf(
  handle: Handle,
  { domains }: Pick<Provider, 'domains'>,
  claims: Claims,
  now: Date,
): Promise<string | undefined> {
  const { issuer, subject } = claims;
  const known = await handle
    .selectFrom('identity')
    .innerJoin('person', 'person.id', 'identity.person_id')
    .select(['person.id', 'person.email'])
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  if (known)
    return known.email && (domains.length === 0 || isAtOneOf(known.email, domains))
      ? known.id
      : undefined;
  const address = provenEmail(claims, domains);
  if (!address) return undefined;
  const { id } = await findOrAddPerson(handle, address, now);
  // An address that was given to a new colleague must not open what the old one left.
  if (await hasIdentity(handle, id, issuer)) return undefined;
  await handle
    .insertInto('identity')
    .values({ issuer, subject, person_id: id, created_at: now.toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return id;
}

const hasIdentity = async (handle: Handle, person: string, issuer: string): Promise<boolean> =>
  (await handle
    .selectFrom('identity')
    .select('subject')
    .where('person_id', '=', person)
    .where('issuer', '=', issuer)
    .executeTakeFirst()) !== undefined;
