import { addresses } from '../../content/addresses.ts';
import { transact } from '../../db/transact.ts';
import { KnownError } from '../../lib/errors.ts';
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
import { actionSchema, toChoices, toDraft, toTyped } from './action-form.ts';
import { listActions } from './actions.ts';
import { activeOf, type PlanNeeds } from './needs.ts';
import type { Draft } from './rules/action.ts';
import { draftAsked, findExample, findQuestion, findStep } from './rules/drafts.ts';
import { actionAddress } from './views.ts';
import { putIntoPlan } from './write-action.ts';

/** One new action: from a step, a target, an example, a question, or free text. */
export function newRoutes(needs: PlanNeeds): Route[] {
  const { database, show, almanac } = needs;
  const path = '/my/:council/plan/new';

  /** What the page needs beside what was typed. */
  const read = (visit: Visit) => {
    const { council } = membershipOf(visit);
    return transact(database, { council }, async (handle) => ({
      members: activeOf(await needs.listMembers(handle, council)),
      levels: (await needs.findLevels(handle, council)).levels,
    }));
  };

  const newPage = async (
    visit: Visit,
    typed?: Typed,
    problems?: readonly Problem[],
  ): Promise<Reply> => {
    const { members, levels } = await read(visit);
    const draft = draftAsked(almanac, visit.query, levels);
    if (!draft)
      throw new KnownError(404, 'The guide has no such step, target, example or question.');
    return show(
      visit,
      'action-form.njk',
      'Add an action',
      {
        form: toFormView(visit, typed ?? toTyped(draft), problems),
        action: visit.path,
        choices: toChoices(almanac, members),
        source: toSource(needs, typed ?? draft),
        fresh: true,
      },
      problems ? 400 : 200,
    );
  };

  const add = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, actionSchema);
    if (failed(parsed)) return newPage(visit, parsed.typed, parsed.problems);
    const { members } = await read(visit);
    const draft = toDraft(parsed.value, { almanac, members });
    if (Array.isArray(draft)) return newPage(visit, parsed.typed, draft);
    const { council } = membershipOf(visit);
    const by = visitorOf(visit).id;
    const id = await transact(database, { council }, async (handle) => {
      // A double click must not put it there twice.
      const twin = (
        await listActions(handle, council, { madeBy: by, since: minuteAgo(visit.now) })
      ).find(({ title }) => title === draft.title);
      if (twin) return twin.id;
      const [made] = await putIntoPlan(handle, { council, by }, [known(needs, draft)], visit.now);
      return made!;
    });
    return redirect(`${actionAddress(council, id)}?done=added`);
  };

  return [
    { method: 'GET', path, access: 'contributor', handle: (visit) => newPage(visit) },
    { method: 'POST', path, access: 'contributor', handle: add, keepsForm: true },
  ];
}

export const minuteAgo = (now: Date): string => new Date(now.getTime() - 60_000).toISOString();

/** A draft whose sources are parts of the guide; what a form says beyond that is dropped. */
export function known({ almanac }: Pick<PlanNeeds, 'almanac'>, draft: Draft): Draft {
  return {
    ...draft,
    step: findStep(almanac, draft.step) ? draft.step : '',
    example: findExample(almanac, draft.example) ? draft.example : '',
    question: findQuestion(almanac, draft.question) ? draft.question : '',
  };
}

/** The part of the guide that an action came from, to read it again. */
export function toSource(
  { almanac }: Pick<PlanNeeds, 'almanac'>,
  from: { step?: unknown; example?: unknown; question?: unknown },
): { kind: string; text: string; href: string } | undefined {
  const step = findStep(almanac, String(from.step ?? ''));
  if (step) return { kind: 'From the step', text: step.title, href: addresses.step(step) };
  const example = findExample(almanac, String(from.example ?? ''));
  if (example)
    return { kind: 'From the example', text: example.title, href: addresses.example(example) };
  const question = findQuestion(almanac, String(from.question ?? ''));
  if (question)
    return {
      kind: 'From the question',
      text: `“${question.question}”`,
      href: addresses.question(question),
    };
  return undefined;
}
