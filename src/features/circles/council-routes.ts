import { z } from 'zod';
import { isOverLimit, type Limit } from '../../db/attempts.ts';
import { writeAudit } from '../../db/audit.ts';
import { transact } from '../../db/transact.ts';
import { queueNotice } from '../../mail/notices.ts';
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
import { forgetMember, holdCircle, setCouncils } from './circles.ts';
import type { CircleNeeds } from './needs.ts';
import { circlePath, isClosed, withMember } from './own.ts';
import { type Circle, partOf, placesLeft, withAnswer } from './rules/circle.ts';
import { nameOf } from './views.ts';

const schema = z.object({ other: z.string().min(1, 'Choose a council') });
/** So that nobody asks the whole country. */
const ASKED: Limit = { name: 'circle invitations by council', most: 24, span: 24 * 3_600_000 };

/** Who is in a circle: asking a council in, saying yes or no, and leaving. */
export function councilRoutes(needs: CircleNeeds): Route[] {
  const { database, show, almanac } = needs;

  const invitePage = (
    visit: Visit,
    circle: Circle,
    typed: Typed = {},
    problems?: readonly Problem[],
  ): Reply => {
    const there = new Set([...circle.members, ...circle.invited]);
    const open = almanac.councils.filter(({ slug }) => !there.has(slug));
    const regions = Map.groupBy(open, (each) => each.regions[0] ?? each.nation);
    return show(
      visit,
      'circle-invite.njk',
      'Ask a council in',
      {
        form: toFormView(visit, typed, problems),
        name: circle.name,
        left: placesLeft(circle),
        regions: [...regions].map(([region, councils]) => ({
          name: region,
          councils: councils.map(({ slug, name }) => ({ value: slug, text: name })),
        })),
        back: circlePath(membershipOf(visit).council, circle.id),
      },
      problems ? 400 : 200,
    );
  };

  const form = (visit: Visit): Promise<Reply> =>
    withMember(needs, visit, async (_handle, circle) =>
      isClosed(circle, visit)
        ? redirect(circlePath(membershipOf(visit).council, circle.id))
        : invitePage(visit, circle),
    );

  const invite = async (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const person = visitorOf(visit).id;
    const parsed = parseForm(visit, schema);
    await withMember(needs, visit, async () => undefined);
    // Mail goes to people of the other council: rows of both, in one transaction.
    return transact(database, 'everyone', async (handle) => {
      const circle = await holdCircle(database, handle, council, visit.params.circle ?? '');
      const to = circlePath(council, visit.params.circle ?? '');
      if (!circle || partOf(circle, council) !== 'member' || isClosed(circle, visit))
        return redirect(to);
      if (failed(parsed)) return invitePage(visit, circle, parsed.typed, parsed.problems);
      const { other } = parsed.value;
      const problem = (text: string) =>
        invitePage(visit, circle, parsed.typed, [{ field: 'other', text }]);
      if (!almanac.councils.some(({ slug }) => slug === other)) return problem('Choose a council');
      if (partOf(circle, other)) return redirect(`${to}?done=invited`);
      if (placesLeft(circle) === 0) return problem('The circle has as many councils as it may');
      if (await isOverLimit(handle, ASKED, council, visit.now))
        return problem('Your council asked many today. Go on tomorrow.');
      await setCouncils(handle, circle.id, {
        members: circle.members,
        invited: [...circle.invited, other],
      });
      for (const lead of await needs.listLeads(handle, other))
        await queueNotice(handle, lead, 'circle', inviteLetter(council, other, circle), visit.now);
      const detail = { circle: circle.id, of_council: other };
      await writeAudit(handle, { council, person, action: 'circle.invited', detail }, visit.now);
      return redirect(`${to}?done=invited`);
    });
  };

  const inviteLetter = (council: string, other: string, { id }: Circle) => ({
    site: needs.site,
    subject: `${nameOf(needs, council)} asks your council into a learning circle`,
    body: [
      `${nameOf(needs, council)} asks ${nameOf(needs, other)} into a learning circle: a few councils that work on one target for a fixed time.`,
      `Read what it is about, and say yes or no: ${needs.site}${circlePath(other, id)}`,
      `${needs.title}\n${needs.site}`,
    ].join('\n\n'),
  });

  /** Says yes or no, or leaves. A council that goes no longer sees the row that it changes, so this is outside the wall. */
  const answer = (visit: Visit, said: 'yes' | 'no'): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const person = visitorOf(visit).id;
    return transact(database, 'everyone', async (handle) => {
      const circle = await holdCircle(database, handle, council, visit.params.circle ?? '');
      const part = circle && partOf(circle, council);
      if (!circle || !part || isClosed(circle, visit)) return redirect(circlePath(council));
      if (said === 'yes' && part === 'member') return redirect(circlePath(council, circle.id));
      await setCouncils(handle, circle.id, withAnswer(circle, council, said));
      if (said === 'no') await forgetMember(handle, council, circle.id);
      const done = said === 'yes' ? 'joined' : part === 'member' ? 'left' : 'declined';
      const entry = { council, person, action: `circle.${done}`, detail: { circle: circle.id } };
      await writeAudit(handle, entry, visit.now);
      return redirect(`${circlePath(council, said === 'yes' ? circle.id : '')}?done=${done}`);
    });
  };

  const path = '/my/:council/circles/:circle';
  const lead = { access: 'lead' } as const;
  return [
    { method: 'GET', path: `${path}/invite`, ...lead, handle: form },
    { method: 'POST', path: `${path}/invite`, ...lead, handle: invite, keepsForm: true },
    {
      method: 'POST',
      path: `${path}/answer`,
      ...lead,
      handle: async (visit) => {
        const said = visit.form.get('decision');
        if (said === 'yes' || said === 'no') return answer(visit, said);
        return redirect(circlePath(membershipOf(visit).council));
      },
    },
    { method: 'POST', path: `${path}/leave`, ...lead, handle: (visit) => answer(visit, 'no') },
  ];
}
