import { z } from 'zod';
import { transact } from '../../db/transact.ts';
import { choice } from '../../web/forms/fields.ts';
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
import { isDay, toChoices } from './action-form.ts';
import { listActions } from './actions.ts';
import { gapsOf, stepsOf } from './choices.ts';
import { activeOf, type PlanNeeds } from './needs.ts';
import { minuteAgo } from './new-routes.ts';
import type { Draft } from './rules/action.ts';
import { isOpen } from './rules/action.ts';
import {
  draftFromStep,
  draftFromTarget,
  findStep,
  findTarget,
  type Levels,
} from './rules/drafts.ts';
import { putIntoPlan } from './write-action.ts';

const MOST_AT_ONCE = 60;

const schema = z.object({
  picks: z
    .array(z.string())
    .min(1, 'Choose at least one')
    .max(MOST_AT_ONCE, `Choose at most ${MOST_AT_ONCE} at once`),
  status: choice(['proposed', 'agreed'], 'Choose whether they are proposed or agreed'),
  ownerId: z.string(),
  due: z
    .string()
    .refine((text) => text === '' || isDay(text), 'Enter a real date, such as 2027-03-31'),
});

/** Several actions at once: from the steps of an outcome, or from the gaps in what the council agreed. */
export function chooseRoutes(needs: PlanNeeds): Route[] {
  const { database, show, almanac } = needs;

  const read = (visit: Visit) => {
    const { council } = membershipOf(visit);
    return transact(database, { council }, async (handle) => ({
      members: activeOf(await needs.listMembers(handle, council)),
      agreed: await needs.findLevels(handle, council),
      actions: await listActions(handle, council),
    }));
  };

  const page = async (
    visit: Visit,
    gaps: boolean,
    typed?: Typed,
    problems?: readonly Problem[],
  ): Promise<Reply> => {
    const { members, agreed, actions } = await read(visit);
    const open = actions.filter(isOpen);
    const outcome = almanac.outcomes.find(({ slug }) => slug === visit.query.get('outcome'));
    const groups = gaps
      ? gapsOf(needs, agreed.levels, open, visit.query.getAll('target'))
      : stepsOf(needs, outcome, agreed.levels, open);
    return show(
      visit,
      'choose-actions.njk',
      gaps ? 'Put gaps into the plan' : 'Choose steps for the plan',
      {
        form: toFormView(visit, typed ?? { picks: [], status: 'proposed' }, problems),
        action: `${visit.path}${outcome ? `?outcome=${outcome.slug}` : ''}`,
        gaps,
        round: agreed.round,
        groups,
        outcomes: almanac.outcomes.map(({ slug, name }) => ({
          name,
          href: `${visit.path}?outcome=${slug}`,
          current: slug === outcome?.slug,
        })),
        owners: toChoices(almanac, members).owners,
      },
      problems ? 400 : 200,
    );
  };

  const add = async (visit: Visit, gaps: boolean): Promise<Reply> => {
    const parsed = parseForm(visit, schema);
    if (failed(parsed)) return page(visit, gaps, parsed.typed, parsed.problems);
    const { value, typed } = parsed;
    const { members, agreed } = await read(visit);
    const problem = (field: string, text: string) => page(visit, gaps, typed, [{ field, text }]);
    if (value.ownerId && !members.some(({ person_id }) => person_id === value.ownerId))
      return problem('ownerId', 'Choose somebody who belongs to the council here');
    const drafts = [...new Set(value.picks)].map((pick) => draftOfPick(pick, agreed.levels));
    const common = { status: value.status, ownerId: value.ownerId, due: value.due };
    const chosen = drafts.flatMap((draft) => (draft ? [{ ...draft, ...common }] : []));
    if (chosen.length < drafts.length) return problem('picks', 'Choose from the list');
    const { council } = membershipOf(visit);
    const by = visitorOf(visit).id;
    await transact(database, { council }, async (handle) => {
      // A double click must not put them there twice.
      const just = await listActions(handle, council, { madeBy: by, since: minuteAgo(visit.now) });
      const titles = new Set(just.map(({ title }) => title));
      const fresh = chosen.filter(({ title }) => !titles.has(title));
      await putIntoPlan(handle, { council, by }, fresh, visit.now);
    });
    return redirect(`/my/${council}/plan?done=added`);
  };

  const draftOfPick = (pick: string, levels: Levels): Draft | undefined => {
    const [kind, ref = ''] = pick.split(':');
    if (kind === 'step') {
      const step = findStep(almanac, ref);
      return step && draftFromStep(step, levels);
    }
    const target = kind === 'target' ? findTarget(almanac, ref) : undefined;
    return target && draftFromTarget(target, levels, almanac.levels);
  };

  const routes = (path: string, gaps: boolean): Route[] => [
    { method: 'GET', path, access: 'contributor', handle: (visit) => page(visit, gaps) },
    {
      method: 'POST',
      path,
      access: 'contributor',
      handle: (visit) => add(visit, gaps),
      keepsForm: true,
    },
  ];
  return [...routes('/my/:council/plan/choose', false), ...routes('/my/:council/plan/gaps', true)];
}
