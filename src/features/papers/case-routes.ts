import { writeAudit } from '../../db/audit.ts';
import { transact } from '../../db/transact.ts';
import { KnownError } from '../../lib/errors.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { doneText } from '../../web/visits/show.ts';
import {
  file,
  membershipOf,
  type Reply,
  type Route,
  redirect,
  type Visit,
  visitorOf,
} from '../../web/visits/visit.ts';
import type { Paper } from './blocks.ts';
import { caseSchema, MOST_YEARS, toCase, toTyped } from './case-form.ts';
import { caseNote } from './case-note.ts';
import { type BusinessCase, findCase, saveCase } from './cases.ts';
import { gatherFacts } from './gather.ts';
import type { PapersNeeds, PlanAction } from './needs.ts';
import { WORD } from './paper-routes.ts';
import { filesOf, toPaperView } from './paper-view.ts';
import { TREASURY_RATE } from './rules/npv.ts';

const DONE = { kept: 'The business case is kept.' };
const CHANGED_SINCE =
  'A colleague changed this case since you opened the page. What you typed is still here. Save again to put it in place of theirs.';

/** The business case of an action: its note as page, Word document and PDF, and the form behind it. */
export function caseRoutes(needs: PapersNeeds): Route[] {
  const { database, show, makers, cacheFolder, madeUp } = needs;
  const path = '/my/:council/plan/actions/:action/case';
  const addressOf = (visit: Visit) =>
    `/my/${membershipOf(visit).council}/plan/actions/${visit.params.action}`;

  /** @throws KnownError 404 when the plan has no such action */
  const read = (visit: Visit) => {
    const { council } = membershipOf(visit);
    return transact(database, { council }, async (handle) => {
      const facts = await gatherFacts(needs, handle, visit, visit.query.get('round') ?? '');
      const action = facts.actions.find(({ id }) => id === visit.params.action);
      const given = action && (await findCase(handle, council, action.id, TREASURY_RATE));
      if (!action || !given) throw new KnownError(404, 'There is no such action in the plan.');
      return { facts, action, given };
    });
  };
  const choicesOf = ({ query }: Visit) => ({
    names: query.get('names') === 'yes' ? ('yes' as const) : ('no' as const),
    draft: 'yes' as const,
  });
  const readPaper = async (visit: Visit): Promise<{ paper: Paper; name: string }> => {
    const { facts, action, given } = await read(visit);
    return {
      paper: caseNote(facts, action, given, choicesOf(visit)),
      name: `${facts.council.slug}-business-case-${facts.made.on}`,
    };
  };

  const page = async (visit: Visit): Promise<Reply> => {
    const { paper } = await readPaper(visit);
    const { council, role } = membershipOf(visit);
    const at = addressOf(visit);
    return show(visit, 'paper-page.njk', paper.title, {
      paper: toPaperView(paper, `/my/${council}/papers/crest`),
      back: { href: at, text: 'The action in the plan' },
      files: filesOf(`${at}/case`, '', makers.print !== undefined),
      prints: makers.print !== undefined,
      edit: role !== 'viewer' && !madeUp ? `${at}/case/edit` : undefined,
      done: doneText(visit, DONE),
    });
  };
  const word = async (visit: Visit): Promise<Reply> => {
    const { paper, name } = await readPaper(visit);
    return file(`${name}.docx`, WORD, await makers.make({ kind: 'word', cacheFolder, paper }));
  };
  const pdf = async (visit: Visit): Promise<Reply> => {
    const { paper, name } = await readPaper(visit);
    if (!makers.print) return redirect(`${addressOf(visit)}/case`);
    const html = needs.templates.render('paper-sheet.njk', { paper: toPaperView(paper) });
    const body = await makers.print(html, `${paper.mark.name} · ${paper.foot}`);
    return file(`${name}.pdf`, 'application/pdf', body);
  };

  const form = (
    visit: Visit,
    { action, given }: { action: PlanAction; given: BusinessCase },
    values: Typed = {},
    problems?: readonly Problem[],
  ): Reply =>
    show(
      visit,
      'case-edit.njk',
      `Business case: ${action.title}`,
      {
        form: toFormView(
          visit,
          { ...toTyped(given), ...values, version: `${given.version}` },
          problems,
        ),
        at: `${addressOf(visit)}/case`,
        action: action.title,
        years: Array.from({ length: MOST_YEARS }, (_, index) => index + 1),
        treasury: TREASURY_RATE,
      },
      problems ? 400 : 200,
    );

  const save = async (visit: Visit): Promise<Reply> => {
    const parsed = parseForm(visit, caseSchema);
    const now = await read(visit);
    if (failed(parsed)) return form(visit, now, parsed.typed, parsed.problems);
    const made = toCase(parsed.value, TREASURY_RATE);
    if ('problem' in made) return form(visit, now, parsed.typed, [made.problem]);
    const { council } = membershipOf(visit);
    const { id } = now.action;
    const kept = await transact(database, { council }, async (handle) => {
      if (!(await saveCase(handle, council, id, made.given))) return false;
      const { id: person } = visitorOf(visit);
      const entry = { council, person, action: 'case.changed', detail: { action: id } };
      await writeAudit(handle, entry, visit.now);
      return true;
    });
    if (!kept)
      return form(visit, await read(visit), parsed.typed, [{ field: '', text: CHANGED_SINCE }]);
    return redirect(`${addressOf(visit)}/case?done=kept`);
  };

  return [
    { method: 'GET', path, access: 'viewer', handle: page },
    { method: 'GET', path: `${path}.docx`, access: 'viewer', handle: word },
    { method: 'GET', path: `${path}.pdf`, access: 'viewer', handle: pdf },
    {
      method: 'GET',
      path: `${path}/edit`,
      access: 'contributor',
      handle: async (visit) => form(visit, await read(visit)),
    },
    { method: 'POST', path: `${path}/edit`, access: 'contributor', handle: save, keepsForm: true },
  ];
}
