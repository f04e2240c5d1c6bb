import { writeAudit } from '../../db/audit.ts';
import type { Handle } from '../../db/connect.ts';
import type { RoundRow } from '../../db/tables/assessment.ts';
import { transact } from '../../db/transact.ts';
import { KnownError } from '../../lib/errors.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { doneText } from '../../web/visits/show.ts';
import {
  membershipOf,
  type Reply,
  type Route,
  redirect,
  type Visit,
  visitorOf,
} from '../../web/visits/visit.ts';
import { answerSchema, reasonMissing, toGiven, toTyped } from './answer-form.ts';
import { readAnswers, saveAnswer } from './answers.ts';
import { listColleagues } from './colleagues.ts';
import type { AssessmentNeeds, DeskPlace } from './needs.ts';
import { type EventKind, listEvents, writeEvent } from './round-events.ts';
import { findAgreedSheet, findRound } from './rounds.ts';
import type { Item } from './rules/items.ts';
import { itemsOfRound } from './rules/round-items.ts';
import { askSchema, returnSchema } from './task-forms.ts';
import { noticeOfTask } from './task-letters.ts';
import { STATES, toEventView, toTaskList } from './task-views.ts';
import { askColleague, dropTask, findTask, listTasks, moveTask, proposalOf } from './tasks.ts';
import { answerInWords, toLevelChoices } from './views.ts';

const DONE = {
  asked: 'Your colleague is asked, and gets a letter.',
  answered: 'Your answer is with the lead now.',
  returned: 'The question is with your colleague again.',
  settled: 'The proposal is agreed now.',
  withdrawn: 'The question is taken back.',
  moved: 'Somebody moved this on in the meantime. Look at it as it is now.',
};

/**
 * Giving a question of a closed round to a colleague: asked, answered, given back with a question, settled. Leads ask and
 * settle; the colleague who was asked proposes.
 */
