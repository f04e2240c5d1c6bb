import { z } from 'zod';
import { writeAudit } from '../../db/audit.ts';
import { transact } from '../../db/transact.ts';
import { problemsOfText } from '../../web/forms/careful-text.ts';
import { version } from '../../web/forms/fields.ts';
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
import { closeCircle, findCircle, setLearned } from './circles.ts';
import type { CircleNeeds } from './needs.ts';
import { CHANGED_SINCE, circlePath, isClosed, withMember } from './own.ts';
import { gatherReport } from './report.ts';
import { type Circle, partOf } from './rules/circle.ts';
import { toReportView } from './views.ts';

const schema = z.object({
  learned: z.string().max(10_000, 'Use at most 10,000 characters'),
  close: z.string(),
  sure: z.string(),
  version,
});

/** The end of a circle: what its members learned, beside what was done, which is gathered for them. */
export function reportRoutes(needs: CircleNeeds): Route[] {
  const { database, show } = needs;

  const page = async (
    visit: Visit,
    circle: Circle,
    typed: Typed,
    {
      problems,
      ask = false,
      now,
    }: { problems?: readonly Problem[]; ask?: boolean; now?: string } = {},
  ): Promise<Reply> => {
    // Plans of several councils: outside the wall, and only what they chose to show.
    const report = await transact(database, 'everyone', (handle) =>
      gatherReport(needs, handle, circle),
    );
    return show(
      visit,
      'circle-report.njk',
      'End report',
      {
        form: toFormView(visit, typed, problems),
        name: circle.name,
        report: toReportView(needs, report),
        ask,
        now,
        back: circlePath(membershipOf(visit).council, circle.id),
      },
      problems ? 400 : 200,
    );
  };

  const form = async (visit: Visit): Promise<Reply> => {
    const circle = await withMember(needs, visit, async (_handle, found) => found);
    return isClosed(circle, visit)
      ? redirect(circlePath(membershipOf(visit).council, circle.id))
      : page(visit, circle, { learned: circle.learned, version: String(circle.version) });
  };

  const keep = async (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const circle = await withMember(needs, visit, async (_handle, found) => found);
    const to = circlePath(council, circle.id);
    if (isClosed(circle, visit)) return redirect(to);
    const parsed = parseForm(visit, schema);
    if (failed(parsed)) return page(visit, circle, parsed.typed, parsed);
    const { learned, sure, version: sent, close } = parsed.value;
    const careful = problemsOfText({ learned }, sure === 'yes');
    if (close === 'yes' && !learned)
      careful.problems.push({
        field: 'learned',
        text: 'Enter what you learned, before you close it',
      });
    if (careful.problems.length > 0) return page(visit, circle, parsed.typed, careful);
    const person = visitorOf(visit).id;
    const kept = await transact(database, 'everyone', async (handle) => {
      const now = await findCircle(handle, council, circle.id);
      if (!now || partOf(now, council) !== 'member') return false;
      if (!(await setLearned(handle, { id: circle.id, version: sent }, learned))) return false;
      const action = close === 'yes' ? 'circle.closed' : 'circle.reported';
      if (close === 'yes') {
        const report = await gatherReport(needs, handle, now);
        await closeCircle(handle, circle.id, JSON.stringify(report), visit.now);
      }
      const detail = { circle: circle.id };
      await writeAudit(handle, { council, person, action, detail }, visit.now);
      return true;
    });
    if (!kept)
      return page(
        visit,
        circle,
        { ...parsed.typed, version: String(circle.version) },
        { problems: [{ field: '', text: CHANGED_SINCE }], now: circle.learned },
      );
    return redirect(`${to}?done=${close === 'yes' ? 'closed' : 'learned'}`);
  };

  const path = '/my/:council/circles/:circle/report';
  return [
    { method: 'GET', path, access: 'lead', handle: form },
    { method: 'POST', path, access: 'lead', handle: keep, keepsForm: true },
  ];
}
