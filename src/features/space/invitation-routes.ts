import { z } from 'zod';
import { isOverLimit, type Limit } from '../../db/attempts.ts';
import { writeAudit } from '../../db/audit.ts';
import { transact } from '../../db/transact.ts';
import { queueMail } from '../../mail/outbox.ts';
import { choice, email, personName } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import {
  membershipOf,
  type Reply,
  type Route,
  redirect,
  type Visit,
  visitorOf,
} from '../../web/visits/visit.ts';
import { addInvitation, endInvitation, findInvitation } from './invitations.ts';
import { decisionLetter, invitationLetter } from './letters.ts';
import { addMember, listMembers } from './members.ts';
import { getCouncil, type SpaceNeeds } from './needs.ts';
import { namePerson } from './people.ts';
import { decideRequest, findRequest } from './requests.ts';
import { GROUP_IDS, ROLE_IDS, ROLES } from './rules.ts';
import { groupItems, roleItems } from './views.ts';

const inviteSchema = z.object({
  email,
  role: choice(ROLE_IDS, 'Choose what this person may do'),
  perspective: z.union([choice(GROUP_IDS, ''), z.literal('')]).catch(''),
});
const acceptSchema = z.object({
  name: personName,
  perspective: choice(GROUP_IDS, 'Choose the one that is closest'),
});
const DECISIONS = new Map<string, 'approved' | 'declined'>([
  ['approve', 'approved'],
  ['decline', 'declined'],
]);
/** So that nobody can make the almanac send mail to the whole world. */
const INVITATIONS: Limit = { name: 'invitations by person', most: 50, span: 24 * 3_600_000 };