export function taskRoutes(needs: AssessmentNeeds, agreed: DeskPlace): Route[] {
  const { database, show, almanac } = needs;
  const path = '/my/:council/assessment/:round/tasks';
  const baseOf = (visit: Visit) =>
    `/my/${membershipOf(visit).council}/assessment/${visit.params.round}`;

  const read = async (handle: Handle, visit: Visit) => {
    const { council, role } = membershipOf(visit);
    const round = await findRound(handle, council, visit.params.round ?? '');
    const task = round && (await findTask(handle, council, round.id, visit.params.item ?? ''));
    const mine = task?.person_id === visitorOf(visit).id;
    if (!round?.closed_at || !task || (!mine && role !== 'lead'))
      throw new KnownError(404, 'There is no such question for you.');
    const item = itemsOfRound(almanac, round).find(({ id }) => id === task.item);
    if (!item) throw new KnownError(404, 'There is no such question.');
    return { round, task, item, mine, open: round.settled_at === null };
  };

  /** Writes down a move, and tells the other side by mail. */
  const tell = async (
    handle: Handle,
    visit: Visit,
    about: { round: RoundRow; item: Item; kind: EventKind; says?: string; to?: string },
  ) => {
    const { council } = membershipOf(visit);
    const { round, item, kind, says = '', to } = about;
    const person = visitorOf(visit).id;
    await writeEvent(
      handle,
      council,
      { round: round.id, item: item.id, person, kind, says },
      visit.now,
    );
    const action = kind.startsWith('task-') ? kind.replace('-', '.') : `task.${kind}`;
    const detail = { round: round.id, item: item.id };
    await writeAudit(handle, { council, person, action, detail }, visit.now);
    if (to && to !== person)
      await noticeOfTask(handle, needs, { to, council, round, item, kind }, visit.now);
  };

  const list = async (visit: Visit): Promise<Reply> => {
    const { council, role } = membershipOf(visit);
    const view = await transact(database, { council }, async (handle) => {
      const round = await findRound(handle, council, visit.params.round ?? '');
      if (!round) throw new KnownError(404, 'There is no such round.');
      const tasks = await listTasks(handle, council, round.id);
      const me = visitorOf(visit).id;
      const shown = tasks.filter(({ person_id }) => role === 'lead' || person_id === me);
      return {
        round: { name: round.name, base: baseOf(visit) },
        ...toTaskList(shown, itemsOfRound(almanac, round), me, baseOf(visit)),
      };
    });
    return show(visit, 'tasks.njk', 'Questions given to colleagues', {
      ...view,
      lead: role === 'lead',
      done: doneText(visit, DONE),
    });
  };

  const page = async (visit: Visit, typed?: Typed, problems?: readonly Problem[]) => {
    const { council, role } = membershipOf(visit);
    const view = await transact(database, { council }, async (handle) => {
      const { round, task, item, mine, open } = await read(handle, visit);
      const proposal = proposalOf(task);
      const values = typed ?? {
        ...toTyped(proposal && { ...proposal, answeredAt: '', version: 1 }),
        version: String(task.version),
      };
      return {
        round: { name: round.name, base: baseOf(visit) },
        item: {
          name: item.name,
          statement: item.statement,
          why: item.why,
          outcome: { slug: item.outcome.slug, name: item.outcome.name },
        },
        ...toLevelChoices(item),
        state: STATES[task.state],
        colleague: task.name || 'Somebody who left',
        proposal: proposal && {
          ...proposal,
          says: answerInWords(item, { ...proposal, answeredAt: '', version: 1 }),
          level: typeof proposal.choice === 'number' ? proposal.choice : undefined,
        },
        events: (await listEvents(handle, council, round.id, item.id)).map(toEventView),
        action: `${baseOf(visit)}/tasks/${item.id}`,
        mayPropose: mine && open && task.state !== 'settled',
        maySettle: role === 'lead' && open && task.state === 'answered',
        mayWithdraw: role === 'lead' && open && task.state !== 'settled',
        form: toFormView(visit, values, problems),
        task: { version: task.version },
      };
    });
    return show(
      visit,
      'task.njk',
      `${view.item.outcome.name}: ${view.item.name}`,
      { ...view, done: doneText(visit, DONE) },
      problems ? 400 : 200,
    );
  };

  const propose = async (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const parsed = parseForm(visit, answerSchema);
    if (failed(parsed)) return page(visit, parsed.typed, parsed.problems);
    const { value, typed } = parsed;
    const reason = reasonMissing(value);
    if (reason.length > 0) return page(visit, typed, reason);
    const done = await transact(database, { council }, async (handle) => {
      const { round, task, item, mine, open } = await read(handle, visit);
      if (!mine || !open || task.state === 'settled') return 'moved';
      const proposal = toGiven(item.id, value);
      const row = { id: task.id, version: value.version };
      const set = { state: 'answered', proposal } as const;
      if (!(await moveTask(handle, council, row, set, visit.now))) return 'moved';
      await tell(handle, visit, { round, item, kind: 'answered', to: task.asked_by });
      return 'answered';
    });
    return redirect(`${baseOf(visit)}/tasks/${visit.params.item}?done=${done}`);
  };

  /** What a lead does with a task: each moves it on once, and not when somebody else did before. */
  const decide = async (
    visit: Visit,
    kind: 'returned' | 'task-settled' | 'withdrawn',
    says = '',
  ): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const version = Number(visit.form.get('version') ?? 0);
    const done = await transact(database, { council }, async (handle) => {
      const { round, task, item, open } = await read(handle, visit);
      if (!open || task.version !== version) return 'moved';
      const to = task.person_id;
      if (kind === 'withdrawn') await dropTask(handle, council, { round: round.id, item: item.id });
      else if (task.state !== 'answered') return 'moved';
      else {
        const state = kind === 'returned' ? 'returned' : 'settled';
        if (!(await moveTask(handle, council, task, { state }, visit.now))) return 'moved';
        const sheet = await findAgreedSheet(handle, council, round.id);
        const proposal = proposalOf(task);
        if (kind === 'task-settled' && sheet && proposal) {
          const standing = (await readAnswers(handle, sheet)).get(item.id);
          const given = { ...proposal, dissent: proposal.dissent || (standing?.dissent ?? '') };
          await saveAnswer(handle, sheet, given, standing?.version ?? 0, visit.now);
        }
      }
      await tell(handle, visit, { round, item, kind, says, to });
      return kind.replace('task-', '');
    });
    const at = done === 'withdrawn' ? 'tasks' : `tasks/${visit.params.item}`;
    return redirect(`${baseOf(visit)}/${at}?done=${done}`);
  };
  const giveBack = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, returnSchema);
    if (failed(parsed))
      return page(visit, { question: parsed.typed.question ?? '' }, parsed.problems);
    return decide(visit, 'returned', parsed.value.question);
  };

  const askPage = async (visit: Visit, typed?: Typed, problems?: readonly Problem[]) => {
    const { council } = membershipOf(visit);
    const view = await transact(database, { council }, async (handle) => {
      const desk = await agreed.findDesk(handle, visit);
      const item = desk?.items.find(({ id }) => id === visit.params.item);
      if (!desk || !item) throw new KnownError(404, 'There is no such question.');
      return {
        round: { name: desk.title, base: baseOf(visit) },
        open: desk.open,
        item: { name: item.name, statement: item.statement, outcome: item.outcome.name },
        colleagues: (desk.agreeing?.colleagues ?? []).map(({ id, name }) => ({
          value: id,
          text: name || 'Somebody without a name',
        })),
        action: `${desk.base}/q/${item.id}/ask`,
        back: `${desk.base}/q/${item.id}`,
      };
    });
    return show(
      visit,
      'ask-colleague.njk',
      'Ask a colleague',
      { ...view, form: toFormView(visit, typed, problems) },
      problems ? 400 : 200,
    );
  };
  const ask = async (visit: Visit): Promise<Reply> => {
    const { council } = membershipOf(visit);
    const parsed = parseForm(visit, askSchema);
    if (failed(parsed)) return askPage(visit, parsed.typed, parsed.problems);
    const { person, question } = parsed.value;
    const known = await transact(database, { council }, async (handle) => {
      const colleagues = await listColleagues(handle, council);
      const round = await findRound(handle, council, visit.params.round ?? '');
      const item = round && itemsOfRound(almanac, round).find(({ id }) => id === visit.params.item);
      if (!round?.closed_at || round.settled_at || !item)
        throw new KnownError(404, 'There is no such question.');
      if (!colleagues.some(({ id }) => id === person)) return false;
      const task = { round: round.id, item: item.id, person, by: visitorOf(visit).id };
      await askColleague(handle, council, task, visit.now);
      await tell(handle, visit, { round, item, kind: 'asked', says: question, to: person });
      return true;
    });
    if (!known)
      return askPage(visit, parsed.typed, [{ field: 'person', text: 'Choose a colleague' }]);
    return redirect(`${baseOf(visit)}/tasks?done=asked`);
  };

  const of = `${path}/:item`;
  const asking = `${agreed.path}/q/:item/ask`;
  return [
    { method: 'GET', path, access: 'contributor', handle: list },
    { method: 'GET', path: of, access: 'contributor', handle: (visit) => page(visit) },
    { method: 'POST', path: of, access: 'contributor', handle: propose, keepsForm: true },
    { method: 'POST', path: `${of}/return`, access: 'lead', handle: giveBack, keepsForm: true },
    {
      method: 'POST',
      path: `${of}/settle`,
      access: 'lead',
      handle: (visit) => decide(visit, 'task-settled'),
    },
    {
      method: 'POST',
      path: `${of}/withdraw`,
      access: 'lead',
      handle: (visit) => decide(visit, 'withdrawn'),
    },
    { method: 'GET', path: asking, access: 'lead', handle: (visit) => askPage(visit) },
    { method: 'POST', path: asking, access: 'lead', handle: ask, keepsForm: true },
  ];
}
