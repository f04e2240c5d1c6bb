import type { Council } from '../content/almanac.ts';
import type { News } from '../content/schema/pages.ts';
import { forgetAttempts } from '../db/attempts.ts';
import type { Database } from '../db/connect.ts';
import { transact } from '../db/transact.ts';
import { forgetEnded, forgetIdleAccounts } from '../features/account/retention.ts';
import { remindOfRounds, tellOfRoundsOver } from '../features/assessment/reminders.ts';
import { forgetPrivateSheets } from '../features/assessment/sheets.ts';
import { tendCircles } from '../features/circles/ending.ts';
import { forgetNetworks } from '../features/conversation/posts.ts';
import { sendDigests } from '../features/following/digest.ts';
import { forgetOldModeration, remindEditors } from '../features/moderation/person.ts';
import { forgetOldBrought } from '../features/papers/brought.ts';
import { sendPlanNotices } from '../features/plan/notices.ts';
import { forgetPartnerLinks } from '../features/plan/partner-links.ts';
import { forgetSent } from '../features/plan/sent.ts';
import { handOverPlans } from '../features/plan/succession.ts';
import { forgetSharing } from '../features/sharing/jobs.ts';
import { followUp } from '../features/sharing/questions.ts';
import { forgetProviderSignIns } from '../features/sign-in/provider-sign-ins.ts';
import { forgetRequests } from '../features/sign-in/requests.ts';
import { IDLE, LONGEST } from '../features/sign-in/rules.ts';
import { forgetSessions } from '../features/sign-in/sessions.ts';
import { listEditors } from '../features/space/people.ts';
import { tendBoard } from '../features/together/ending.ts';
import type { Job } from '../jobs/jobs.ts';
import { KEEPERS } from './persons.ts';
import { CIRCLE_NEEDS } from './rooms.ts';
import { newsSources } from './talk-news.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Work that comes back by itself, on one server of all. */
export const listJobs = (
  database: Database,
  about: { site: string; title: string; councils?: readonly Council[]; news?: readonly News[] },
): Job[] => [
  {
    name: 'forget what is over',
    every: HOUR,
    run: (now) =>
      transact(database, 'everyone', async (handle) => {
        const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds).toISOString();
        await forgetRequests(handle, ago(DAY));
        await forgetProviderSignIns(handle, ago(DAY));
        await forgetSessions(handle, ago(IDLE), ago(LONGEST));
        await forgetPrivateSheets(handle, now);
        await forgetEnded(handle, now);
        await forgetOldBrought(handle, now);
        await forgetIdleAccounts(handle, { ...about, keepers: KEEPERS }, now);
        await forgetPartnerLinks(handle, ago(90 * DAY));
        await forgetSent(handle, ago(400 * DAY));
        await forgetSharing(handle, now);
        await forgetAttempts(handle, ago(2 * DAY));
        await forgetNetworks(handle, ago(14 * DAY));
        await forgetOldModeration(handle, now);
        await handle
          .deleteFrom('mail')
          .where('sent_at', '<', ago(30 * DAY))
          .execute();
        await handle
          .deleteFrom('mail')
          .where('failed_at', '<', ago(30 * DAY))
          .execute();
      }),
  },
  {
    name: 'remind of rounds',
    every: DAY,
    run: async (now) => {
      await transact(database, 'everyone', async (handle) => {
        await remindOfRounds(handle, about, now);
        await tellOfRoundsOver(handle, about, now);
      });
    },
  },
  {
    name: 'write to owners of actions',
    every: DAY,
    run: async (now) => {
      const names = new Map(about.councils?.map(({ slug, name }) => [slug, name]));
      await sendPlanNotices(database, { ...about, nameOf: (slug) => names.get(slug) }, now);
    },
  },
  {
    name: 'hand plans over to successors',
    every: DAY,
    run: async (now) => {
      await handOverPlans(database, about.councils ?? [], now);
    },
  },
  {
    name: 'tend the board',
    every: DAY,
    run: async (now) => {
      await transact(database, 'everyone', (handle) => tendBoard(handle, about, now));
    },
  },
  {
    name: 'tend the circles',
    every: DAY,
    run: async (now) => {
      const needs = { ...about, ...CIRCLE_NEEDS };
      await transact(database, 'everyone', (handle) => tendCircles(needs, handle, now));
    },
  },
  {
    name: 'ask whether examples are still so',
    every: DAY,
    run: async (now) => {
      await transact(database, 'everyone', (handle) => followUp(handle, about, now));
    },
  },
  {
    name: 'weekly digest',
    every: HOUR / 4,
    run: async (now) => {
      await sendDigests({ database, sources: newsSources(about.news ?? []), ...about }, now);
    },
  },
  {
    name: 'remind editors',
    every: DAY,
    run: async (now) => {
      await transact(database, 'everyone', async (handle) =>
        remindEditors(handle, about, await listEditors(handle), now),
      );
    },
  },
];
