import path from 'node:path';
import { MADE_UP, openExample, toCouncil } from '../src/compose/example.ts';
import type { Almanac } from '../src/content/almanac.ts';
import { loadContent } from '../src/content/load.ts';
import type { Database } from '../src/db/connect.ts';
import { transact } from '../src/db/transact.ts';
import { listClosed, readClosed } from '../src/features/assessment/for-papers.ts';
import type { Facts } from '../src/features/papers/facts.ts';
import { gatherFacts } from '../src/features/papers/gather.ts';
import type { PapersNeeds, PlanSource, RoundSource } from '../src/features/papers/needs.ts';
import { listForPapers } from '../src/features/plan/for-papers.ts';
import type { Visit } from '../src/web/visits/visit.ts';

export interface MadeUpPapers {
  almanac: Almanac;
  database: Database;
  facts: Facts;
}

/** What papers of the made-up council are made of, as its pages read it. */
export async function madeUpFacts(now = new Date('2026-11-27T10:00:00Z')): Promise<MadeUpPapers> {
  const { almanac: read } = await loadContent(
    path.resolve(import.meta.dirname, '../content'),
    '2026-11-27',
  );
  const madeUp = read!.madeUp!;
  const almanac = { ...read!, councils: [...read!.councils, toCouncil(madeUp)] };
  const database = await openExample(almanac, madeUp);
  const plan: Pick<PlanSource, 'list'> = { list: listForPapers };
  const rounds: RoundSource = {
    list: listClosed,
    read: (handle, council, round) => readClosed(almanac, handle, council, round),
  };
  // Only what reading takes.
  const needs = { almanac, madeUp: false, plan, rounds } as unknown as PapersNeeds;
  const visit = {
    now,
    visitor: { name: 'Ada Byron' },
    membership: { id: '', council: MADE_UP, role: 'viewer' },
  } as Partial<Visit> as Visit;
  const facts = await transact(database, { council: MADE_UP }, (handle) =>
    gatherFacts(needs, handle, visit, ''),
  );
  return { almanac, database, facts };
}
