import { transact } from '../../db/transact.ts';
import { home } from '../../web/page-view.ts';
import { doneText } from '../../web/visits/show.ts';
import type { Reply, Route, Visit } from '../../web/visits/visit.ts';
import { listOpen } from './concerns.ts';
import { kindOf, type ModerationNeeds } from './needs.ts';
import { ageInDays, LATE_DAYS } from './rules.ts';
import { groupQueue, toConcernRow } from './views.ts';

const DONE = { decided: 'The decision is made, and its author is told.' };

/** What waits for an editor, with its age. */
export function queueRoutes(needs: ModerationNeeds): Route[] {
  const { database, show } = needs;

  const queue = (visit: Visit): Promise<Reply> =>
    transact(database, 'everyone', async (handle) => {
      const rows = [];
      for (const { about, concerns } of groupQueue(await listOpen(handle))) {
        const found = await kindOf(needs, about)?.find(handle, about, 'editor');
        const days = ageInDays(concerns[0]!.created_at, visit.now);
        rows.push({
          href: caseAddress(about),
          title: found?.title ?? (await needs.findPage(handle, about)) ?? about,
          doubt: found?.doubt ?? '',
          state: found?.state ?? '',
          days,
          late: days > LATE_DAYS,
          why: concerns.map(toConcernRow),
        });
      }
      return show(
        visit,
        'queue.njk',
        { title: 'What waits for an editor', kind: 'talk', trail: [home()] },
        { rows, done: doneText(visit, DONE), log: '/admin/reports/log' },
      );
    });

  return [{ method: 'GET', path: '/admin/reports', access: 'editor', handle: queue }];
}

const caseAddress = (about: string) => `/admin/reports/case?about=${encodeURIComponent(about)}`;
