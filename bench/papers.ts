// Time and memory of the papers of a full plan, each in a process of its own, beside a paper of an empty plan.
import { spawnSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import type { Facts } from '../src/features/papers/facts.ts';
import { madeUpFacts } from '../test/paper-facts.ts';

const ACTIONS = 2_000;
const ROUNDS = 3;
const cacheFolder = path.join(os.tmpdir(), 'almanac-test-data/cache');

/** The made-up council's plan, again and again until it is full. */
function fill(facts: Facts, actions: number): Facts {
  const { actions: some } = facts;
  return {
    ...facts,
    actions: Array.from({ length: actions }, (_, index) => ({
      ...some[index % some.length]!,
      id: `a${index}`,
      title: `${some[index % some.length]!.title} (${index + 1})`,
    })),
  };
}

interface Measured {
  /** Milliseconds by the clock, and of the processor: on a busy machine they are far apart. */
  time: number;
  cpu: number;
  memory: number;
  bytes: number;
}

const KINDS = ['committee', 'scrutiny', 'slides', 'spreadsheet'] as const;

/** Makes one file and tells what it took. The files of libraries are loaded before, as in a worker that is at work. */
async function measureOne(kind: string, actions: number): Promise<void> {
  const { database, facts: made } = await madeUpFacts();
  await database.close();
  const facts = fill(made, actions);
  const { FIRST_CHOICES } = await import('../src/features/papers/rules/choices.ts');
  const choices = { ...FIRST_CHOICES, extent: 'all' as const };
  const { makeTask } = await import('../src/features/papers/task.ts');
  const { committeePaper } = await import('../src/features/papers/committee.ts');
  const { scrutinyPack } = await import('../src/features/papers/scrutiny.ts');
  const { planInSpreadsheet } = await import('../src/features/papers/action-sheet.ts');
  const make = (of: Facts): Promise<Buffer> => {
    if (kind === 'spreadsheet') return planInSpreadsheet(of, true);
    if (kind === 'slides') return makeTask({ kind: 'slides', cacheFolder, facts: of, choices });
    const paper = kind === 'committee' ? committeePaper : scrutinyPack;
    return makeTask({ kind: 'word', cacheFolder, paper: paper(of, choices) });
  };
  await make(fill(made, 1));
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 5);
  const start = performance.now();
  const cpu = process.cpuUsage();
  const body = await make(facts);
  const time = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  clearInterval(watch);
  most = Math.max(most, process.memoryUsage.rss());
  console.log(
    JSON.stringify({
      time,
      cpu: (user + system) / 1000,
      memory: (most - before) / 1e6,
      bytes: body.length,
    }),
  );
}

/** Prints the median time and the most memory above what the process had before, against the paper of one action. */
export async function measurePapers(): Promise<void> {
  const run = (kind: string, actions: number) => {
    const { stdout } = spawnSync(
      process.execPath,
      ['--expose-gc', import.meta.filename, kind, String(actions)],
      { encoding: 'utf8' },
    );
    return JSON.parse(stdout) as Measured;
  };
  for (const kind of KINDS) {
    const of = (actions: number) =>
      Array.from({ length: ROUNDS }, () => run(kind, actions)).sort((a, b) => a.time - b.time);
    const [full, one] = [of(ACTIONS), of(1)];
    const { time, cpu, bytes } = full[ROUNDS >> 1]!;
    const memory = Math.max(...full.map((each) => each.memory));
    console.log(
      `${kind} of ${ACTIONS} actions: ${time.toFixed(0)} ms, ${cpu.toFixed(0)} ms of the processor (${(time / one[ROUNDS >> 1]!.time).toFixed(1)} times that of one), ${memory.toFixed(0)} MB more at most, ${(bytes / 1e6).toFixed(1)} MB`,
    );
  }
}

if (import.meta.main) {
  const [kind, actions] = process.argv.slice(2);
  await (kind ? measureOne(kind, Number(actions)) : measurePapers());
}
