import { z } from 'zod';
import { isOverLimit, type Limit, networkOf } from '../../db/attempts.ts';
import type { Handle } from '../../db/connect.ts';
import { transact } from '../../db/transact.ts';
import { KnownError } from '../../lib/errors.ts';
import { choice, prose } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { home } from '../../web/page-view.ts';
import { localPath, type Reply, type Route, redirect, type Visit } from '../../web/visits/visit.ts';
import { addConcern } from './concerns.ts';
import { kindOf, type ModerationNeeds } from './needs.ts';
import { HOUSE_RULES, WRONG } from './rules.ts';

const REASONS = [WRONG, ...HOUSE_RULES.map(({ id }) => id)] as [string, ...string[]];
const schema = z
  .object({
    about: z.string().max(300),
    rule: choice(REASONS, 'Choose what comes closest'),
    words: prose(1000),
  })
  .refine(({ rule, words }) => rule !== WRONG || words !== '', {
    path: ['words'],
    error: 'Say what is not right',
  });
const LIMIT: Limit = { name: 'reports', most: 20, span: 24 * 3_600_000 };
const THANKS =
  'Thank you. An editor looks at it, oldest first. What was decided is in the log, without names.';

/** Telling the editors of anything: a post, or a page of the almanac. No account is needed. */
export function reportRoutes(needs: ModerationNeeds): Route[] {
  const { database, show } = needs;

  /** What an address names, for somebody who may read it. */
  const subjectOf = async (handle: Handle, visit: Visit, about: string) => {
    const kind = kindOf(needs, about);
    if (!kind) {
      const [path = ''] = about.split(/[?#]/);
      const title = await needs.findPage(handle, path);
      return title === undefined ? undefined : { kind: 'page', about: path, title, href: path };
    }
    const found = await kind.find(handle, about, visit.visitor);
    return found && { kind: kind.kind, about, title: found.title, href: found.href };
  };

  const page = async (
    visit: Visit,
    handle: Handle,
    asked: string,
    typed?: Typed,
    problems?: readonly Problem[],
  ): Promise<Reply> => {
    const subject = await subjectOf(handle, visit, localPath(asked, ''));
    if (!subject) throw new KnownError(404, 'There is nothing to report at this address.');
    return show(
      visit,
      'report.njk',
      { title: 'Tell the editors', kind: 'talk', trail: [home()] },
      {
        form: toFormView(visit, { ...typed, about: subject.about }, problems),
        subject,
        reasons: [
          { value: WRONG, text: 'Something is not right or out of date' },
          ...HOUSE_RULES.map(({ id, reason }) => ({ value: id, text: reason })),
        ],
      },
      problems ? 400 : 200,
    );
  };

  const ask = (visit: Visit): Promise<Reply> =>
    transact(database, 'everyone', async (handle) => {
      const about = visit.query.get('about');
      if (about) return page(visit, handle, about);
      // Without an address there is nothing to tell of yet: the rules say how to report.
      return redirect('/talk/rules');
    });

  const report = (visit: Visit): Promise<Reply> =>
    transact(database, 'everyone', async (handle) => {
      const parsed = parseForm(visit, schema);
      const about = localPath(String(parsed.typed.about ?? ''), '');
      if (failed(parsed)) {
        if (!about) return show(visit, 'stale.njk', 'That page was open for a long time', {}, 400);
        return page(visit, handle, about, parsed.typed, parsed.problems);
      }
      const subject = await subjectOf(handle, visit, about);
      if (!subject) throw new KnownError(404, 'There is nothing to report at this address.');
      const who = visit.visitor?.id;
      if (await isOverLimit(handle, LIMIT, who ?? networkOf(visit.ip), visit.now))
        return page(visit, handle, about, parsed.typed, [
          { field: '', text: 'That was a lot for one day. Go on tomorrow.' },
        ]);
      const { rule, words } = parsed.value;
      const concern = { about: subject.about, kind: subject.kind, source: 'report' } as const;
      await addConcern(handle, { ...concern, rule, words, person: who }, visit.now);
      return redirect('/report/thanks');
    });

  const thanks = async (visit: Visit): Promise<Reply> =>
    show(
      visit,
      'report-thanks.njk',
      { title: 'We have your report', kind: 'talk', trail: [home()] },
      { done: THANKS },
    );

  return [
    { method: 'GET', path: '/report', access: 'anyone', handle: ask },
    { method: 'POST', path: '/report', access: 'anyone', handle: report, keepsForm: true },
    { method: 'GET', path: '/report/thanks', access: 'anyone', handle: thanks },
  ];
}
