import type { FastifyBaseLogger } from 'fastify';
import type { Config } from './config.ts';
import type { Council } from './content/almanac.ts';
import type { News } from './content/schema/pages.ts';
import { forgetAttempts } from './db/attempts.ts';
import type { Database } from './db/connect.ts';
import { migrate } from './db/migrate.ts';
import { transact } from './db/transact.ts';
import { forgetEnded, forgetIdleAccounts } from './features/account/retention.ts';
import { remindOfRounds, tellOfRoundsOver } from './features/assessment/reminders.ts';
import { forgetPrivateSheets } from './features/assessment/sheets.ts';
import { forgetProviderSignIns } from './features/sign-in/provider-sign-ins.ts';
import { forgetOldBrought } from './features/papers/brought.ts';
import { sendPlanNotices } from './features/plan/notices.ts';
import { forgetPartnerLinks } from './features/plan/partner-links.ts';
import { forgetSent } from './features/plan/sent.ts';
import { handOverPlans } from './features/plan/succession.ts';
import { tendCircles } from './features/circles/ending.ts';
import { forgetSharing } from './features/sharing/jobs.ts';
import { followUp } from './features/sharing/questions.ts';
import { forgetRequests } from './features/sign-in/requests.ts';
import { IDLE, LONGEST } from './features/sign-in/rules.ts';
import { forgetSessions } from './features/sign-in/sessions.ts';
import { tendBoard } from './features/together/ending.ts';
import { type Job, runDueJobs } from './jobs/jobs.ts';
import { withoutPersonalData } from './lib/safe-error.ts';
import { sendDueMail } from './mail/postman.ts';
import { KEEPERS, openTransport, siteOf } from './spaces.ts';
import { forgetOther } from './persons.ts';
import { CIRCLE_NEEDS, openTransport, siteOf } from './spaces.ts';
import { forgetNetworks } from './features/conversation/posts.ts';
import { sendDigests } from './features/following/digest.ts';
import { forgetOldModeration, remindEditors } from './features/moderation/person.ts';
import { forgetRequests } from './features/sign-in/requests.ts';
import { IDLE, LONGEST } from './features/sign-in/rules.ts';
import { forgetSessions } from './features/sign-in/sessions.ts';
import { listEditors } from './features/space/people.ts';
import { type Job, runDueJobs } from './jobs/jobs.ts';
import { withoutPersonalData } from './lib/safe-error.ts';
import { sendDueMail } from './mail/postman.ts';
import { forgetOther } from './persons.ts';
import { openTransport, siteOf } from './spaces.ts';
import { newsSources } from './talk-news.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BEFORE_NEXT = 2_000;
/** After the first failure and each that follows: soon at first, so that a short restart is hardly felt. */
const afterFailures = (failures: number) => Math.min(1_000 * 2 ** (failures - 1), 10_000);

/** Work that comes back by itself, on one server of all. */
export const listJobs = (
  database: Database,
  about: { site: string; title: string },
  councils: readonly Council[] = [],
  about: { site: string; title: string; news?: readonly News[] },
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
        await forgetIdleAccounts(handle, { ...about, forgetOther }, now);
        await forgetIdleAccounts(handle, { ...about, keepers: KEEPERS }, now);
        await forgetSharing(handle, now);
        await forgetIdleAccounts(handle, { ...about, forgetOther }, now);
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
      const names = new Map(councils.map(({ slug, name }) => [slug, name]));
      await sendPlanNotices(database, { ...about, nameOf: (slug) => names.get(slug) }, now);
    },
  },
  {
    name: 'hand plans over to successors',
    every: DAY,
    run: async (now) => {
      await handOverPlans(database, councils, now);
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

/**
 * Brings the database up to date, then sends mail and runs jobs until it is stopped. While the database cannot be
 * reached it waits and tries again: the guide is served all the same.
 */
export function startWork(
  config: Config,
  database: Database,
  log: Pick<FastifyBaseLogger, 'warn' | 'error'>,
  { title, councils }: { title: string; councils: readonly Council[] },
): { stop(): Promise<void> } {
  const transport = openTransport(config);
  const jobs = listJobs(database, { site: siteOf(config), title }, councils);
  { title, news }: { title: string; news: readonly News[] },
): { stop(): Promise<void> } {
  const transport = openTransport(config);
  const jobs = listJobs(database, { site: siteOf(config), title, news });
  let stopped = false;
  let migrated = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  const now = () => new Date();
  const round = async () => {
    try {
      if (!migrated) await migrate(database);
      migrated = true;
      await sendDueMail(database, transport, now, (kind, error) =>
        log.error({ kind, why: withoutPersonalData(error) }, 'a letter was given up'),
      );
      await runDueJobs(database, jobs, now(), (name, err) =>
        log.error({ name, err }, 'a job failed'),
      );
      failures = 0;
      return BEFORE_NEXT;
    } catch (err) {
      log.warn({ err }, 'the database cannot be worked with; trying again');
      failures += 1;
      return afterFailures(failures);
    }
  };
  let running: Promise<void>;
  const next = (wait: number) => {
    timer = setTimeout(() => {
      running = round().then((after) => {
        if (!stopped) next(after);
      });
    }, wait);
  };
  running = round().then((after) => {
    if (!stopped) next(after);
  });
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
