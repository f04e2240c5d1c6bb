import { z } from 'zod';
import type { Council } from '../../content/almanac.ts';
import { isOverLimit, type Limit } from '../../db/attempts.ts';
import { writeAudit } from '../../db/audit.ts';
import type { Handle } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { isoDate } from '../../lib/dates.ts';
import { queueNotice } from '../../mail/notices.ts';
import { choice, personName, prose } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { home } from '../../web/page-view.ts';
import { type Reply, type Route, redirect, type Visit, visitorOf } from '../../web/visits/visit.ts';
import { requestLetter } from './letters.ts';
import { addMember, holdDoor, isKeptOut, listMembers, listMemberships } from './members.ts';
import { getCouncil, type SpaceNeeds } from './needs.ts';
import { namePerson } from './people.ts';
import { addRequest, listOwnRequests } from './requests.ts';
import { councilsOf, GROUP_IDS, GROUPS, ROLES, type WayIn, wayIn } from './rules.ts';

const schema = z.object({
  name: personName,
  perspective: choice(GROUP_IDS, 'Choose the one that is closest'),
  message: prose(1000),
});

/** So that nobody can fill the mail of every council's leads. */
const REQUESTS: Limit = { name: 'requests to join by person', most: 10, span: 24 * 3_600_000 };
const TOO_MANY = 'You asked to join many councils today. Go on tomorrow.';

/** From signing in to belonging to a council: by the domain of the email address, or by asking. */
export function joinRoutes(needs: SpaceNeeds): Route[] {
  const { database, show } = needs;

  const mine = async (visit: Visit): Promise<Reply> => {
    const visitor = visitorOf(visit);
    const memberships = await listMemberships(database, visitor.id);
    const asked = await transact(database, { person: visitor.id }, (handle) =>
      listOwnRequests(handle, visitor.id),
    );
    const belongs = new Set(memberships.map(({ council }) => council));
    const nameOf = (slug: string) =>
      needs.councils.find((each) => each.slug === slug)?.name ?? slug;
    return show(
      visit,
      'mine.njk',
      { title: 'Your councils', trail: [home()] },
      {
        memberships: memberships.map(({ council, role, suspended }) => ({
          name: nameOf(council),
          href: suspended ? undefined : `/my/${council}`,
          role: ROLES[role].name,
        })),
        suggested: councilsOf(visitor.email, openCouncils(needs.councils, visit.now))
          .filter(({ slug }) => !belongs.has(slug))
          .map(({ slug, name }) => ({ name, href: `/join/${slug}` })),
        asked: asked.map(({ council }) => nameOf(council)),
        domain: visitor.email.slice(visitor.email.lastIndexOf('@') + 1),
      },
    );
  };

  /** How this person can come into the council, and who its leads are. */
  const situation = async (visit: Visit, council: Council, handle: Handle) => {
    const { email, id } = visitorOf(visit);
    const members = await listMembers(handle, council.slug);
    const leads = members.filter(({ role, suspended }) => role === 'lead' && !suspended);
    const listed =
      councilsOf(email, [council]).length > 0 &&
      !(await isKeptOut(handle, council.slug, members, email));
    return {
      leads,
      way: wayIn(listed, leads.length),
      member: members.find(({ person_id }) => person_id === id),
    };
  };

  const joinPage = async (
    visit: Visit,
    typed?: Typed,
    problems?: readonly Problem[],
  ): Promise<Reply> => {
    const council = getCouncil(needs, visit.params.slug);
    const { way, leads, member } = await transact(database, { council: council.slug }, (handle) =>
      situation(visit, council, handle),
    );
    if (member && !member.suspended) return redirect(`/my/${council.slug}`);
    const form = toFormView(visit, typed ?? { name: visitorOf(visit).name }, problems);
    return show(
      visit,
      'join.njk',
      { title: TITLES[way](council.name), trail: [home(), { text: 'Your councils', href: '/my' }] },
      {
        form,
        way,
        suspended: member !== undefined,
        council: { name: council.name, ended: hasEnded(council, visit.now) },
        // Colleagues see who the leads are; somebody from elsewhere does not.
        leads: way === 'ask' ? [] : leads.map(({ name }) => name),
        groups: GROUP_IDS.map((id) => ({ value: id, text: GROUPS[id] })),
      },
      problems ? 400 : 200,
    );
  };

  const join = async (visit: Visit): Promise<Reply> => {
    const council = getCouncil(needs, visit.params.slug);
    const parsed = parseForm(visit, schema);
    if (failed(parsed) || hasEnded(council, visit.now))
      return joinPage(visit, parsed.typed, failed(parsed) ? parsed.problems : undefined);
    const visitor = visitorOf(visit);
    const { name, perspective, message } = parsed.value;
    const { slug } = council;
    // Everyone's rows: a request goes to the editors when the council has no lead.
    const done = await transact(database, 'everyone', async (handle) => {
      await holdDoor(database, handle, slug);
      const { way, leads, member } = await situation(visit, council, handle);
      if (member) return redirect(member.suspended ? '/my' : `/my/${slug}`);
      if (way === 'ask' && (await isOverLimit(handle, REQUESTS, visitor.id, visit.now)))
        return undefined;
      await namePerson(handle, visitor.id, name);
      const audit = (action: string, detail = {}) =>
        writeAudit(handle, { council: slug, person: visitor.id, action, detail }, visit.now);
      if (way === 'ask') {
        if (await addRequest(handle, slug, { person: visitor.id, message }, visit.now)) {
          await audit('request.made');
          const deciders =
            leads.length > 0
              ? leads.map(({ person_id: id, email }) => ({ id, email }))
              : await needs.listEditors(handle);
          const href = leads.length > 0 ? `/my/${slug}/people` : '/admin/requests';
          const { site, title } = needs;
          const letter = requestLetter({ council: council.name, site, title, name, href });
          for (const decider of deciders)
            await queueNotice(handle, decider, 'join-request', { ...letter, site }, visit.now);
        }
        return redirect('/my');
      }
      const role = way === 'first-lead' ? 'lead' : 'viewer';
      await addMember(handle, slug, { person: visitor.id, role, perspective }, visit.now);
      await audit(way === 'first-lead' ? 'space.started' : 'member.joined', { role });
      return redirect(`/my/${slug}?done=${way}`);
    });
    return done ?? joinPage(visit, parsed.typed, [{ field: '', text: TOO_MANY }]);
  };

  return [
    { method: 'GET', path: '/my', access: 'signed-in', handle: mine },
    { method: 'GET', path: '/join/:slug', access: 'signed-in', handle: (visit) => joinPage(visit) },
    { method: 'POST', path: '/join/:slug', access: 'signed-in', handle: join, keepsForm: true },
  ];
}

const TITLES: Record<WayIn, (name: string) => string> = {
  'first-lead': (name) => `Start the space for ${name}`,
  listed: (name) => `Join ${name}`,
  ask: (name) => `Ask to join ${name}`,
};

const hasEnded = ({ end }: Council, now: Date) => end !== undefined && end <= isoDate(now);

const openCouncils = (councils: readonly Council[], now: Date) =>
  councils.filter((council) => !hasEnded(council, now));
