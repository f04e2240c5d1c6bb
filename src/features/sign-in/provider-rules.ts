import { email } from '../../web/forms/fields.ts';

const MINUTE = 60_000;

/** How long a person may take at the provider, in milliseconds. */
export const VISIT_LIFE = 15 * MINUTE;

/** Whether an address is at one of some domains, or below one. @param address in small letters */
export function isAtOneOf(address: string, domains: readonly string[]): boolean {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return domains.some((each) => domain === each || domain.endsWith(`.${each}`));
}

const YES: readonly unknown[] = [true, 1, 'true', '1'];

/**
 * The address of who came back, if the provider may be believed about it: else somebody could get into another's account
 * by writing that person's address into their own profile.
 *
 * A provider without domains must say that the address is proven: `email_verified` (OpenID Connect Core 1.0, 5.1), or
 * Microsoft's `xms_edov`, since Entra ID sends no `email_verified` and lets anyone set `email`.
 * https://learn.microsoft.com/entra/identity-platform/optional-claims-reference
 * A provider with domains is run by the owner of them: it is believed about these, and about no others.
 */
export function provenEmail(
  claims: Readonly<Record<string, unknown>>,
  domains: readonly string[],
): string | undefined {
  const { email: given, email_verified: verified, xms_edov: ownsDomain } = claims;
  const { data: address } = email.safeParse(given);
  if (!address || verified === false || verified === 'false') return undefined;
  if (domains.length > 0) return isAtOneOf(address, domains) ? address : undefined;
  return YES.includes(verified) || YES.includes(ownsDomain) ? address : undefined;
}
