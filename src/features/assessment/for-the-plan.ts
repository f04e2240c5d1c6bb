import { writeAudit } from '../../db/audit.ts';
import type { Handle } from '../../db/connect.ts';
import type { RoundRow } from '../../db/tables/assessment.ts';
import { readAnswers, saveAnswer } from './answers.ts';
import { writeEvent } from './round-events.ts';
import { findAgreedSheet, listRounds } from './rounds.ts';
import { levelOf } from './rules/answers.ts';

/** What the plan of a council asks of its assessment. `src/compose/rooms.ts` hands these over. */

async function findLatestClosed(handle: Handle, council: string): Promise<RoundRow | undefined> {
  const rounds = await listRounds(handle, council);
  return rounds.find(({ closed_at, depth }) => closed_at !== null && depth === 'full');
}

export interface AgreedLevels {
  /** Id of the round that they are from; nothing when no full round is closed yet. */
  round: string | undefined;
  /** Levels from 1 to 4 by `outcome.target`; what has no agreed level is left out. */
  levels: ReadonlyMap<string, number>;
}

/** The levels that a council agreed in its latest closed round of the full assessment. */
export async function findAgreedLevels(handle: Handle, council: string): Promise<AgreedLevels> {
  const round = await findLatestClosed(handle, council);
  const sheet = round && (await findAgreedSheet(handle, council, round.id));
  if (!round || !sheet) return { round: undefined, levels: new Map() };
  const answers = await readAnswers(handle, sheet);
  const levels = [...answers].flatMap(([item, answer]): [string, number][] => {
    const level = levelOf(answer);
    return level ? [[item, level]] : [];
  });
  return { round: round.id, levels: new Map(levels) };
}

export interface Raise {
  /** `outcome.target` */
  item: string;
  /** 1 to 4. */
  level: number;
  evidence: string;
  note: string;
  /** Person id of the lead who agrees: who may be one is for the caller to check. */
  by: string;
}

/**
 * Raises the agreed answer of a target in the latest closed round, with what was done as its evidence. The round's
 * own log keeps what stood there before, also when the round was settled.
 * @returns whether the answer now stands at that level or above; false when no closed round has an agreed answer to it
 */
export async function raiseAnswer(
  handle: Handle,
  council: string,
  { item, level, evidence, note, by }: Raise,
  now: Date,
): Promise<boolean> {
  const round = await findLatestClosed(handle, council);
  const sheet = round && (await findAgreedSheet(handle, council, round.id));
  if (!round || !sheet) return false;
  const standing = (await readAnswers(handle, sheet)).get(item);
  if (!standing) return false;
  const before = levelOf(standing) ?? 0;
  if (before >= level) return true;
  const given = {
    ...standing,
    choice: level as 1 | 2 | 3 | 4,
    evidence: evidence.slice(0, 500) || standing.evidence,
    evidenceDate: now.toISOString().slice(0, 10),
    note: [standing.note, note].filter(Boolean).join('\n').slice(0, 2000),
    confidence: 'documented' as const,
  };
  if ((await saveAnswer(handle, sheet, given, standing.version, now)) !== 'kept') return false;
  const says = `From ${before || 'no level'} to ${level}, by a finished action of the plan.`;
  await writeEvent(
    handle,
    council,
    { round: round.id, item, person: by, kind: 'raised', says },
    now,
  );
  const detail = { round: round.id, item, from: before, to: level };
  await writeAudit(handle, { council, person: by, action: 'answer.raised', detail }, now);
  return true;
}
