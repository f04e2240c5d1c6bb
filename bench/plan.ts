// A plan of 2,000 actions against one of 20, on the server itself, and the weekly mail for 5,000 people.

import type { Database } from '../src/db/connect.ts';
import { openDatabase } from '../src/db/connect.ts';
import { migrate } from '../src/db/migrate.ts';
import { transact } from '../src/db/transact.ts';
import { setNeeds } from '../src/features/plan/dependencies.ts';
import { sendPlanNotices } from '../src/features/plan/notices.ts';
import { type Draft, EMPTY_DRAFT, STATUS_IDS } from '../src/features/plan/rules/action.ts';
import { putIntoPlan } from '../src/features/plan/write-action.ts';
import { findOrAddPerson } from '../src/features/sign-in/sessions.ts';
import { addMember } from '../src/features/space/members.ts';
import { signedIn } from '../test/browser-session.ts';
import { startApp } from '../test/start-app.ts';
import { median } from './peers.ts';

const NOW = new Date('2026-11-24T10:00:00.000Z');
const LARGE = { council: 'leeds', actions: 2_000 };
const SMALL = { council: 'york', actions: 20 };
const TIMES = 60;
const WARM = 10;
const PEOPLE = 5_000;
const IN_COUNCIL = 50;

async function fill(database: Database, council: string, actions: number, members: number) {
  await transact(database, 'everyone', async (handle) => {
    const people: string[] = [];
    for (let count = 0; count < members; count += 1) {
      const { id } = await findOrAddPerson(handle, `p${count}@${council}.example`, NOW);
      await addMember(handle, council, { person: id, role: 'lead', perspective: null }, NOW);
      people.push(id);
    }
    const drafts = Array.from(
      { length: actions },
      (_, index): Draft => ({
        ...EMPTY_DRAFT,
        title: `Action number ${index} of this plan`,
        outcome: index % 3 ? 'data' : 'services',
        target: index % 3 ? 'ownership' : 'complaints',
        why: 'A reason of some length, as people write it into such a field. '.repeat(4),
        ownerId: people[index % people.length]!,
        due: new Date(NOW.getTime() + ((index % 400) - 60) * 86_400_000).toISOString().slice(0, 10),
        status: STATUS_IDS[index % STATUS_IDS.length]!,
      }),
    );
    const ids = await putIntoPlan(handle, { council, by: people[0]! }, drafts, NOW);
    for (let index = 1; index < ids.length; index += 4)
      await setNeeds(handle, council, ids[index]!, [ids[index - 1]!]);
  });
}

/** Prints the list, the board and the timeline of a large plan, as times of the small one's, and the mail's time and memory. */
export async function measurePlan(): Promise<void> {
  const database = openDatabase({ file: ':memory:' });
  await migrate(database);
  for (const { council, actions } of [LARGE, SMALL]) await fill(database, council, actions, 20);
  const { app } = await startApp({}, database, () => NOW);
  const browsers = new Map<string, Awaited<ReturnType<typeof signedIn>>>();
  for (const { council } of [LARGE, SMALL])
    browsers.set(council, await signedIn(app, database, `p0@${council}.example`, NOW));
  for (const view of [
    '',
    '?by=owner&status=open',
    '?q=number+1',
    '/board',
    '/timeline',
    '/month',
  ]) {
    const times = new Map<string, number[]>();
    const worked: number[] = [];
    for (let round = 0; round < TIMES; round += 1)
      for (const { council } of [LARGE, SMALL]) {
        const start = performance.now();
        const spent = process.cpuUsage();
        const { statusCode } = await browsers.get(council)!.get(`/my/${council}/plan${view}`);
        const time = performance.now() - start;
        const { user, system } = process.cpuUsage(spent);
        if (statusCode !== 200) throw new Error(`${view}: ${statusCode}`);
        if (round < WARM) continue;
        times.set(council, [...(times.get(council) ?? []), time]);
        // Of the processor alone: what other programs do on the machine hardly shows in it.
        if (council === LARGE.council) worked.push((user + system) / 1_000);
      }
    const slowest = (council: string) =>
      times
        .get(council)!
        .toSorted((a, b) => a - b)
        .at(-1) ?? 0;
    const [large, small] = [LARGE, SMALL].map(({ council }) => median(times.get(council)!));
    console.log(
      `plan${view || ' list'} of ${LARGE.actions}: median ${large!.toFixed(1)} ms, slowest of ${TIMES - WARM} ${slowest(LARGE.council).toFixed(1)} ms, processor ${median(worked).toFixed(1)} ms; of ${SMALL.actions}: median ${small!.toFixed(1)} ms (${(large! / small!).toFixed(1)} times)`,
    );
  }
  await app.close();
  await database.close();
  await measureMail();
}

export async function measureMail(): Promise<void> {
  const database = openDatabase({ file: ':memory:' });
  await migrate(database);
  for (let count = 0; count < PEOPLE / IN_COUNCIL; count += 1)
    await fill(database, `council-${String(count).padStart(3, '0')}`, 100, IN_COUNCIL);
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  let highest = before;
  const start = performance.now();
  const about = {
    site: 'https://almanac.example',
    title: 'Almanac',
    // Asked once for each council: the work leaves a timer no time to look.
    nameOf(slug: string) {
      highest = Math.max(highest, process.memoryUsage().heapUsed);
      return slug;
    },
  };
  const sent = await sendPlanNotices(database, about, NOW);
  const time = performance.now() - start;
  const again = await sendPlanNotices(database, about, NOW);
  console.log(
    `plan mail for ${PEOPLE} people of ${PEOPLE / IN_COUNCIL} councils: ${sent} letters in ${(time / 1000).toFixed(1)} s (${(time / sent).toFixed(2)} ms each), heap at most ${((highest - before) / 1e6).toFixed(0)} MB above the start; again: ${again} letters`,
  );
  await database.close();
}

if (import.meta.main) await measurePlan();
