// How long it takes to find what a need meets among 5,000 needs and offers, and to show the board with all its facets, on
// each database. The reference is the same look among 50, with the same code: what is left is what 5,000 cost.
import { loadContent } from '../src/content/load.ts';
import { type Database, openDatabase } from '../src/db/connect.ts';
import { migrate } from '../src/db/migrate.ts';
import type { Help } from '../src/db/tables/together.ts';
import { transact } from '../src/db/transact.ts';
import { findOrAddPerson } from '../src/features/sign-in/sessions.ts';
import { listBoard, listCandidates } from '../src/features/together/board.ts';
import { boardFacets, facetsOf } from '../src/features/together/facets.ts';
import { addListing } from '../src/features/together/listings.ts';
import { toGuide } from '../src/features/together/needs.ts';
import { HELP_IDS } from '../src/features/together/rules/listing.ts';
import { matchExamples, matchListings } from '../src/features/together/rules/matches.ts';
import { stepTie, targetTie } from '../src/features/together/rules/ties.ts';
import { toFacetViews } from '../src/web/facets/views.ts';
import { ensurePostgres, startCluster } from '../test/postgres.ts';
import { median } from './peers.ts';

const LOOKS = 300;
const NOW = new Date('2026-11-24T10:00:00Z');
const TODAY = '2026-11-24';

type Almanac = NonNullable<Awaited<ReturnType<typeof loadContent>>['almanac']>;

/** Fills the board: every outcome, target and step in turn, councils of the whole register, texts of some length. */
async function fill(database: Database, almanac: Almanac, count: number): Promise<void> {
  await migrate(database);
  await transact(database, 'everyone', async (handle) => {
    const { id: person } = await findOrAddPerson(handle, 'p@leeds.gov.uk', NOW);
    for (let index = 0; index < count; index += 1) {
      const outcome = almanac.outcomes[index % almanac.outcomes.length]!;
      const target = outcome.targets[index % outcome.targets.length]!;
      const step = outcome.steps[index % outcome.steps.length]!;
      const council = almanac.councils[(index * 7) % almanac.councils.length]!;
      await addListing(
        handle,
        council.slug,
        {
          kind: index % 2 === 0 ? 'need' : 'offer',
          help: HELP_IDS[index % HELP_IDS.length] as Help,
          title: `Number ${index} about ${target.name}`,
          body: step.body.slice(0, 1200),
          ties: [outcome.slug, targetTie(target), ...(index % 3 === 0 ? [stepTie(step)] : [])],
          ...{ for_nation: '', for_region: '', for_type: '', visibility: 'public' },
          ends_on: '2027-02-01',
          person,
        },
        NOW,
      );
    }
    await handle.updateTable('listing').set({ put_up_at: NOW.toISOString() }).execute();
  });
}

async function measure(name: string, database: Database, almanac: Almanac) {
  const guide = toGuide({ almanac });
  const facetsOfAll = boardFacets(almanac);
  const cards = await transact(database, { person: '' }, (handle) =>
    listBoard(handle, 'anyone', TODAY),
  );
  const match: number[] = [];
  const before = process.cpuUsage();
  for (let look = 0; look < LOOKS; look += 1) {
    const own = cards[(look * 13) % cards.length]!;
    const start = performance.now();
    const found = await transact(database, { person: '' }, (handle) =>
      listCandidates(handle, 'anyone', own, TODAY),
    );
    matchListings(own, found, guide);
    matchExamples(own, guide);
    match.push(performance.now() - start);
  }
  const spent = process.cpuUsage(before);
  const cpu = (spent.user + spent.system) / 1000 / LOOKS;
  const board: number[] = [];
  for (let look = 0; look < 40; look += 1) {
    const start = performance.now();
    const all = await transact(database, { person: '' }, (handle) =>
      listBoard(handle, 'anyone', TODAY),
    );
    const facets = facetsOf(facetsOfAll, all, new URLSearchParams());
    toFacetViews(all, facets, new Map([['kind', ['need']]]), () => '');
    board.push(performance.now() - start);
  }
  // Of this process alone: on SQLite all of it, and true however busy the machine is.
  console.log(
    `matching, ${cards.length} listings, ${name}: ${cpu.toFixed(1)} ms of processor time`,
  );
  const p99 = (times: number[]) =>
    [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
  for (const [what, times] of [
    ['matching', match],
    ['board with all facets', board],
  ] as const)
    console.log(
      `${what}, ${cards.length} listings, ${name}: median ${median([...times]).toFixed(1)} ms, p99 ${p99(times).toFixed(1)} ms`,
    );
}

/** Prints medians and p99 of both, among 50 and among 5,000. */
export async function measureTogether(contentDir: string): Promise<void> {
  const { almanac } = await loadContent(contentDir, TODAY);
  if (!almanac) throw new Error('The content has errors.');
  const bin = ensurePostgres();
  const cluster = bin ? await startCluster(bin, { durable: true }) : undefined;
  if (!cluster) console.log('No PostgreSQL is installed: left out.');
  for (const count of [50, 5000]) {
    const sqlite = openDatabase({ file: ':memory:' });
    await fill(sqlite, almanac, count);
    await measure('SQLite', sqlite, almanac);
    await sqlite.close();
    if (!cluster) continue;
    await cluster.create(`board_${count}`);
    const postgres = openDatabase({ url: cluster.url(`board_${count}`) });
    await fill(postgres, almanac, count);
    await measure('PostgreSQL', postgres, almanac);
    await postgres.close();
  }
  await cluster?.stop();
}

if (import.meta.main) await measureTogether('content');
