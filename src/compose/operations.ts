import type { Config } from '../config.ts';
import type { Database } from '../db/connect.ts';
import { isUnreachable } from '../db/failures.ts';
import { readStanding } from '../db/migrate.ts';
import { listJobTimes } from '../jobs/jobs.ts';
import { UnavailableError } from '../lib/errors.ts';
import { measureOutbox } from '../mail/outbox.ts';
import { createMetrics, type Reading } from '../web/metrics.ts';
import type { Operations } from '../web/operations.ts';

/** What the almanac tells those who run it: whether it is ready, and numbers without personal data. */
export function createOperations(
  config: Config,
  database: Database,
  now: () => Date = () => new Date(),
): Operations {
  return {
    notReady: () => notReady(database),
    metrics: createMetrics(() => readNumbers(database, now())),
    token: config.METRICS_TOKEN,
    open: config.NODE_ENV !== 'production',
  };
}

async function notReady(database: Database): Promise<string | undefined> {
  try {
    const { missing } = await readStanding(database);
    return missing.length > 0 ? 'The tables of the database are not up to date.' : undefined;
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    return 'The database cannot be reached.';
  }
}

async function readNumbers(database: Database, now: Date): Promise<Reading[]> {
  const up = {
    name: 'almanac_database_up',
    help: 'Whether the database can be worked with: 1 or 0.',
  };
  try {
    const outbox = await measureOutbox(database, now);
    const jobs = await listJobTimes(database);
    return [
      { ...up, value: 1 },
      { name: 'almanac_mail_waiting', help: 'Letters not sent yet.', value: outbox.waiting },
      {
        name: 'almanac_mail_oldest_seconds',
        help: 'Age of the oldest letter not sent yet; 0 when none waits.',
        value: outbox.oldest / 1000,
      },
      {
        name: 'almanac_mail_given_up',
        help: 'Letters of the last 30 days that were given up.',
        value: outbox.givenUp,
      },
      ...jobs.map(({ name, due }) => ({
        name: 'almanac_job_late_seconds',
        help: 'How long a job that returns has been due and not done; 0 before its time.',
        labels: { job: name },
        value: Math.max(0, now.getTime() - due.getTime()) / 1000,
      })),
    ];
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error;
    return [{ ...up, value: 0 }];
  }
}
