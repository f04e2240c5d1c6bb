import { z } from 'zod';
import { prose } from '../../web/forms/fields.ts';
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
import { draftOf } from './action-form.ts';
import { findAction } from './actions.ts';
import type { PlanNeeds } from './needs.ts';
import { decideRaise, mayRaise } from './raise.ts';
import { actionAddress, placeOf } from './views.ts';
import { withAction } from './with-action.ts';
import { saveDraft } from './write-action.ts';

const schema = z.object({
  figure: z
    .string()
    .min(1, 'Say what is different now, best with a figure. “Nothing yet” is an honest answer.')
    .max(300, 'Use at most 300 characters')
    .transform((text) => text.replaceAll(/\s+/g, ' ')),
  evidence: prose(2_000),
  raise: z.string(),
});

/** Closing the loop: what changed, whether the answer of the target is raised, and what others could learn from it. */
export function finishRoutes(needs: PlanNeeds): Route[] {
  const { show, almanac } = needs;
  const path = '/my/:council/plan/actions/:action';

  const page = async (
    visit: Visit,
    typed?: Typed,
    problems?: readonly Problem[],
  ): Promise<Reply> => {
    const { council, role } = membershipOf(visit);
    const { action, level } = await withAction(needs, visit, async (handle, found) => ({
      action: found,
      level: (await needs.findLevels(handle, council)).levels.get(
        `${found.outcome}.${found.target}`,
      ),
    }));
    const { target } = placeOf(almanac, action.outcome, action.target);
    const at = actionAddress(council, action.id);
    const stored = { figure: action.figure, evidence: action.evidence, raise: '' };
    return show(
      visit,
      'finish-action.njk',
      'What changed?',
      {
        form: toFormView(visit, typed ?? stored, problems),
        at,
        action: { title: action.title, measure: action.measure, done: action.status === 'done' },
        target: target && {
          name: target.name,
          statement: target.statement,
          now: level && almanac.levels[level - 1]?.name,
          to: action.toLevel && almanac.levels[action.toLevel - 1]?.name,
          says: target.levels.find(({ level: each }) => each.number === action.toLevel)
            ?.description,
        },
        mayRaise:
          target !== undefined && action.raise !== 'agreed' && mayRaise(needs, action, level),
        lead: role === 'lead',
        share: needs.shareAddress?.(council, action.id),
      },
      problems ? 400 : 200,
    );
  };

  const finish = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, schema);
    if (failed(parsed)) return page(visit, parsed.typed, parsed.problems);
    const { council, role } = membershipOf(visit);
    const by = visitorOf(visit).id;
    const { figure, evidence, raise } = parsed.value;
    const came = await withAction(needs, visit, async (handle, action) => {
      const draft = { ...draftOf(action), figure, evidence, status: 'done' as const };
      if (
        !(await saveDraft(handle, { council, by }, action, draft, { kind: 'finished' }, visit.now))
      )
        return undefined;
      if (raise !== 'yes') return 'finished';
      const fresh = (await findAction(handle, council, action.id))!;
      const { levels } = await needs.findLevels(handle, council);
      if (!mayRaise(needs, fresh, levels.get(`${fresh.outcome}.${fresh.target}`)))
        return 'finished';
      const decision = role === 'lead' ? 'agreed' : 'asked';
      return decideRaise(needs, handle, fresh, { decision, by }, visit.now);
    });
    if (!came) return finish(visit);
    return redirect(`${actionAddress(council, visit.params.action ?? '')}?done=${came}`);
  };

  const raise = async (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const by = visitorOf(visit).id;
    const decision = visit.form.get('decision');
    const at = actionAddress(council, visit.params.action ?? '');
    if (decision !== 'agreed' && decision !== 'declined') return redirect(at);
    const came = await withAction(needs, visit, async (handle, action) => {
      // Only a finished action is evidence, and only once.
      if (action.status !== 'done' || action.raise === 'agreed') return undefined;
      return decideRaise(needs, handle, action, { decision, by }, visit.now);
    });
    return redirect(came ? `${at}?done=${came}` : at);
  };

  return [
    {
      method: 'GET',
      path: `${path}/finish`,
      access: 'contributor',
      handle: (visit) => page(visit),
    },
    {
      method: 'POST',
      path: `${path}/finish`,
      access: 'contributor',
      handle: finish,
      keepsForm: true,
    },
    { method: 'POST', path: `${path}/raise`, access: 'lead', handle: raise },
  ];
}
