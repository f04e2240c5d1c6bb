import { isOverLimit, type Limit } from '../../db/attempts.ts';
import { writeAudit } from '../../db/audit.ts';
import type { Handle } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { FileRefused } from '../../files/read-spreadsheet.ts';
import { KnownError } from '../../lib/errors.ts';
import { writtenNumber } from '../../lib/numbers.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { doneText } from '../../web/visits/show.ts';
import {
  membershipOf,
  type Reply,
  type Route,
  redirect,
  type Visit,
  visitorOf,
} from '../../web/visits/visit.ts';
import { COLUMNS } from './action-sheet.ts';
import { findBrought, forgetBrought, keepBrought, keepRows, listBrought } from './brought.ts';
import type { Facts } from './facts.ts';
import { gatherFacts } from './gather.ts';
import type { ActionChange, PapersNeeds, PlanAction } from './needs.ts';
import { plain, readActionSheet, type SheetAction } from './read-action-sheet.ts';
import { type Compared, changesByAction, compare, type Line } from './rules/plan-changes.ts';
import { STATUSES } from './rules/plan-figures.ts';

const MOST = 2_000_000;
const FILES: Limit = { name: 'plans by person', most: 60, span: 3_600_000 };
/** Lines on one page; the rest follows when these are decided. */
const ON_PAGE = 200;

const STALE = 'This form was open for a long time. Choose the file again.';
const DONE = {
  kept: 'What you ticked is in the plan. What you did not tick is still here.',
  some: 'Some of it is in the plan. A colleague changed the rest while you looked: please look at it again.',
};

