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
import { actionSchema, draftOf, toChoices, toDraft, toTyped } from './action-form.ts';
import { removeAction } from './actions.ts';
import { sayValue } from './history-views.ts';
import { activeOf, type PlanNeeds } from './needs.ts';
import { known, toSource } from './new-routes.ts';
import type { Action, Draft } from './rules/action.ts';
import { FIELDS, mergeEdits } from './rules/changes.ts';
import { actionAddress } from './views.ts';
import { withAction } from './with-action.ts';
import { draftAt, saveDraft } from './write-action.ts';

const removeSchema = z.object({ sure: z.literal('yes', 'Tick the box if you are sure') });

/** Changing everything of an action, also when a colleague does so at the same time; and removing one. */
export function editRoutes(needs: PlanNeeds): Route[] {
  const { show, almanac } = needs;
  const path = '/my/:council/plan/actions/:action';

  const editPage = async (
    visit: Visit,
    typed?: Typed,
    problems?: readonly Problem[],
  ): Promise<Reply> => {
    const { council, role } = membershipOf(visit);
    const { action, members } = await withAction(needs, visit, async (handle, found) => ({
      action: found,
      members: activeOf(await needs.listMembers(handle, council)),
    }));
    const draft = draftOf(action);
    return show(
      visit,
      'action-form.njk',
      `Change: ${action.title}`,
      {
        form: toFormView(visit, { ...toTyped(draft, action.version), ...typed }, problems),
        action: `${actionAddress(council, action.id)}/edit`,
        back: actionAddress(council, action.id),
        choices: toChoices(almanac, members, draft),
        source: toSource(needs, draft),
        fresh: false,
        remove: role === 'lead' ? `${actionAddress(council, action.id)}/remove` : undefined,
      },
      problems ? 400 : 200,
    );
  };

  const save = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, actionSchema);
    if (failed(parsed)) return editPage(visit, parsed.typed, parsed.problems);
    const { council } = membershipOf(visit);
    const by = visitorOf(visit).id;
    const result = await withAction(needs, visit, async (handle, action) => {
      const members = activeOf(await needs.listMembers(handle, council));
      const draft = toDraft(parsed.value, { almanac, members, standing: draftOf(action) });
      if (Array.isArray(draft)) return { problems: draft, typed: parsed.typed };
      // What an action came from is not typed, and stays.
      const mine = keepSources(known(needs, draft), action);
      const base = await draftAt(handle, council, action, parsed.value.version);
      const { merged, clashes } = base
        ? mergeEdits(base.draft, draftOf(action), mine)
        : { merged: mine, clashes: [] };
      if (base && clashes.length > 0) {
        const named = members.map(({ person_id, name }) => ({ id: person_id, name }));
        const who = base.by.find(Boolean) ?? 'A colleague';
        return {
          problems: clashes.map((field) => ({
            field: FIELD_NAMES[field] ?? field,
            text: `${FIELDS[field]}: ${who} changed it meanwhile to “${sayValue(needs, field, draftOf(action)[field], named)}”. Here is yours: keep it, or put theirs.`,
          })),
          typed: toTyped(merged, action.version),
        };
      }
      const kept = await saveDraft(
        handle,
        { council, by },
        action,
        merged,
        { kind: 'changed' },
        visit.now,
      );
      if (!kept) return undefined;
      const together = base !== undefined && base.by.length > 0;
      const finished = merged.status === 'done' && action.status !== 'done';
      return { together, finished };
    });
    // Somebody was quicker by a moment: look again at what stands there now.
    if (!result) return save(visit);
    if ('problems' in result) return editPage(visit, result.typed, result.problems);
    const at = actionAddress(council, visit.params.action ?? '');
    if (result.finished) return redirect(`${at}/finish`);
    return redirect(`${at}?done=${result.together ? 'together' : 'changed'}`);
  };

  const remove = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, removeSchema);
    if (failed(parsed)) return editPage(visit, undefined, parsed.problems);
    const { council } = membershipOf(visit);
    await withAction(needs, visit, async (handle, action) => {
      await removeAction(handle, council, action.id);
      const entry = { council, person: visitorOf(visit).id, action: 'action.removed' };
      await writeAudit(handle, { ...entry, detail: { action: action.id } }, visit.now);
    });
    return redirect(`/my/${council}/plan?done=removed`);
  };

  return [
    {
      method: 'GET',
      path: `${path}/edit`,
      access: 'contributor',
      handle: (visit) => editPage(visit),
    },
    { method: 'POST', path: `${path}/edit`, access: 'contributor', handle: save, keepsForm: true },
    { method: 'POST', path: `${path}/remove`, access: 'lead', handle: remove, keepsForm: true },
  ];
}

const keepSources = (draft: Draft, { step, example, question }: Action): Draft => ({
  ...draft,
  step,
  example,
  question,
});

/** Fields of an action that stand under another name in the form. */
const FIELD_NAMES: Partial<Record<keyof Draft, string>> = { outcome: 'place', target: 'place' };
