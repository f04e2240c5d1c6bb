import type { Database, Handle } from '../../db/connect.ts';
import type { Depth, RoundRow, SheetRow } from '../../db/tables/assessment.ts';
import type { Group } from '../../db/tables/councils.ts';
import { newId } from '../../lib/ids.ts';
import { toChoice } from './rules/answers.ts';
import type { Voice } from './rules/disclosure.ts';

/** Rounds of a council. Every function takes the council, so that none can reach into another. */

const MOST = 100;

/** Rounds of a council, latest first. */
export const listRounds = (handle: Handle, council: string): Promise<RoundRow[]> =>
  handle
    .selectFrom('round')
    .selectAll()
    .where('council', '=', council)
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute();

export const findRound = (
  handle: Handle,
  council: string,
  id: string,
): Promise<RoundRow | undefined> =>
  handle
    .selectFrom('round')
    .selectAll()
    .where('council', '=', council)
    .where('id', '=', id)
    .executeTakeFirst();

export interface NewRound {
  name: string;
  depth: Depth;
  outcomes: readonly string[];
  edition: string;
  closesOn: string;
  before: string | null;
  /** Person ids; everybody who may answer when left out. */
  asked?: readonly string[] | undefined;
}

/** Opens a round, with the empty sheet for what the council will agree. @returns its id */
export async function openRound(
  handle: Handle,
  council: string,
  round: NewRound,
  now: Date,
): Promise<string> {
  const id = newId();
  await handle
    .insertInto('round')
    .values({
      id,
      council,
      name: round.name,
      depth: round.depth,
      outcomes: JSON.stringify(round.outcomes),
      edition: round.edition,
      closes_on: round.closesOn,
      before: round.before,
      opened_at: now.toISOString(),
      closed_at: null,
      frozen: null,
      asked: round.asked ? JSON.stringify(round.asked) : null,
      settled_at: null,
      version: 1,
    })
    .execute();
  await addSheet(handle, { council, round: id, ...round, person: null, perspective: null }, now);
  return id;
}

/** Keeps a round from being closed or settled until the transaction ends. SQLite lets one writer in at a time anyway. */
export async function holdRound(
  { engine }: Pick<Database, 'engine'>,
  handle: Handle,
  council: string,
  id: string,
): Promise<void> {
  if (engine !== 'postgres') return;
  await handle
    .selectFrom('round')
    .select('id')
    .where('council', '=', council)
    .where('id', '=', id)
    .forShare()
    .execute();
}

/** Whether a person is asked in a round: everybody who may answer is, unless it names people. */
export const isAsked = ({ asked }: Pick<RoundRow, 'asked'>, person: string): boolean =>
  asked === null || (JSON.parse(asked) as string[]).includes(person);

/**
 * Closes the round to voices for good: one that came later could be read off by comparing.
 * @param frozen the questions as they were asked; `edition` is the one that they are of, if it moved since the opening
 * @returns whether it was open
 */