/** Bringing a spreadsheet of the plan back: each change is shown, and made when somebody says so. */
export function bringRoutes(needs: PapersNeeds): Route[] {
  const { database, show } = needs;
  const path = '/my/:council/papers/bring';
  const baseOf = (visit: Visit) => `/my/${membershipOf(visit).council}/papers`;

  const bringPage = async (visit: Visit, problems: readonly string[] = []): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const waiting = await transact(database, { council }, (handle) =>
      listBrought(handle, council, visitorOf(visit).id),
    );
    const [first] = problems;
    return show(
      visit,
      'bring-plan.njk',
      'Bring the plan back from a spreadsheet',
      {
        form: toFormView(visit, {}, first ? [{ field: 'file', text: first }] : []),
        base: baseOf(visit),
        cells: problems.slice(1, 50),
        more: Math.max(0, problems.length - 50),
        waiting: waiting.map(({ id, brought_at }) => ({
          href: `${baseOf(visit)}/bring/${id}`,
          day: brought_at.slice(0, 10),
          time: brought_at.slice(11, 16),
        })),
      },
      first ? 400 : 200,
    );
  };

  const bring = async (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const { id: person } = visitorOf(visit);
    if (visit.stale) return bringPage(visit, [STALE]);
    if (!visit.upload) return bringPage(visit, ['Choose a file: .xlsx']);
    const over = await transact(database, 'everyone', (handle) =>
      isOverLimit(handle, FILES, person, visit.now),
    );
    if (over) return bringPage(visit, ['You brought many files. Try again in an hour.']);
    const facts = await read(visit, (_handle, all) => all);
    try {
      const { actions, problems } = await readActionSheet(visit.upload.data, facts);
      if (problems.length > 0) return bringPage(visit, problems);
      if (actions.length === 0) return bringPage(visit, ['The sheet holds no action.']);
      const id = await transact(database, { council }, (handle) =>
        keepBrought(handle, council, person, actions, visit.now),
      );
      return redirect(`${baseOf(visit)}/bring/${id}`);
    } catch (error) {
      if (error instanceof FileRefused) return bringPage(visit, [error.message]);
      throw error;
    }
  };

  const read = <T>(visit: Visit, work: (handle: Handle, facts: Facts) => T | Promise<T>) => {
    const { council } = membershipOf(visit);
    return transact(database, { council }, async (handle) =>
      work(handle, await gatherFacts(needs, handle, visit, '')),
    );
  };

  /** What a person brought, against the plan as it stands. @returns nothing when they have no such file any more */
  const readBrought = async (handle: Handle, visit: Visit, actions: readonly PlanAction[]) => {
    const { council } = membershipOf(visit);
    const { id: person } = visitorOf(visit);
    const brought = await findBrought(handle, council, person, visit.params.brought ?? '');
    if (!brought) return undefined;
    const then = await readEarlier(handle, council, brought.rows, actions);
    const compared = compare(actions, brought.rows, then, plain);
    return { brought, compared };
  };

  /** The actions that changed since the file was made, as they stood then. */
  const readEarlier = async (
    handle: Handle,
    council: string,
    rows: readonly SheetAction[],
    actions: readonly PlanAction[],
  ) => {
    const versions = new Map(actions.map(({ id, version }) => [id, version]));
    const earlier = new Map<string, ActionChange>();
    for (const { id, version } of rows) {
      const now = versions.get(id);
      if (now === undefined || now === version) continue;
      const then = await needs.plan.at(handle, { council, id, version });
      if (then) earlier.set(id, then);
    }
    return (id: string) => earlier.get(id);
  };

  const review = async (
    visit: Visit,
    ticked?: ReadonlySet<string>,
    problem?: string,
  ): Promise<Reply> => {
    const page = await read(visit, async (handle, facts) => {
      const found = await readBrought(handle, visit, facts.actions);
      if (!found) return undefined;
      const { brought, compared } = found;
      return show(
        visit,
        'brought.njk',
        'Changes from your spreadsheet',
        {
          ...toReview(facts, compared, ticked),
          form: toFormView(visit, {}, problem ? [{ field: 'take', text: problem }] : []),
          base: baseOf(visit),
          action: `${baseOf(visit)}/bring/${brought.id}`,
          done: doneText(visit, DONE),
        },
        problem ? 400 : 200,
      );
    });
    // They have decided on it already, or it was forgotten.
    if (page) return page;
    return visit.stale ? bringPage(visit, [STALE]) : redirect(`${baseOf(visit)}/bring`);
  };

  const decide = async (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const { id: person } = visitorOf(visit);
    const id = visit.params.brought ?? '';
    if (visit.form.get('what') === 'forget') {
      if (visit.stale)
        return review(visit, undefined, 'This form was open for a long time. Press again.');
      await transact(database, { council }, (handle) => forgetBrought(handle, council, person, id));
      return redirect(`${baseOf(visit)}/bring`);
    }
    const ticked = new Set(visit.form.getAll('take'));
    if (visit.stale)
      return review(
        visit,
        ticked,
        'This form was open for a long time. Look at it and send it again.',
      );
    if (ticked.size === 0) return review(visit, ticked, 'Tick at least one change');
    const { left, missed } = await read(visit, async (handle, facts) => {
      const found = await readBrought(handle, visit, facts.actions);
      if (!found) return { left: 0, missed: ticked.size };
      const { brought, compared } = found;
      const chosen = compared.lines.filter(({ key }) => ticked.has(key));
      await take(handle, visit, facts.actions, brought.rows, chosen);
      const added = new Set(chosen.filter(({ field }) => !field).map(({ row }) => row));
      const rows = brought.rows.filter(({ row }) => !added.has(row));
      if (added.size > 0) await keepRows(handle, council, id, rows);
      const detail = { changes: chosen.filter(({ field }) => field).length, added: added.size };
      await writeAudit(handle, { council, person, action: 'plan.brought', detail }, visit.now);
      const remaining = compared.lines.length - chosen.length;
      if (remaining === 0 && chosen.length === ticked.size)
        await forgetBrought(handle, council, person, id);
      return { left: remaining, missed: ticked.size - chosen.length };
    });
    if (missed > 0) return redirect(`${baseOf(visit)}/bring/${id}?done=some`);
    return redirect(
      left > 0 ? `${baseOf(visit)}/bring/${id}?done=kept` : `${baseOf(visit)}?done=brought`,
    );
  };

  /** Makes the chosen changes, each action once. @throws KnownError 409, and nothing is kept, when one changed meanwhile */
  const take = async (
    handle: Handle,
    visit: Visit,
    actions: readonly PlanAction[],
    rows: readonly SheetAction[],
    chosen: readonly Line[],
  ) => {
    const { council } = membershipOf(visit);
    const by = { person: visitorOf(visit).id, now: visit.now };
    const versions = new Map(actions.map(({ id, version }) => [id, version]));
    for (const [id, change] of changesByAction(chosen)) {
      const at = { council, id, version: versions.get(id) ?? 0 };
      if ((await needs.plan.change(handle, at, change, by)) !== 'kept')
        throw new KnownError(
          409,
          'A colleague changed the plan at the same moment. Send it again.',
        );
    }
    for (const line of chosen.filter(({ field }) => !field)) {
      const row = rows.find((each) => each.row === line.row);
      if (row) await needs.plan.add(handle, council, row.values, by);
    }
  };

  return [
    { method: 'GET', path, access: 'contributor', handle: (visit) => bringPage(visit) },
    { method: 'POST', path, access: 'contributor', handle: bring, keepsForm: true, upload: MOST },
    {
      method: 'GET',
      path: `${path}/:brought`,
      access: 'contributor',
      handle: (visit) => review(visit),
    },
    {
      method: 'POST',
      path: `${path}/:brought`,
      access: 'contributor',
      handle: decide,
      keepsForm: true,
    },
  ];
}

/** The lines as a page shows them. Where both sides changed a field, neither is chosen. */
function toReview(
  facts: Facts,
  { lines, gone }: Compared,
  ticked: ReadonlySet<string> | undefined,
) {
  const titleOf = new Map(COLUMNS.flatMap(({ field, title }) => (field ? [[field, title]] : [])));
  const inWords = (field: Line['field'], value: Line['now']): string => {
    const id = String(value ?? '');
    if (field === 'status') return STATUSES[id as keyof typeof STATUSES] ?? id;
    if (field === 'effort') return facts.efforts[id] ?? id;
    if (field === 'costBand') return facts.costs[id] ?? id;
    return field === 'cost' && id !== '' ? `£${writtenNumber(Number(id))}` : id;
  };
  return {
    lines: lines.slice(0, ON_PAGE).map((line) => ({
      key: line.key,
      row: line.row,
      title: line.title,
      field: line.field ? titleOf.get(line.field) : undefined,
      now: inWords(line.field, line.now),
      file: inWords(line.field, line.file),
      both: line.both,
      ticked: ticked ? ticked.has(line.key) : !line.both,
    })),
    more: Math.max(0, lines.length - ON_PAGE),
    both: lines.filter(({ both }) => both).length,
    gone,
  };
}