/** Inviting colleagues, saying yes to an invitation, and deciding about who asked to join. */
export function invitationRoutes(needs: SpaceNeeds): Route[] {
  const { database, show, site, title } = needs;

  const invitePage = (visit: Visit, typed?: Typed, problems?: readonly Problem[]): Reply =>
    show(
      visit,
      'invite.njk',
      'Invite a colleague',
      {
        form: toFormView(visit, typed ?? { role: 'contributor' }, problems),
        roles: roleItems(),
        groups: groupItems(),
      },
      problems ? 400 : 200,
    );

  const invite = async (visit: Visit): Promise<Reply> => {
    const { council: slug } = membershipOf(visit);
    const parsed = parseForm(visit, inviteSchema);
    if (failed(parsed)) return invitePage(visit, parsed.typed, parsed.problems);
    const { value, typed } = parsed;
    const council = getCouncil(needs, slug);
    const { id: by, name } = visitorOf(visit);
    const problem = (text: string) => invitePage(visit, typed, [{ field: 'email', text }]);
    return transact(database, { council: slug }, async (handle) => {
      if (await isOverLimit(handle, INVITATIONS, by, visit.now))
        return problem('You sent many invitations today. Go on tomorrow.');
      const members = await listMembers(handle, slug);
      if (members.some((member) => member.email === value.email))
        return problem('This person belongs to the council here already');
      const invited = {
        email: value.email,
        role: value.role,
        perspective: value.perspective || null,
        by,
      };
      const secret = await addInvitation(handle, slug, invited, visit.now);
      const about = { to: value.email, council: council.name, site, title };
      await queueMail(
        handle,
        invitationLetter({
          ...about,
          by: name || 'A colleague',
          role: ROLES[value.role].name,
          secret,
        }),
        visit.now,
      );
      const entry = {
        council: slug,
        person: by,
        action: 'member.invited',
        detail: { role: value.role },
      };
      await writeAudit(handle, entry, visit.now);
      return redirect(`/my/${slug}/people?done=invited`);
    });
  };

  const withdraw = (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    return transact(database, { council }, async (handle) => {
      if (
        await endInvitation(handle, council, visit.params.invitation ?? '', 'withdrawn', visit.now)
      )
        await writeAudit(
          handle,
          { council, person: visitorOf(visit).id, action: 'invitation.withdrawn' },
          visit.now,
        );
      return redirect(`/my/${council}/people?done=withdrawn`);
    });
  };

  const invitationPage = async (
    visit: Visit,
    typed?: Typed,
    problems?: readonly Problem[],
  ): Promise<Reply> => {
    const secret = visit.params.secret ?? '';
    const row = await transact(database, 'everyone', (handle) =>
      findInvitation(handle, secret, visit.now),
    );
    if (!row)
      return show(visit, 'invitation-over.njk', 'This invitation is used up or too old', {}, 410);
    const { email: own, name } = visitorOf(visit);
    if (row.email !== own)
      return show(visit, 'invitation-other.njk', 'This invitation is for another address', {}, 403);
    const stored = { name, perspective: row.perspective ?? '' };
    return show(
      visit,
      'invitation.njk',
      `Join ${getCouncil(needs, row.council).name}`,
      {
        form: toFormView(visit, typed ?? stored, problems),
        council: getCouncil(needs, row.council).name,
        role: ROLES[row.role],
        groups: groupItems(),
      },
      problems ? 400 : 200,
    );
  };

  const accept = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, acceptSchema);
    if (failed(parsed)) return invitationPage(visit, parsed.typed, parsed.problems);
    const { id: person, email: own } = visitorOf(visit);
    const { name, perspective } = parsed.value;
    const council = await transact(database, 'everyone', async (handle) => {
      const row = await findInvitation(handle, visit.params.secret ?? '', visit.now);
      // Whoever a mail was passed on to is not who the lead chose.
      if (row?.email !== own) return undefined;
      if (!(await endInvitation(handle, row.council, row.id, 'accepted', visit.now)))
        return undefined;
      await namePerson(handle, person, name);
      const member = { person, role: row.role, perspective };
      // Who belongs to it already keeps the role that they have.
      if (!(await addMember(handle, row.council, member, visit.now))) return row.council;
      const entry = {
        council: row.council,
        person,
        action: 'member.joined',
        detail: { role: row.role },
      };
      await writeAudit(handle, entry, visit.now);
      return row.council;
    });
    return council ? redirect(`/my/${council}?done=joined`) : invitationPage(visit);
  };

  const decide = (visit: Visit): Promise<Reply> => {
    const slug = visit.params.council ?? '';
    const { name } = getCouncil(needs, slug);
    const back = visit.membership ? `/my/${slug}/people` : '/admin/requests';
    const decision = DECISIONS.get(visit.form.get('decision') ?? '');
    if (!decision) return Promise.resolve(redirect(back));
    return transact(database, { council: slug }, async (handle) => {
      const request = await findRequest(handle, slug, visit.params.request ?? '');
      const decided = { decision, by: visitorOf(visit).id } as const;
      // Nobody lets themselves in: an editor could otherwise read any council.
      if (request?.person_id === decided.by) return redirect(back);
      if (request && (await decideRequest(handle, slug, request.id, decided, visit.now))) {
        const approved = decision === 'approved';
        // Without a lead nobody could manage the space: the first who comes in is one.
        const leads = (await listMembers(handle, slug)).filter(({ role }) => role === 'lead');
        const role = leads.length === 0 ? 'lead' : 'viewer';
        if (approved)
          await addMember(
            handle,
            slug,
            { person: request.person_id, role, perspective: null },
            visit.now,
          );
        if (request.email) {
          const about = { to: request.email, council: name, site, title };
          await queueMail(
            handle,
            decisionLetter({ ...about, approved, href: `/my/${slug}` }),
            visit.now,
          );
        }
        const entry = {
          council: slug,
          person: decided.by,
          action: `request.${decision}`,
          detail: { of: request.person_id },
        };
        await writeAudit(handle, entry, visit.now);
      }
      return redirect(`${back}?done=${decision}`);
    });
  };

  return [
    {
      method: 'GET',
      path: '/my/:council/invite',
      access: 'lead',
      handle: async (visit) => invitePage(visit),
    },
    {
      method: 'POST',
      path: '/my/:council/invite',
      access: 'lead',
      handle: invite,
      keepsForm: true,
    },
    {
      method: 'POST',
      path: '/my/:council/invitations/:invitation/withdraw',
      access: 'lead',
      handle: withdraw,
    },
    { method: 'POST', path: '/my/:council/requests/:request', access: 'lead', handle: decide },
    { method: 'POST', path: '/admin/requests/:council/:request', access: 'editor', handle: decide },
    {
      method: 'GET',
      path: '/invitation/:secret',
      access: 'signed-in',
      handle: (visit) => invitationPage(visit),
    },
    {
      method: 'POST',
      path: '/invitation/:secret',
      access: 'signed-in',
      handle: accept,
      keepsForm: true,
    },
  ];
}