export async function closeRound(
  handle: Handle,
  council: string,
  id: string,
  frozen: string,
  now: Date,
  edition?: string,
): Promise<boolean> {
  const { numUpdatedRows } = await handle
    .updateTable('round')
    .set((update) => ({
      closed_at: now.toISOString(),
      frozen,
      ...(edition ? { edition } : {}),
      version: update('version', '+', 1),
    }))
    .where('council', '=', council)
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Sets from when the agreed answers of a closed round stand, or lets them be changed again. @returns whether it did */
export async function setSettled(
  handle: Handle,
  council: string,
  id: string,
  settled: Date | null,
): Promise<boolean> {
  const { numUpdatedRows } = await handle
    .updateTable('round')
    .set((update) => ({
      settled_at: settled?.toISOString() ?? null,
      version: update('version', '+', 1),
    }))
    .where('council', '=', council)
    .where('id', '=', id)
    .where('closed_at', 'is not', null)
    .where('settled_at', settled ? 'is' : 'is not', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

interface Owner {
  council: string;
  round: string;
  depth: Depth;
  edition: string;
  person: string | null;
  perspective: Group | null;
}

async function addSheet(handle: Handle, owner: Owner, now: Date): Promise<void> {
  const moment = now.toISOString();
  await handle
    .insertInto('sheet')
    .values({
      id: newId(),
      kind: owner.person ? 'voice' : 'agreed',
      council: owner.council,
      round_id: owner.round,
      person_id: owner.person,
      perspective: owner.perspective,
      key_hash: null,
      depth: owner.depth,
      place: owner.council,
      edition: owner.edition,
      created_at: moment,
      seen_at: moment,
    })
    .onConflict((conflict) => conflict.columns(['round_id', 'person_id']).doNothing())
    .execute();
}

/** The sheet of what a council agreed in a round. */
export const findAgreedSheet = (
  handle: Handle,
  council: string,
  round: string,
): Promise<SheetRow | undefined> =>
  handle
    .selectFrom('sheet')
    .selectAll()
    .where('council', '=', council)
    .where('round_id', '=', round)
    .where('kind', '=', 'agreed')
    .executeTakeFirst();

/** The sheet of one person in a round; made when they come for the first time while the round is open. */
export async function openVoiceSheet(
  handle: Handle,
  council: string,
  round: RoundRow,
  person: { id: string; perspective: Group | null },
  now: Date,
): Promise<SheetRow | undefined> {
  const find = () =>
    handle
      .selectFrom('sheet')
      .selectAll()
      .where('council', '=', council)
      .where('round_id', '=', round.id)
      .where('person_id', '=', person.id)
      .executeTakeFirst();
  const known = await find();
  if (known || round.closed_at || !isAsked(round, person.id)) return known;
  const owner = {
    council,
    round: round.id,
    depth: round.depth,
    edition: round.edition,
    person: person.id,
  };
  await addSheet(handle, { ...owner, perspective: person.perspective }, now);
  return find();
}

/** How a person sees the council's work, as they said. */
export async function findPerspective(
  handle: Handle,
  council: string,
  person: string,
): Promise<Group | null> {
  const row = await handle
    .selectFrom('member')
    .select('perspective')
    .where('council', '=', council)
    .where('person_id', '=', person)
    .executeTakeFirst();
  return row?.perspective ?? null;
}

/** How many people have begun, and how many answers they gave; nothing of what they said. */
export async function countVoices(
  handle: Handle,
  council: string,
  round: string,
): Promise<{ people: number; answers: number }> {
  const row = await handle
    .selectFrom('sheet')
    .innerJoin('answer', 'answer.sheet_id', 'sheet.id')
    .select((select) => [
      select.fn.count<string>('sheet.id').distinct().as('people'),
      select.fn.countAll<string>().as('answers'),
    ])
    .where('sheet.council', '=', council)
    .where('round_id', '=', round)
    .where('kind', '=', 'voice')
    .executeTakeFirst();
  return { people: Number(row?.people ?? 0), answers: Number(row?.answers ?? 0) };
}

/** All voices of a closed round, by item; of one item when it is named. What one person said leaves this feature only through `disclose`. */
export async function readVoices(
  handle: Handle,
  council: string,
  round: string,
  item?: string,
): Promise<Map<string, Voice[]>> {
  // Counted by the database: a round of 500 people has 30,000 answers, and at most a few of each kind.
  const rows = await handle
    .selectFrom('sheet')
    .innerJoin('answer', 'answer.sheet_id', 'sheet.id')
    .innerJoin('round', 'round.id', 'sheet.round_id')
    .select((select) => [
      ...(['item', 'choice', 'perspective'] as const),
      select.fn.countAll<string>().as('people'),
    ])
    .where('sheet.council', '=', council)
    .where('round_id', '=', round)
    .where('kind', '=', 'voice')
    .where('round.closed_at', 'is not', null)
    .$if(item !== undefined, (all) => all.where('item', '=', item ?? ''))
    .groupBy(['item', 'choice', 'perspective'])
    .execute();
  // No limit: leaving some out would show another middle. It is bounded by the members of a council.
  const voices = new Map<string, Voice[]>();
  for (const row of rows) {
    const list = voices.get(row.item) ?? [];
    const voice = { group: row.perspective, choice: toChoice(row.choice) };
    for (let count = Number(row.people); count > 0; count -= 1) list.push(voice);
    voices.set(row.item, list);
  }
  return voices;
}
