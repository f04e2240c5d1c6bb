import { z } from 'zod';
import { writeAudit } from '../../db/audit.ts';
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
import { listDependencies, touchAction } from './actions.ts';
import { listCards } from './cards.ts';
import { holdPlan, setNeeds } from './dependencies.ts';
import { writeHistory } from './history.ts';
import type { PlanNeeds } from './needs.ts';
import { STATUSES } from './rules/action.ts';
import { findCircle } from './rules/circles.ts';
import { actionAddress } from './views.ts';
import { withAction } from './with-action.ts';

const MOST_NEEDS = 20;
const SHOWN = 30;
const schema = z.object({
  needs: z.array(z.string()).max(MOST_NEEDS, `Choose at most ${MOST_NEEDS}`),
});

/** What an action depends on: chosen from the plan, by search where it is long. */
export function needsRoutes(needs: PlanNeeds): Route[] {
  const { show } = needs;
  const path = '/my/:council/plan/actions/:action/needs';

  const page = async (
    visit: Visit,
    typed?: Typed,
    problems?: readonly Problem[],
  ): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const words = (visit.query.get('q') ?? '').trim().slice(0, 100);
    const view = await withAction(needs, visit, async (handle, action) => {
      const all = await listCards(handle, council);
      const found = words ? await listCards(handle, council, words) : all;
      const dependencies = await listDependencies(handle, council);
      const own = dependencies
        .filter(({ action_id }) => action_id === action.id)
        .map(({ needs_id }) => needs_id);
      const chosen = new Set(typed ? [typed.needs ?? []].flat() : own);
      const others = found.filter(({ id }) => id !== action.id && !chosen.has(id));
      // Those of the same outcome are the likeliest.
      others.sort(
        (a, b) => Number(b.outcome === action.outcome) - Number(a.outcome === action.outcome),
      );
      return {
        title: action.title,
        chosen: [...chosen],
        more: Math.max(0, others.length - SHOWN),
        items: [...all.filter(({ id }) => chosen.has(id)), ...others.slice(0, SHOWN)].map(
          (card) => ({
            value: card.id,
            text: card.title,
            hint: { text: [STATUSES[card.status], card.owner].filter(Boolean).join(', ') },
          }),
        ),
      };
    });
    return show(
      visit,
      'action-needs.njk',
      'What it depends on',
      {
        ...view,
        words,
        at: actionAddress(council, visit.params.action ?? ''),
        form: toFormView(visit, { needs: view.chosen }, problems),
      },
      problems ? 400 : 200,
    );
  };

  const save = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, schema);
    if (failed(parsed)) return page(visit, parsed.typed, parsed.problems);
    const { council } = membershipOf(visit);
    const by = visitorOf(visit).id;
    const problem = await withAction(needs, visit, async (handle, action) => {
      await holdPlan(needs.database, handle, council);
      const cards = new Map((await listCards(handle, council)).map((card) => [card.id, card]));
      const chosen = [...new Set(parsed.value.needs)];
      if (chosen.some((id) => !cards.has(id))) return 'Choose from the actions of this plan';
      const dependencies = await listDependencies(handle, council);
      const circle = findCircle(dependencies, action.id, chosen);
      if (circle) {
        const names = [...circle, action.id].map((id) => `“${cards.get(id)?.title}”`);
        return `This would go round in a circle: ${names.join(' needs ')}. Take one of them away.`;
      }
      const before = dependencies
        .filter(({ action_id }) => action_id === action.id)
        .map(({ needs_id }) => needs_id);
      if (sameSet(before, chosen)) return undefined;
      await setNeeds(handle, council, action.id, chosen);
      await touchAction(handle, council, action.id, visit.now);
      const note =
        chosen.length > 0
          ? `Depends on ${chosen.map((id) => `“${cards.get(id)?.title}”`).join(', ')}.`
          : 'Depends on nothing.';
      const line = {
        action: action.id,
        by,
        kind: 'changed' as const,
        note,
        version: action.version,
      };
      await writeHistory(handle, council, [line], visit.now);
      const entry = { council, person: by, action: 'action.changed' };
      await writeAudit(
        handle,
        { ...entry, detail: { action: action.id, fields: 'needs' } },
        visit.now,
      );
      return undefined;
    });
    if (problem) return page(visit, parsed.typed, [{ field: 'needs', text: problem }]);
    return redirect(`${actionAddress(council, visit.params.action ?? '')}?done=needs`);
  };

  return [
    { method: 'GET', path, access: 'contributor', handle: (visit) => page(visit) },
    { method: 'POST', path, access: 'contributor', handle: save, keepsForm: true },
  ];
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((each) => b.includes(each));
