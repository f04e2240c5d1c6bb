import type { FastifyBaseLogger } from 'fastify';
import type { Config } from '../config.ts';
import type { Database } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import { runDueJobs } from '../jobs/jobs.ts';
import { withoutPersonalData } from '../lib/safe-error.ts';
import { sendDueMail } from '../mail/postman.ts';
import type { Site } from '../site.ts';
import { openTransport, siteOf } from './connections.ts';
import { listJobs } from './timed-work.ts';

const BEFORE_NEXT = 2_000;
/** After the first failure and each that follows: soon at first, so that a short restart is hardly felt. */
const afterFailures = (failures: number) => Math.min(1_000 * 2 ** (failures - 1), 10_000);

/**
 * Brings the database up to date, then sends mail and runs jobs until it is stopped. While the database cannot be
 * reached it waits and tries again: the guide is served all the same.
 */
export function startWork(
  config: Config,
  database: Database,
  log: Pick<FastifyBaseLogger, 'warn' | 'error'>,
  { title, councils, news }: Pick<Site, 'title' | 'councils' | 'news'>,
): { stop(): Promise<void> } {
  const transport = openTransport(config);
  const jobs = listJobs(database, { site: siteOf(config), title, councils, news });
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
