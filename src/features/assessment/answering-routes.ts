import { transact } from '../../db/transact.ts';
import { KnownError } from '../../lib/errors.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { doneText } from '../../web/visits/show.ts';
import { type Reply, type Route, redirect, type Visit } from '../../web/visits/visit.ts';
import { noteAgreed } from './agreed.ts';
import { answerSchema, reasonMissing, toGiven, toTyped } from './answer-form.ts';
import { readAnswers, saveAnswer } from './answers.ts';
import { toHelp } from './help.ts';
import type { AssessmentNeeds, Desk, DeskPlace } from './needs.ts';
import { holdRound } from './rounds.ts';
import type { Answers } from './rules/answers.ts';
import type { Item } from './rules/items.ts';
import { anchorOf, toCheckView, toQuestionView } from './views.ts';

/** One question a page, saved at once, and the page that shows all answers. The same for every kind of sheet. */
export function answeringRoutes(
  { database, show, almanac }: AssessmentNeeds,
  place: DeskPlace,
): Route[] {
  /** Reads what a page needs, in one transaction. @throws KnownError 404 when there is no such sheet or question */
  const read = (visit: Visit) =>
    transact(database, place.scope(visit), async (handle) => {
      const desk = await place.findDesk(handle, visit);
      if (!desk) throw new KnownError(404, 'There is no such assessment.');
      return { desk, answers: await readAnswers(handle, desk.sheet) };
    });
  const itemOf = ({ items }: Desk, visit: Visit): Item => {
    const item = items.find(({ id }) => id === visit.params.item);
    if (!item) throw new KnownError(404, 'There is no such question.');
    return item;
  };

  const questionPage = (
    visit: Visit,
    desk: Desk,
    answers: Answers,
    typed?: Typed,
    problems?: readonly Problem[],
  ): Reply => {
    const item = itemOf(desk, visit);
    const asked = visit.query.get('back') ?? '';
    const back = BACK.includes(asked) ? asked : '';
    const values = typed ?? { ...toTyped(answers.get(item.id)), back };
    return show(
      visit,
      'answer.njk',
      `${item.outcome.name}: ${item.name}`,
      {
        ...toQuestionView(desk, item, answers),
        ...toHelp(almanac, item, desk.sheet.place),
        form: toFormView(visit, values, problems),
      },
      problems ? 400 : 200,
    );
  };

  const question = async (visit: Visit): Promise<Reply> => {
    const { desk, answers } = await read(visit);
    const item = itemOf(desk, visit);
    if (!desk.open) return redirect(`${desk.base}/check#${anchorOf(item)}`);
    return questionPage(visit, desk, answers);
  };

  const save = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, answerSchema);
    const { desk, answers } = await read(visit);
    const item = itemOf(desk, visit);
    if (!desk.open) return redirect(`${desk.base}/check?done=closed`);
    if (failed(parsed)) return questionPage(visit, desk, answers, parsed.typed, parsed.problems);
    const { value, typed } = parsed;
    const reason = reasonMissing(value);
    if (reason.length > 0) return questionPage(visit, desk, answers, typed, reason);
    const kept = await transact(database, place.scope(visit), async (handle) => {
      // Asked again in this transaction: it may have been closed or settled since the page was read.
      const { council, round_id: round } = desk.sheet;
      if (council && round) await holdRound(database, handle, council, round);
      if (!(await place.findDesk(handle, visit))?.open) return 'closed';
      const given = toGiven(item.id, value);
      const result = await saveAnswer(handle, desk.sheet, given, value.version, visit.now);
      if (desk.sheet.kind === 'agreed')
        await noteAgreed(handle, visit, desk, {
          item,
          given,
          before: answers.get(item.id),
          result,
        });
      return result;
    });
    if (kept === 'closed') return redirect(`${desk.base}/check?done=closed`);
    if (kept !== 'kept') {
      const now =
        item.levels.find(({ number }) => number === kept.choice)?.name ?? NAMES[kept.choice];
      const text = `This was answered in another window since you opened the page: it now says “${now}”. To put yours in its place, save again.`;
      const fresh = { ...typed, version: String(kept.version) };
      return questionPage(visit, desk, answers, fresh, [{ field: '', text }]);
    }
    const next = desk.items[desk.items.indexOf(item) + 1];
    if (value.back === 'voices' && desk.agreeing)
      return redirect(`${desk.base.replace(/\/agreed$/, '')}/voices#${anchorOf(item)}`);
    if (value.back === 'check' || !next) return redirect(`${desk.base}/check#${anchorOf(item)}`);
    return redirect(`${desk.base}/q/${next.id}`);
  };

  const check = async (visit: Visit): Promise<Reply> => {
    const { desk, answers } = await read(visit);
    return show(visit, 'check-answers.njk', 'Check your answers', {
      ...toCheckView(desk, answers),
      done: doneText(visit, DONE),
    });
  };

  const { path, access } = place;
  return [
    { method: 'GET', path: `${path}/q/:item`, access, handle: question },
    { method: 'POST', path: `${path}/q/:item`, access, handle: save, keepsForm: true },
    { method: 'GET', path: `${path}/check`, access, handle: check },
  ];
}

const BACK = ['check', 'voices'];

const DONE = {
  brought: 'The answers from the file are taken over.',
  closed: 'This was closed in the meantime, so the answer was not taken.',
};

const NAMES: Record<string, string> = {
  na: 'Does not apply',
  unknown: 'I don’t know',
  later: 'Come back to this',
};
