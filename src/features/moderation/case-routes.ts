import { z } from 'zod';
import type { Handle } from '../../db/connect.ts';
import type { ConcernRow } from '../../db/tables/moderation.ts';
import { transact } from '../../db/transact.ts';
import { KnownError } from '../../lib/errors.ts';
import { prose } from '../../web/forms/fields.ts';
import { toFormView } from '../../web/forms/form-view.ts';
import { failed, type Problem, parseForm, type Typed } from '../../web/forms/parse.ts';
import { home } from '../../web/page-view.ts';
import {
  localPath,
  type Reply,
  type Route,
  redirect,
  type Visit,
  visitorOf,
} from '../../web/visits/visit.ts';
import { findBan } from './bans.ts';
import { listAbout } from './concerns.ts';
import { decide } from './decide.ts';
import { kindOf, type Moderated, type ModerationNeeds } from './needs.ts';
import { ACTS, AGAINST_AUTHOR, BAN_DAYS, HOUSE_RULES, ruleName, whyNotDecide } from './rules.ts';
import { findRuling, listRulings } from './rulings.ts';
import { toConcernRow, toRulingRow } from './views.ts';

const schema = z.object({
  about: z.string().max(300),
  /** The last thing that was said against it when the page was made. */
  seen: z.string().max(60),
  act: z.string(),
  rule: z.string(),
  words: prose(1000),
  days: z.enum(BAN_DAYS).catch('7'),
});
const CHANGED = 'Something came in, or was decided, while you read. Look at it again.';

/** The page on which one thing is judged. */
export function caseRoutes(needs: ModerationNeeds): Route[] {
  const { database, show } = needs;
  const trail = [home(), { text: 'What waits', href: '/admin/reports' }];

  const subjectOf = async (handle: Handle, about: string) => {
    const kind = kindOf(needs, about);
    const found = await kind?.find(handle, about, 'editor');
    const concerns = await listAbout(handle, about);
    if (!found && concerns.length === 0)
      throw new KnownError(404, 'Nobody said anything about this address.');
    return { about, kind, found, concerns };
  };

  /** Who decided what an open appeal is against. */
  const firstOf = async (handle: Handle, concerns: readonly ConcernRow[]) => {
    const appeal = concerns.find(({ source, decided_at }) => source === 'appeal' && !decided_at);
    return appeal?.against ? (await findRuling(handle, appeal.against))?.by_person : undefined;
  };

  const page = async (
    visit: Visit,
    handle: Handle,
    asked: string,
    typed: Typed = {},
    problems?: readonly Problem[],
  ): Promise<Reply> => {
    const about = localPath(asked, '');
    const { found, concerns } = await subjectOf(handle, about);
    const rulings = await listRulings(handle, { about, most: 50 });
    const editors = await needs.listEditors(handle);
    const open = concerns.filter(({ decided_at }) => !decided_at);
    const first = await firstOf(handle, concerns);
    const stop = whyNotDecide(
      visitorOf(visit).id,
      { author: found?.author?.id, first },
      editors.length,
    );
    const author = found?.author;
    const banned =
      author &&
      (await findBan(handle, { id: author.id, email: author.email ?? '' }, visit.now)) !==
        undefined;
    const acts = [
      ...(found?.acts ?? []),
      ...(open.some(({ source }) => source === 'appeal') ? ['stands'] : []),
      ...(mayDismiss(open, found) ? ['dismiss'] : []),
      ...(author ? [banned ? 'unban' : 'ban'] : []),
    ];
    return show(
      visit,
      'case.njk',
      {
        title: found?.title ?? (await needs.findPage(handle, about)) ?? about,
        kind: 'talk',
        trail,
      },
      {
        form: toFormView(visit, { ...typed, about, seen: seenOf(concerns) }, problems),
        about,
        found,
        doubt: found?.doubt,
        concerns: concerns.map(toConcernRow),
        rulings: rulings.map(toRulingRow),
        stop,
        acts: [...new Set(acts)].map((act) => ({ value: act, text: LABELS[act] ?? act })),
        rules: HOUSE_RULES.map(({ id, name }) => ({ value: id, text: name })),
        days: BAN_DAYS.map((value) => ({ value, text: `${value} days` })),
      },
      problems ? 400 : 200,
    );
  };

  const see = (visit: Visit): Promise<Reply> =>
    transact(database, 'everyone', async (handle) => {
      const about = visit.query.get('about');
      return about ? page(visit, handle, about) : redirect('/admin/reports');
    });

  const judge = (visit: Visit): Promise<Reply> =>
    transact(database, 'everyone', async (handle) => {
      const parsed = parseForm(visit, schema);
      const about = localPath(String(parsed.typed.about ?? ''), '');
      if (!about) return show(visit, 'stale.njk', 'That page was open for a long time', {}, 400);
      const again = (problems: Problem[]) => page(visit, handle, about, parsed.typed, problems);
      if (failed(parsed)) return again(parsed.problems);
      const { act, rule, words, days, seen } = parsed.value;
      const subject = await subjectOf(handle, about);
      if (seen !== seenOf(subject.concerns)) return again([{ field: '', text: CHANGED }]);
      const by = visitorOf(visit).id;
      const editors = await needs.listEditors(handle);
      const first = await firstOf(handle, subject.concerns);
      const who = { author: subject.found?.author?.id, first };
      const stop = whyNotDecide(by, who, editors.length);
      if (stop) return again([{ field: '', text: stop }]);
      if (!(act in ACTS)) return again([{ field: 'act', text: 'Choose what to do' }]);
      const always = ['dismiss', 'stands', 'ban', 'unban'];
      if (!always.includes(act) && !subject.found?.acts.includes(act))
        return again([{ field: '', text: CHANGED }]);
      if (AGAINST_AUTHOR.has(act) || act === 'ban') {
        const problems: Problem[] = [];
        if (!ruleName(rule)) problems.push({ field: 'rule', text: 'Choose the rule' });
        if (words === '')
          problems.push({ field: 'words', text: 'Say why, in words for the author' });
        if (problems.length > 0) return again(problems);
      }
      await decide(handle, needs, subject, { act, rule, words, days: Number(days) }, by, visit.now);
      return redirect('/admin/reports?done=decided');
    });

  const one = '/admin/reports/case';
  return [
    { method: 'GET', path: one, access: 'editor', handle: see },
    { method: 'POST', path: one, access: 'editor', handle: judge, keepsForm: true },
  ];
}

const LABELS: Record<string, string> = {
  show: 'Let it through',
  refuse: 'Do not let it through',
  hide: 'Hide it',
  restore: 'Show it again',
  stands: 'It stays hidden',
  lock: 'Close the conversation to further answers',
  unlock: 'Open the conversation again',
  dismiss: 'Leave it as it is',
  ban: 'Its author may not write for a time',
  unban: 'Its author may write again',
};

/** What is held or appealed needs a decision of its own; where nothing is left to decide, all can be closed. */
const mayDismiss = (open: readonly ConcernRow[], found: Moderated | undefined): boolean =>
  open.length > 0 &&
  (open.every(({ source }) => source === 'report') || (found?.acts.length ?? 0) === 0);

/** What an editor had before them: a decision that rests on less is not taken. */
const seenOf = (concerns: readonly ConcernRow[]): string =>
  `${concerns.length}-${concerns.filter(({ decided_at }) => decided_at).length}`;
