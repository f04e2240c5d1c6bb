import type { Database } from '../db/connect.ts';
import { transact } from '../db/transact.ts';

/** Work that returns: it must do no harm when it is done twice. */
export interface Job {
  name: string;
  /** Milliseconds from one run to the next. */
  every: number;
  run(now: Date): Promise<void>;
}

/** How long one server has a job for itself; after that another takes it, since the first must have died. */
const LEASE = 10 * 60_000;

/**
 * Runs each job that is due, on one server only.
 * @param report told of a job that failed; it is tried again at its next time
 */
export async function runDueJobs(
  database: Database,
  jobs: readonly Job[],
  now: Date,
  report: (name: string, error: unknown) => void,
): Promise<string[]> {
  const done: string[] = [];
  for (const job of jobs) {
    if (!(await take(database, job, now))) continue;
    try {
      await job.run(now);
      done.push(job.name);
    } catch (error) {
      report(job.name, error);
    }
    await transact(database, 'everyone', (handle) =>
      handle
        .updateTable('job')
        .set({ due_at: later(now, job.every), leased_until: null })
        .where('name', '=', job.name)
        .execute(),
    );
  }
  return done;
}

const later = (now: Date, milliseconds: number) =>
  new Date(now.getTime() + milliseconds).toISOString();

/** Takes a job that is due; a job never seen before is due at once. */
function take(database: Database, { name }: Job, now: Date): Promise<boolean> {
  const moment = now.toISOString();
  return transact(database, 'everyone', async (handle) => {
    await handle
      .insertInto('job')
      .values({ name, due_at: moment, leased_until: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const taken = await handle
      .updateTable('job')
      .set({ leased_until: later(now, LEASE) })
      .where('name', '=', name)
      .where('due_at', '<=', moment)
      .where((where) =>
        where.or([where('leased_until', 'is', null), where('leased_until', '<=', moment)]),
      )
      .executeTakeFirst();
    return taken.numUpdatedRows > 0n;
  });
}

/** When each job that was ever run is due next. */
export async function listJobTimes(database: Database): Promise<{ name: string; due: Date }[]> {
  const rows = await transact(database, 'everyone', (handle) =>
    handle.selectFrom('job').select(['name', 'due_at']).orderBy('name').execute(),
  );
  return rows.map(({ name, due_at }) => ({ name, due: new Date(due_at) }));
}
