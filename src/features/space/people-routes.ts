import { z } from 'zod';
import { writeAudit } from '../../db/audit.ts';
import type { Handle } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { queueMail } from '../../mail/outbox.ts';
import { choice, version } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { doneText } from '../../web/visits/show.ts';
import {
  membershipOf,
  type Reply,
  type Route,
  redirect,
  type Visit,
  visitorOf,
} from '../../web/visits/visit.ts';
import { listInvitations, withdrawInvitationsOf } from './invitations.ts';
import { removedLetter } from './letters.ts';
import {
  changeMember,
  findMember,
  holdLeads,
  listMembers,
  type Member,
  removeMember,
} from './members.ts';
import { getCouncil, type SpaceNeeds } from './needs.ts';
import { listRequests } from './requests.ts';
import { GROUP_IDS, isLastLead, ROLE_IDS } from './rules.ts';
import { toBoth, toInvitationRow, toMemberForm, toMemberRow, toRequestRow } from './views.ts';

const schema = z.object({
  role: choice(ROLE_IDS, 'Choose what this person may do'),
  perspective: z.union([choice(GROUP_IDS, ''), z.literal('')]).catch(''),
  suspended: z.enum(['yes', 'no']).catch('no'),
  version,
});

const DONE = {
  changed: 'The change is kept.',
  removed: 'That person no longer belongs to the council here.',
  invited: 'The invitation is on its way.',
  withdrawn: 'The invitation is withdrawn.',
  approved: 'They now belong to the council here, and got a mail.',
  declined: 'The request is declined, and they got a mail.',
};
const LAST_LEAD = 'The council needs at least one lead. Make somebody else a lead first.';
const CHANGED_SINCE =
  'Somebody changed this person since you opened the page. Both are below: nothing of yours is kept yet.';

