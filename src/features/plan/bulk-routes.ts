import { z } from 'zod';
import { transact } from '../../db/transact.ts';
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
import { draftOf, isDay, toChoices } from './action-form.ts';
import { findAction } from './actions.ts';
import { listCards } from './cards.ts';
import { activeOf, type PlanNeeds } from './needs.ts';
import { readPlan } from './read-plan.ts';
import type { Draft } from './rules/action.ts';
import { STATUS_IDS } from './rules/action.ts';
import { saveDraft } from './write-action.ts';

const MOST_AT_ONCE = 200;
const KEEP = 'keep';

const schema = z.object({
  actions: z
    .array(z.string())
    .min(1, 'Choose at least one action')
    .max(MOST_AT_ONCE, `Choose at most ${MOST_AT_ONCE} at once`),
  status: z.enum([KEEP, ...STATUS_IDS]).catch(KEEP),
  note: z.string().max(300, 'Use at most 300 characters'),
  ownerId: z.string(),
  due: z
    .string()
    .refine((text) => text === '' || isDay(text), 'Enter a real date, such as 2027-03-31'),
});

/** Changing several actions at once: chosen in the list, changed on a page of its own. */
export function bulkRoutes(needs: PlanNeeds): Route[] {
  const { database, show, almanac } = needs;
  const path = '/my/:council/plan/bulk';

  /** @param ids of actions, as an address or a form says; those of other plans are left out */
  const page = async (
    visit: Visit,
    ids: readonly string[],
    typed?: Typed,
    problems?: readonly Problem[],
  ): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const { members, cards } = await transact(database, { council }, async (handle) => ({
      members: activeOf(await needs.listMembers(handle, council)),
      cards: await listCards(handle, council),
    }));
    const chosen = cards.filter(({ id }) => ids.includes(id)).slice(0, MOST_AT_ONCE);
    if (chosen.length === 0 && !problems) return redirect(`/my/${council}/plan?done=nothing`);
    const { owners, statuses } = toChoices(almanac, members);
    const fresh = { actions: chosen.map(({ id }) => id), status: KEEP, ownerId: KEEP };
    return show(
      visit,
      'bulk.njk',
      chosen.length === 1 ? 'Change one action' : `Change ${chosen.length} actions`,
      {
        form: toFormView(visit, typed ?? fresh, problems),
        at: `/my/${council}/plan`,
        actions: chosen.map(({ id, title }) => ({ value: id, text: title })),
        statuses: [{ value: KEEP, text: 'Leave as it is' }, ...statuses],
        owners: [{ value: KEEP, text: 'Leave as it is' }, ...owners],
      },
      problems ? 400 : 200,
    );
  };

  /** The actions that an address names, or all that fit a list narrowed as it says. */
  const idsAsked = async (visit: Visit): Promise<string[]> => {
    if (visit.query.get('every') !== 'yes')
      return visit.query.getAll('actions').slice(0, MOST_AT_ONCE);
    const { ordered } = await readPlan(needs, visit, '');
    return ordered.slice(0, MOST_AT_ONCE).map(({ id }) => id);
  };

  const change = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, schema);
    if (failed(parsed))
      return page(visit, [parsed.typed.actions ?? []].flat(), parsed.typed, parsed.problems);
    const { council } = membershipOf(visit);
    const by = visitorOf(visit).id;
    const { value } = parsed;
    const problem = await transact(database, { council }, async (handle) => {
      const members = activeOf(await needs.listMembers(handle, council));
      if (
        value.ownerId !== KEEP &&
        value.ownerId &&
        !members.some(({ person_id }) => person_id === value.ownerId)
      )
        return { field: 'ownerId', text: 'Choose somebody who belongs to the council here' };
      for (const id of new Set(value.actions)) {
        const action = await findAction(handle, council, id);
        if (!action) continue;
        const draft: Draft = { ...draftOf(action) };
        if (value.status !== KEEP && value.status !== action.status) {
          draft.status = value.status;
          draft.statusNote = value.note;
        }
        if (value.ownerId !== KEEP) {
          draft.ownerId = value.ownerId;
          draft.ownerRole = '';
        }
        if (value.due) draft.due = value.due;
        await saveDraft(
          handle,
          { council, by },
          action,
          draft,
          { kind: 'update', note: value.note },
          visit.now,
        );
      }
      return undefined;
    });
    if (problem) return page(visit, value.actions, parsed.typed, [problem]);
    return redirect(`/my/${council}/plan?done=changed`);
  };

  return [
    {
      method: 'GET',
      path,
      access: 'contributor',
      handle: async (visit) => page(visit, await idsAsked(visit)),
    },
    { method: 'POST', path, access: 'contributor', handle: change, keepsForm: true },
  ];
}
