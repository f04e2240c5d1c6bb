import { z } from 'zod';
import { writeAudit } from '../../db/audit.ts';
import type { Handle } from '../../db/connect.ts';
import type { RulingRow } from '../../db/tables/moderation.ts';
import { transact } from '../../db/transact.ts';
import { KnownError } from '../../lib/errors.ts';
import { prose } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { home } from '../../web/page-view.ts';
import { doneText } from '../../web/visits/show.ts';
import { type Reply, type Route, redirect, type Visit, visitorOf } from '../../web/visits/visit.ts';
import { addConcern, findAppeal } from './concerns.ts';
import type { ModerationNeeds } from './needs.ts';
import { AGAINST_AUTHOR, ruleName } from './rules.ts';
import { findRuling } from './rulings.ts';

const schema = z.object({ words: prose(2000).min(1, 'Say why you think that it is wrong') });
const DONE = {
  sent: 'Your appeal is with the editors. You hear by mail when somebody has looked.',
};

/** The author's way to have a decision looked at again: once, by another editor where there is one. */
export function appealRoutes(needs: ModerationNeeds): Route[] {
  const { database, show } = needs;

  const onOwn =
    (work: (handle: Handle, visit: Visit, ruling: RulingRow) => Promise<Reply>) =>
    (visit: Visit): Promise<Reply> =>
      transact(database, 'everyone', async (handle) => {
        const ruling = await findRuling(handle, visit.params.ruling ?? '');
        // To anybody but the author there is no such decision.
        if (ruling?.author_id !== visitorOf(visit).id || !AGAINST_AUTHOR.has(ruling.act))
          throw new KnownError(404, 'There is no such decision about you.');
        return work(handle, visit, ruling);
      });

  const page = async (
    handle: Handle,
    visit: Visit,
    ruling: RulingRow,
    typed?: Typed,
    problems?: readonly Problem[],
  ): Promise<Reply> =>
    show(
      visit,
      'appeal.njk',
      { title: 'Ask for a second look', kind: 'talk', trail: [home()] },
      {
        form: toFormView(visit, typed, problems),
        ruling: {
          day: ruling.at.slice(0, 10),
          rule: ruleName(ruling.rule),
          words: ruling.words,
          about: ruling.about,
        },
        appealed: (await findAppeal(handle, ruling.id)) !== undefined,
        done: doneText(visit, DONE),
        action: `/appeal/${ruling.id}`,
      },
      problems ? 400 : 200,
    );

  const appeal = onOwn(async (handle, visit, ruling) => {
    const parsed = parseForm(visit, schema);
    if (failed(parsed)) return page(handle, visit, ruling, parsed.typed, parsed.problems);
    const to = `/appeal/${ruling.id}?done=sent`;
    if (await findAppeal(handle, ruling.id)) return redirect(to);
    const person = visitorOf(visit).id;
    const { about, kind, rule } = ruling;
    const concern = { about, kind, source: 'appeal', rule, words: parsed.value.words } as const;
    await addConcern(handle, { ...concern, person, against: ruling.id }, visit.now);
    const entry = { person, action: 'ruling.appealed', detail: { ruling: ruling.id } };
    await writeAudit(handle, entry, visit.now);
    return redirect(to);
  });

  const path = '/appeal/:ruling';
  const own = { access: 'signed-in' } as const;
  const read = onOwn((handle, visit, ruling) => page(handle, visit, ruling));
  return [
    { method: 'GET', path, ...own, handle: read },
    { method: 'POST', path, ...own, handle: appeal, keepsForm: true },
  ];
}