/** The people of a council: who they are, what each may do, and leaving. */
export function peopleRoutes(needs: SpaceNeeds): Route[] {
  const { database, show } = needs;

  const list = async (visit: Visit): Promise<Reply> => {
    const { council, role } = membershipOf(visit);
    const lead = role === 'lead';
    const view = await transact(database, { council }, async (handle) => ({
      members: (await listMembers(handle, council)).map((member) => toMemberRow(member, lead)),
      invitations: lead
        ? (await listInvitations(handle, council, visit.now)).map(toInvitationRow)
        : [],
      requests: lead ? (await listRequests(handle, council)).map(toRequestRow) : [],
    }));
    const form = toFormView(visit);
    return show(visit, 'people.njk', 'People', {
      ...view,
      lead,
      form,
      done: doneText(visit, DONE),
    });
  };

  const memberPage = (
    visit: Visit,
    member: Member,
    typed?: Typed,
    problems?: readonly Problem[],
    both: object[] = [],
  ) =>
    show(
      visit,
      'member.njk',
      member.name || 'A colleague',
      {
        ...toMemberForm(member),
        both,
        form: toFormView(visit, typed ?? toTyped(member), problems),
      },
      problems ? 400 : 200,
    );

  /** What somebody else made of it, beside what was typed: sent again, what was typed is meant. */
  const changedSince = (visit: Visit, member: Member, typed: Typed) =>
    memberPage(
      visit,
      member,
      { ...typed, version: String(member.version) },
      [{ field: '', text: CHANGED_SINCE }],
      toBoth(toTyped(member), typed),
    );

  /** Does work on the member that the address names. */
  const withMember = (visit: Visit, work: (handle: Handle, member: Member) => Promise<Reply>) => {
    const { council } = membershipOf(visit);
    return transact(database, { council }, async (handle) => {
      const member = await findMember(handle, council, visit.params.member ?? '');
      return member ? work(handle, member) : redirect(`/my/${council}/people`);
    });
  };

  const change = async (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const parsed = parseForm(visit, schema);
    return withMember(visit, async (handle, member) => {
      if (failed(parsed)) return memberPage(visit, member, parsed.typed, parsed.problems);
      const { role, suspended, perspective } = parsed.value;
      const staysLead = role === 'lead' && suspended === 'no';
      const leads = await holdLeads(database, handle, council);
      if (parsed.value.version !== member.version) return changedSince(visit, member, parsed.typed);
      if (
        !staysLead &&
        isLastLead(
          leads.map(({ id }) => id),
          member.id,
        )
      )
        return memberPage(visit, member, parsed.typed, [{ field: 'role', text: LAST_LEAD }]);
      const set = {
        role,
        perspective: perspective || null,
        suspended: suspended === 'yes' ? (1 as const) : (0 as const),
      };
      if (
        !(await changeMember(
          handle,
          council,
          { id: member.id, version: parsed.value.version },
          set,
        ))
      )
        return changedSince(
          visit,
          (await findMember(handle, council, member.id)) ?? member,
          parsed.typed,
        );
      const { id: person } = visitorOf(visit);
      if (!staysLead) await withdrawInvitationsOf(handle, council, member.person_id, visit.now);
      const about = { member: member.id, from: member.role, to: role, suspended };
      await writeAudit(
        handle,
        { council, person, action: 'member.changed', detail: about },
        visit.now,
      );
      return redirect(`/my/${council}/people?done=changed`);
    });
  };

  const end = async (handle: Handle, visit: Visit, member: Member, action: string) => {
    const { council } = membershipOf(visit);
    await removeMember(handle, council, member.id);
    if (action === 'member.removed')
      await withdrawInvitationsOf(handle, council, member.person_id, visit.now);
    const { id: person } = visitorOf(visit);
    await writeAudit(
      handle,
      { council, person, action, detail: { member: member.id, of: member.person_id } },
      visit.now,
    );
  };

  const remove = (visit: Visit): Promise<Reply> =>
    withMember(visit, async (handle, member) => {
      const { council } = membershipOf(visit);
      const leads = await holdLeads(database, handle, council);
      if (
        isLastLead(
          leads.map(({ id }) => id),
          member.id,
        )
      )
        return memberPage(visit, member, undefined, [{ field: 'role', text: LAST_LEAD }]);
      await end(handle, visit, member, 'member.removed');
      if (member.email) {
        const { name } = getCouncil(needs, council);
        const about = { to: member.email, council: name, site: needs.site, title: needs.title };
        await queueMail(handle, removedLetter(about), visit.now);
      }
      return redirect(`/my/${council}/people?done=removed`);
    });

  const leavePage = async (visit: Visit, problems?: readonly Problem[]): Promise<Reply> =>
    show(
      visit,
      'leave.njk',
      'Leave the council’s space',
      { form: toFormView(visit, {}, problems) },
      problems ? 400 : 200,
    );

  const leave = (visit: Visit): Promise<Reply> => {
    const { council, id } = membershipOf(visit);
    return transact(database, { council }, async (handle) => {
      const leads = await holdLeads(database, handle, council);
      if (
        isLastLead(
          leads.map((each) => each.id),
          id,
        )
      )
        return leavePage(visit, [{ field: '', text: LAST_LEAD }]);
      const member = await findMember(handle, council, id);
      if (member) await end(handle, visit, member, 'member.left');
      return redirect('/my');
    });
  };

  const path = '/my/:council/people';
  return [
    { method: 'GET', path, access: 'viewer', handle: list },
    {
      method: 'GET',
      path: `${path}/:member`,
      access: 'lead',
      handle: (visit) => withMember(visit, async (_handle, member) => memberPage(visit, member)),
    },
    { method: 'POST', path: `${path}/:member`, access: 'lead', handle: change, keepsForm: true },
    { method: 'POST', path: `${path}/:member/remove`, access: 'lead', handle: remove },
    {
      method: 'GET',
      path: '/my/:council/leave',
      access: 'viewer',
      handle: (visit) => leavePage(visit),
    },
    { method: 'POST', path: '/my/:council/leave', access: 'viewer', handle: leave },
  ];
}

const toTyped = ({ role, perspective, suspended, version: number }: Member): Typed => ({
  role,
  perspective: perspective ?? '',
  suspended: suspended ? 'yes' : 'no',
  version: String(number),
});
