import { z } from 'zod';
import { writeAudit } from '../../db/audit.ts';
import { transact } from '../../db/transact.ts';
import { daysAfter, isoDate } from '../../lib/dates.ts';
import { problemsOfText } from '../../web/forms/careful-text.ts';
import { line } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { toParagraphs } from '../../web/plain-text.ts';
import { doneText } from '../../web/visits/show.ts';
import {
  membershipOf,
  type Reply,
  type Route,
  redirect,
  type Visit,
  visitorOf,
} from '../../web/visits/visit.ts';
import { findCircle, listCircles, startCircle } from './circles.ts';
import { listDates, listNotes, listPicks } from './contents.ts';
import type { CircleNeeds } from './needs.ts';
import { circlePath, withAnyPart } from './own.ts';
import { LONGEST_DAYS, MOST_STARTED, partOf } from './rules/circle.ts';
import { findTarget, nameOf, targetChoices, toCircleView } from './views.ts';

const day = (missing: string) => z.string().regex(/^\d{4}-\d{2}-\d{2}$/, missing);
const schema = (today: string) =>
  z.object({
    name: line('Enter a name for the circle', 80),
    aim: z
      .string()
      .min(1, 'Enter what the circle wants to have done at its end')
      .max(2000, 'Use at most 2000 characters'),
    target: z.string().min(1, 'Choose the target that the circle works on'),
    begins: day('Enter the day on which it begins'),
    ends: day('Enter its last day')
      .refine((last) => last > today, 'Enter a last day that is still to come')
      .refine(
        (last) => last <= daysAfter(today, LONGEST_DAYS),
        'Enter a last day at most a year away',
      ),
    sure: z.string(),
  });

const DONE = {
  started: 'The circle is started. Now ask other councils in: it needs three.',
  invited: 'Asked. Their leads hear of it, if they have a space here.',
  joined: 'Your council is in.',
  declined: 'Declined. Nothing of the circle is shown to you any more.',
  left: 'Your council has left the circle.',
  noted: 'The note is kept.',
  dated: 'The dates are kept.',
  showed: 'Your choice of actions is kept.',
  learned: 'Kept.',
  closed: 'The circle is closed. Its report stays readable for the councils that took part.',
};

