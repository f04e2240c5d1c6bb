import type { Access, Visit } from './visit.ts';

const RANK = { viewer: 1, contributor: 2, lead: 3 } as const;

/**
 * Whether a visit may go on.
 * @param author whether this person is an author of what the address names
 * @returns `sign-in` for a stranger, `unknown` for a council or write-up that is not this person's to know, `refused` for a
 * member whose role is too small
 */
export function admit(
  access: Access,
  { visitor, membership }: Pick<Visit, 'visitor' | 'membership'>,
  author = false,
): 'welcome' | 'sign-in' | 'unknown' | 'refused' {
  if (access === 'anyone') return 'welcome';
  if (!visitor) return 'sign-in';
  if (access === 'signed-in') return 'welcome';
  if (access === 'author') return author ? 'welcome' : 'unknown';
  if (access === 'editor' || access === 'administrator') {
    const has = (role: 'editor' | 'administrator') => visitor.platformRoles.includes(role);
    return has(access) || has('administrator') ? 'welcome' : 'unknown';
  }
  if (!membership) return 'unknown';
  return RANK[membership.role] >= RANK[access] ? 'welcome' : 'refused';
}
