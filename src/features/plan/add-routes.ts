import { KnownError } from '../../lib/errors.ts';
import { home } from '../../web/page-view.ts';
import { type Reply, type Route, redirect, type Visit, visitorOf } from '../../web/visits/visit.ts';
import type { PlanNeeds } from './needs.ts';
import { draftAsked } from './rules/drafts.ts';

const SOURCES = ['step', 'target', 'example', 'question'] as const;

/**
 * The way from a page of the guide into a plan. The guide is the same for everybody, so its link is as well: here is found
 * out whose plan it is.
 */
export function addRoutes(needs: PlanNeeds): Route[] {
  const { show, almanac } = needs;

  const lead = async (visit: Visit): Promise<Reply> => {
    const draft = draftAsked(almanac, visit.query, new Map());
    if (!draft)
      throw new KnownError(404, 'The guide has no such step, target, example or question.');
    const source = SOURCES.find((name) => visit.query.get(name));
    const query = source ? `?${new URLSearchParams([[source, visit.query.get(source)!]])}` : '';
    const memberships = await needs.listMemberships(visitorOf(visit).id);
    const places = memberships.filter(({ suspended, role }) => !suspended && role !== 'viewer');
    const nameOf = (slug: string) =>
      almanac.councils.find((each) => each.slug === slug)?.name ?? slug;
    const doors = places.map(({ council }) => ({
      name: nameOf(council),
      href: `/my/${council}/plan/new${query}`,
    }));
    if (doors.length === 1) return redirect(doors[0]!.href);
    return show(
      visit,
      'add-to-plan.njk',
      {
        title: 'Add to your council’s plan',
        trail: [home(), { text: 'Your councils', href: '/my' }],
      },
      { doors, what: draft.title, reads: memberships.length > 0 },
    );
  };

  return [{ method: 'GET', path: '/plan/add', access: 'signed-in', handle: lead }];
}