/** A council's learning circles: those that it is in, starting one, and the page of each. */
export function circleRoutes(needs: CircleNeeds): Route[] {
  const { database, show, almanac } = needs;

  const list = async (visit: Visit): Promise<Reply> => {
    const { council, role } = membershipOf(visit);
    const circles = await transact(database, { council }, (handle) => listCircles(handle, council));
    const views = circles.map((circle) => toCircleView(needs, visit, circle));
    return show(visit, 'circles.njk', 'Learning circles', {
      done: doneText(visit, DONE),
      lead: role === 'lead',
      asked: views.filter(({ part, stage }) => part === 'invited' && stage !== 'closed'),
      running: views.filter(({ part, stage }) => part === 'member' && stage !== 'closed'),
      closed: views.filter(({ part, stage }) => part === 'member' && stage === 'closed'),
    });
  };

  const formPage = (
    visit: Visit,
    typed: Typed,
    { problems, ask = false }: { problems?: readonly Problem[]; ask?: boolean } = {},
  ): Reply =>
    show(
      visit,
      'circle-form.njk',
      'Start a learning circle',
      { form: toFormView(visit, typed, problems), outcomes: targetChoices(almanac), ask },
      problems ? 400 : 200,
    );

  const newPage = async (visit: Visit): Promise<Reply> => {
    const today = isoDate(visit.now);
    return formPage(visit, {
      begins: daysAfter(today, 14),
      ends: daysAfter(today, 14 + 182),
      target: visit.query.get('target') ?? '',
    });
  };

  const start = async (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const parsed = parseForm(visit, schema(isoDate(visit.now)));
    if (failed(parsed)) return formPage(visit, parsed.typed, parsed);
    const { name, aim, target, begins, ends, sure } = parsed.value;
    const careful = problemsOfText({ name, aim }, sure === 'yes');
    const problems = [...careful.problems];
    if (!findTarget(almanac, target))
      problems.push({ field: 'target', text: 'Choose the target that the circle works on' });
    if (begins >= ends) problems.push({ field: 'begins', text: 'Enter a day before its last day' });
    if (problems.length > 0) return formPage(visit, parsed.typed, { ...careful, problems });
    const person = visitorOf(visit).id;
    return transact(database, { council }, async (handle) => {
      const own = (await listCircles(handle, council)).filter(
        (circle) => circle.council === council && !circle.closed_at,
      );
      // A double click must not start two.
      const same = own.find((circle) => circle.name === name && circle.target === target);
      if (same) return redirect(circlePath(council, same.id));
      if (own.length >= MOST_STARTED)
        return formPage(visit, parsed.typed, {
          problems: [
            {
              field: '',
              text: `Your council has ${MOST_STARTED} circles of its own running. Close one first.`,
            },
          ],
        });
      const circle = { name, aim, target, begins_on: begins, ends_on: ends, person };
      const id = await startCircle(handle, council, circle, visit.now);
      const detail = { circle: id };
      await writeAudit(handle, { council, person, action: 'circle.started', detail }, visit.now);
      return redirect(`${circlePath(council, id)}?done=started`);
    });
  };

  const one = async (visit: Visit): Promise<Reply> => {
    const { council, role } = membershipOf(visit);
    const read = await withAnyPart(needs, visit, async (handle, circle) => {
      const inside = partOf(circle, council) === 'member';
      return {
        circle,
        notes: inside ? await listNotes(handle, circle.id) : [],
        dates: inside ? await listDates(handle, circle.id) : [],
        picks: inside ? await listPicks(handle, circle.id) : [],
      };
    });
    const { circle, notes, dates, picks } = read;
    // Plans of several councils: outside the wall, and only what they chose to show.
    const actions = await transact(database, 'everyone', (handle) =>
      needs.readActions(handle, picks),
    );
    const view = toCircleView(needs, visit, circle);
    const open = view.stage !== 'closed';
    const today = isoDate(visit.now);
    return show(visit, 'circle.njk', circle.name, {
      form: toFormView(visit),
      done: doneText(visit, DONE),
      circle: view,
      lead: role === 'lead',
      writes: role !== 'viewer' && open && view.part === 'member',
      leads: role === 'lead' && open,
      notes: notes.map((note) => ({
        title: note.title,
        paragraphs: toParagraphs(note.body),
        council: nameOf(needs, note.council),
        day: note.created_at.slice(0, 10),
        changed: note.version > 1 ? note.changed_at.slice(0, 10) : undefined,
        href: `${view.href}/notes/${note.id}`,
      })),
      dates: dates.map((date) => ({
        title: date.title,
        day: date.day,
        time: date.time,
        minutes: date.minutes,
        place: toParagraphs(date.place),
        past: date.day < today,
        remove: `${view.href}/dates/${date.id}/remove`,
      })),
      actions: actions.map((each) => ({ ...each, council: nameOf(needs, each.council) })),
      report: needs.reports
        ? `/report?about=${encodeURIComponent(`/circles/${circle.id}`)}`
        : undefined,
    });
  };

  /** The address that members pass to one another: it leads each into the space of their own council. */
  const shared = async (visit: Visit): Promise<Reply> => {
    const id = visit.params.circle ?? '';
    for (const { council } of await needs.listPlaces(visitorOf(visit).id)) {
      const circle = await transact(database, { council }, (handle) =>
        findCircle(handle, council, id),
      );
      if (circle) return redirect(circlePath(council, id));
    }
    return show(visit, 'no-circle.njk', 'There is no learning circle of yours here', {}, 404);
  };

  const path = '/my/:council/circles';
  return [
    { method: 'GET', path, access: 'viewer', handle: list },
    { method: 'GET', path: `${path}/new`, access: 'lead', handle: newPage },
    { method: 'POST', path: `${path}/new`, access: 'lead', handle: start, keepsForm: true },
    { method: 'GET', path: `${path}/:circle`, access: 'viewer', handle: one },
    { method: 'GET', path: '/circles/:circle', access: 'signed-in', handle: shared },
  ];
}
