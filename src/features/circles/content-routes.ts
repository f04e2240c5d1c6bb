import { z } from 'zod';
import { writeAudit } from '../../db/audit.ts';
import type { Handle } from '../../db/connect.ts';
import { problemsOfText } from '../../web/forms/careful-text.ts';
import { line, prose, version } from '../../web/forms/fields.ts';
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
import {
  addDate,
  addNote,
  changeNote,
  findNote,
  listDates,
  listNotes,
  listPicks,
  removeDate,
  setPicks,
} from './contents.ts';
import type { CircleNeeds } from './needs.ts';
import { CHANGED_SINCE, circlePath, isClosed, withMember } from './own.ts';
import type { Circle } from './rules/circle.ts';

const noteSchema = z.object({
  title: line('Enter a title', 100),
  body: z.string().min(1, 'Enter the note').max(10_000, 'Use at most 10,000 characters'),
  sure: z.string(),
  version,
});
const dateSchema = z.object({
  title: line('Enter what it is', 100),
  day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'Enter the day'),
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Enter the time, such as 10:00'),
  minutes: z.coerce
    .number({ error: 'Enter how many minutes it lasts' })
    .int('Enter whole minutes')
    .min(5, 'Enter at least 5 minutes')
    .max(600, 'Enter at most 600 minutes'),
  place: prose(300),
});
const actionsSchema = z.object({ actions: z.array(z.string()) });
const MOST_NOTES = 300;
const MOST_DATES = 60;
const MOST_SHOWN = 20;
const FULL = 'The circle holds as many of these as it can.';

