import type { CouncilRole, Group } from '../../db/tables/councils.ts';

/** The roles in a council, from the one who may do most. */
export const ROLES: Record<CouncilRole, { name: string; may: string }> = {
  lead: { name: 'Lead', may: 'Manages people and settings, and does all that others do' },
  contributor: { name: 'Contributor', may: 'Answers the assessment and works on the plan' },
  viewer: { name: 'Viewer', may: 'Reads everything that the council keeps here' },
};
export const ROLE_IDS = ['lead', 'contributor', 'viewer'] as const;

/** From where a person sees the council's work. Used to show where views differ, never to rank. */
export const GROUPS: Record<Group, string> = {
  councillor: 'Councillor',
  leadership: 'Leadership (chief executive, directors)',
  service: 'Service (runs or delivers a service)',
  digital: 'Digital, data and technology',
  partner: 'Partner (outside the council)',
};
export const GROUP_IDS = ['councillor', 'leadership', 'service', 'digital', 'partner'] as const;

/**
 * The councils of an email address, by its domain or one above it: a council may have several, and several may share one.
 * @param email in small letters
 * @param councils of the register that have not ended
 */
export function councilsOf<T extends { site?: string | undefined; domains: readonly string[] }>(
  email: string,
  councils: readonly T[],
): T[] {
  const domain = email.slice(email.lastIndexOf('@') + 1);
  return councils.filter(({ site, domains }) =>
    (site ? [site, ...domains] : domains).some(
      (own) => domain === own || domain.endsWith(`.${own}`),
    ),
  );
}

/** What a first visit to a council leads to. */
export type WayIn = 'first-lead' | 'listed' | 'ask';

/**
 * How a person can come into a council.
 * @param listed whether their email address is at the council's domain
 * @param leads how many active leads it has
 */
export const wayIn = (listed: boolean, leads: number): WayIn =>
  listed ? (leads === 0 ? 'first-lead' : 'listed') : 'ask';

/**
 * Whether a change would leave a council without a lead.
 * @param leads ids of the active leads
 * @param id the member who would stop being one
 */
export const isLastLead = (leads: readonly string[], id: string): boolean =>
  leads.length === 1 && leads[0] === id;
