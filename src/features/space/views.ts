import type { InvitationRow } from '../../db/tables/councils.ts';
import type { Typed } from '../../web/forms/parse.ts';
import type { Member } from './members.ts';
import type { JoinRequest } from './requests.ts';
import { GROUP_IDS, GROUPS, ROLE_IDS, ROLES } from './rules.ts';

/** A member in the list. @param forLead leads see email addresses and may open each person */
export const toMemberRow = (member: Member, forLead: boolean) => ({
  name: member.name || 'No name given yet',
  initials: initialsOf(member.name),
  email: forLead ? member.email : undefined,
  href: forLead ? `/my/${member.council}/people/${member.id}` : undefined,
  role: ROLES[member.role].name,
  group: member.perspective ? GROUPS[member.perspective] : undefined,
  suspended: member.suspended === 1,
});

export const toInvitationRow = ({ id, email, role, created_at, council }: InvitationRow) => ({
  email,
  role: ROLES[role].name,
  sent: created_at.slice(0, 10),
  withdraw: `/my/${council}/invitations/${id}/withdraw`,
});

export const toRequestRow = (request: JoinRequest) => ({
  name: request.name,
  email: request.email,
  message: request.message,
  asked: request.created_at.slice(0, 10),
  council: request.council,
  decide: `/my/${request.council}/requests/${request.id}`,
});

export const roleItems = () =>
  ROLE_IDS.map((id) => ({ value: id, text: ROLES[id].name, hint: { text: ROLES[id].may } }));

export const groupItems = () => GROUP_IDS.map((id) => ({ value: id, text: GROUPS[id] }));

export const toMemberForm = (member: Member) => ({
  member: {
    name: member.name || 'A colleague',
    email: member.email,
    joined: member.joined_at.slice(0, 10),
    action: `/my/${member.council}/people/${member.id}`,
  },
  roles: roleItems(),
  groups: groupItems(),
});

/** How a member stands now and as somebody would have it, for the fields that differ. */
export function toBoth(now: Typed, yours: Typed): { what: string; now: string; yours: string }[] {
  const said: [what: string, field: string, words: Record<string, string>][] = [
    ['May do', 'role', Object.fromEntries(ROLE_IDS.map((id) => [id, ROLES[id].name]))],
    ['Sees the work from', 'perspective', GROUPS],
    ['Paused', 'suspended', { yes: 'Yes', no: 'No' }],
  ];
  return said.flatMap(([what, field, words]) => {
    const [one, other] = [now, yours].map((typed) => words[String(typed[field])] ?? 'Not said');
    return one === other ? [] : [{ what, now: one!, yours: other! }];
  });
}

/** Up to two letters for the roundel beside a name: of its first and its last word, without what stands in brackets. */
export function initialsOf(name: string): string {
  const words = name.replace(/\(.*?\)/g, '').match(/\p{L}[\p{L}\p{M}’'-]*/gu) ?? [];
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('') || '–';
}