/** What is in a circle: its notes, its dates, and the actions that each council chose to show. */
export function contentRoutes(needs: CircleNeeds): Route[] {
  const { show } = needs;

  type Told = { problems?: readonly Problem[]; ask?: boolean };
  const page = (
    visit: Visit,
    [template, title]: readonly [string, string],
    typed: Typed,
    { problems, ask = false }: Told = {},
    more: object = {},
  ): Reply =>
    show(
      visit,
      template,
      title,
      {
        form: toFormView(visit, typed, problems),
        ask,
        back: circlePath(membershipOf(visit).council, visit.params.circle),
        ...more,
      },
      problems ? 400 : 200,
    );
  const NEW_NOTE = ['circle-note.njk', 'Write a note'] as const;
  const NOTE = ['circle-note.njk', 'Change the note'] as const;
  const DATE = ['circle-date.njk', 'Add a date'] as const;
  const ACTIONS = ['circle-actions.njk', 'Which actions may the circle see?'] as const;

  /** Does work in an open circle; a closed one is only read. */
  const inOpen = (visit: Visit, work: (handle: Handle, circle: Circle) => Promise<Reply>) =>
    withMember(needs, visit, async (handle, circle) =>
      isClosed(circle, visit)
        ? redirect(circlePath(membershipOf(visit).council, circle.id))
        : work(handle, circle),
    );

  const done = async (
    handle: Handle,
    visit: Visit,
    circle: Circle,
    action: string,
  ): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const person = visitorOf(visit).id;
    const entry = { council, person, action, detail: { circle: circle.id } };
    await writeAudit(handle, entry, visit.now);
    return redirect(`${circlePath(council, circle.id)}?done=${action.replace('circle.', '')}`);
  };

  const note = (visit: Visit): Promise<Reply> =>
    inOpen(visit, async (handle, circle) => {
      const id = visit.params.note;
      const stored = id ? await findNote(handle, circle.id, id) : undefined;
      if (id && !stored) return redirect(circlePath(membershipOf(visit).council, circle.id));
      const kind = stored ? NOTE : NEW_NOTE;
      if (visit.form.size === 0 && !visit.stale)
        return page(
          visit,
          kind,
          stored ? { title: stored.title, body: stored.body, version: String(stored.version) } : {},
        );
      const parsed = parseForm(visit, noteSchema);
      if (failed(parsed)) return page(visit, kind, parsed.typed, parsed);
      const { title, body, sure, version: sent } = parsed.value;
      const careful = problemsOfText({ title, body }, sure === 'yes');
      if (careful.problems.length > 0) return page(visit, kind, parsed.typed, careful);
      const full = { problems: [{ field: '', text: FULL }] };
      if (stored) {
        const at = { id: stored.id, version: sent };
        if (!(await changeNote(handle, circle.id, at, { title, body }, visit.now)))
          return page(
            visit,
            kind,
            { ...parsed.typed, version: String(stored.version) },
            { problems: [{ field: '', text: CHANGED_SINCE }] },
            { now: stored },
          );
      } else {
        const notes = await listNotes(handle, circle.id);
        if (notes.length >= MOST_NOTES) return page(visit, kind, parsed.typed, full);
        const { council } = membershipOf(visit);
        const written = { council, person: visitorOf(visit).id, title, body };
        // A double click must not write two.
        if (!notes.some((each) => each.title === title && each.body === body))
          await addNote(handle, circle.id, written, visit.now);
      }
      return done(handle, visit, circle, 'circle.noted');
    });

  const datePage = (visit: Visit): Promise<Reply> =>
    inOpen(visit, async () => page(visit, DATE, { time: '10:00', minutes: '60' }));
  const date = (visit: Visit): Promise<Reply> =>
    inOpen(visit, async (handle, circle) => {
      const parsed = parseForm(visit, dateSchema);
      if (failed(parsed)) return page(visit, DATE, parsed.typed, parsed);
      const { council } = membershipOf(visit);
      const dates = await listDates(handle, circle.id);
      if (dates.length >= MOST_DATES)
        return page(visit, DATE, parsed.typed, { problems: [{ field: '', text: FULL }] });
      const { value } = parsed;
      const same = (each: (typeof dates)[number]) =>
        each.title === value.title && each.day === value.day && each.time === value.time;
      if (!dates.some(same)) await addDate(handle, circle.id, { council, ...value }, visit.now);
      return done(handle, visit, circle, 'circle.dated');
    });
  const cancel = (visit: Visit): Promise<Reply> =>
    inOpen(visit, async (handle, circle) => {
      await removeDate(handle, circle.id, visit.params.date ?? '');
      return done(handle, visit, circle, 'circle.dated');
    });

  const actionsPage = (visit: Visit): Promise<Reply> =>
    inOpen(visit, async (handle, circle) => {
      const { council } = membershipOf(visit);
      const own = await needs.listActions(handle, council);
      const shown = (await listPicks(handle, circle.id)).filter((each) => each.council === council);
      return page(
        visit,
        ACTIONS,
        { actions: shown.map(({ id }) => id) },
        {},
        {
          actions: own.map(({ id, title, state }) => ({
            value: id,
            text: title,
            hint: { text: state },
          })),
        },
      );
    });
  const actions = (visit: Visit): Promise<Reply> =>
    inOpen(visit, async (handle, circle) => {
      const { council } = membershipOf(visit);
      const parsed = parseForm(visit, actionsSchema);
      if (failed(parsed)) return redirect(circlePath(council, circle.id));
      const own = new Set((await needs.listActions(handle, council)).map(({ id }) => id));
      const chosen = [...new Set(parsed.value.actions)].filter((id) => own.has(id));
      const picks = { circle: circle.id, actions: chosen.slice(0, MOST_SHOWN) };
      await setPicks(handle, council, picks, visit.now);
      return done(handle, visit, circle, 'circle.showed');
    });

  const path = '/my/:council/circles/:circle';
  const may = { access: 'contributor' } as const;
  return [
    { method: 'GET', path: `${path}/notes/new`, ...may, handle: note },
    { method: 'POST', path: `${path}/notes/new`, ...may, handle: note, keepsForm: true },
    { method: 'GET', path: `${path}/notes/:note`, ...may, handle: note },
    { method: 'POST', path: `${path}/notes/:note`, ...may, handle: note, keepsForm: true },
    { method: 'GET', path: `${path}/dates/new`, ...may, handle: datePage },
    { method: 'POST', path: `${path}/dates/new`, ...may, handle: date, keepsForm: true },
    { method: 'POST', path: `${path}/dates/:date/remove`, ...may, handle: cancel },
    { method: 'GET', path: `${path}/actions`, ...may, handle: actionsPage },
    { method: 'POST', path: `${path}/actions`, ...may, handle: actions },
  ];
}
