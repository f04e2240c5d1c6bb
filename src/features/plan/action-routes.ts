import { z } from 'zod';
import { choice, version } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { doneText } from '../../web/visits/show.ts';
import {
  localPath,
  membershipOf,
  type Reply,
  type Route,
  redirect,
  type Visit,
  visitorOf,
} from '../../web/visits/visit.ts';
import { draftOf } from './action-form.ts';
import { listHistory } from './history.ts';
import type { PlanNeeds } from './needs.ts';
import { readAction } from './read-action.ts';
import { STATUS_IDS, STATUSES } from './rules/action.ts';
import { actionAddress } from './views.ts';
import { withAction } from './with-action.ts';
import { saveDraft } from './write-action.ts';

const updateSchema = z.object({
  status: choice(STATUS_IDS, 'Choose how it stands'),
  note: z
    .string()
    .max(300, 'Use at most 300 characters')
    .transform((text) => text.replaceAll(/\s+/g, ' ')),
  version,
});

const DONE = {
  added: 'It is in the plan.',
  updated: 'The update is kept.',
  changed: 'The change is kept.',
  together: 'A colleague changed other parts of it meanwhile. Both changes are kept.',
  said: 'Your comment is there.',
  finished: 'Well done. What changed is kept.',
  asked: 'What changed is kept. A lead was asked to raise the answer.',
  raised: 'The answer is raised, with this action as evidence.',
  'not-raised':
    'What changed is kept. The answer could not be raised: no closed round asks for it.',
  declined: 'The answer stays as it is.',
  needs: 'What it depends on is kept.',
  linked: 'The link is made.',
};

/** The page of one action, its update in ten seconds, and moving it on the board. */
export function actionRoutes(needs: PlanNeeds): Route[] {
  const { show } = needs;
  const path = '/my/:council/plan/actions/:action';

  const page = async (
    visit: Visit,
    typed?: Typed,
    problems?: readonly Problem[],
  ): Promise<Reply> => {
    const { action, view } = await readAction(needs, visit);
    const fresh = {
      status: action.status,
      note: '',
      version: String(action.version),
      body: '',
      tell: '',
    };
    return show(
      visit,
      'action.njk',
      action.title,
      {
        ...view,
        form: toFormView(visit, { ...fresh, ...typed }, problems),
        done: doneText(visit, DONE),
      },
      problems ? 400 : 200,
    );
  };

  const update = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, updateSchema);
    if (failed(parsed)) return page(visit, parsed.typed, parsed.problems);
    const { status, note, version: from } = parsed.value;
    const { council } = membershipOf(visit);
    const by = visitorOf(visit).id;
    const result = await withAction(needs, visit, async (handle, action) => {
      if (from !== action.version) {
        const since = (await listHistory(handle, council, action.id)).filter(
          (line) => line.version > from && line.changes.status && line.person_id !== by,
        );
        const [last] = since;
        if (last && status !== action.status)
          return `${last.who || 'A colleague'} set this to “${STATUSES[action.status]}” since you opened the page${last.note ? `, and said: “${last.note}”` : ''}. To set it to “${STATUSES[status]}” all the same, send it again.`;
      }
      const draft = {
        ...draftOf(action),
        status,
        statusNote: note || (status === action.status ? action.statusNote : ''),
      };
      const kept = await saveDraft(
        handle,
        { council, by },
        action,
        draft,
        { kind: 'update', note },
        visit.now,
      );
      return {
        kept,
        finished: status === 'done' && action.status !== 'done',
        version: action.version,
      };
    });
    if (typeof result === 'string') {
      // From here on it is their state that the form changes.
      const now = await withAction(needs, visit, async (_handle, action) => action.version);
      return page(visit, { ...parsed.typed, version: String(now) }, [{ field: '', text: result }]);
    }
    if (!result.kept) return update(visit);
    const at = actionAddress(council, visit.params.action ?? '');
    return redirect(result.finished ? `${at}/finish` : `${at}?done=updated`);
  };

  /** On the board: one column on or back. */
  const move = async (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const by = visitorOf(visit).id;
    const status = STATUS_IDS.find((id) => id === visit.form.get('status'));
    const back = localPath(visit.form.get('back'), `/my/${council}/plan/board`);
    const board = back.startsWith(`/my/${council}/plan/board`) ? back : `/my/${council}/plan/board`;
    if (!status) return redirect(board);
    const moved = await withAction(needs, visit, async (handle, action) => {
      const draft = { ...draftOf(action), status, statusNote: '' };
      if (action.status === status) return { id: action.id, finished: false };
      await saveDraft(handle, { council, by }, action, draft, { kind: 'update' }, visit.now);
      return { id: action.id, finished: status === 'done' };
    });
    if (moved.finished) return redirect(`${actionAddress(council, moved.id)}/finish`);
    const join = board.includes('?') ? '&' : '?';
    return redirect(`${board}${join}done=moved#card-${moved.id}`);
  };

  return [
    { method: 'GET', path, access: 'viewer', handle: (visit) => page(visit) },
    {
      method: 'POST',
      path: `${path}/update`,
      access: 'contributor',
      handle: update,
      keepsForm: true,
    },
    { method: 'POST', path: `${path}/move`, access: 'contributor', handle: move },
  ];
}
