import type { Almanac, Council } from '../content/almanac.ts';
import type { MadeUp } from '../content/schema/made-up.ts';
import { type Database, type Handle, openDatabase } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import type { Depth } from '../db/tables/assessment.ts';
import { transact } from '../db/transact.ts';
import { saveAnswer } from '../features/assessment/answers.ts';
import { writeEvent } from '../features/assessment/round-events.ts';
import {
  closeRound,
  findAgreedSheet,
  findRound,
  openRound,
  openVoiceSheet,
  setSettled,
} from '../features/assessment/rounds.ts';
import { toChoice } from '../features/assessment/rules/answers.ts';
import { freezeItems } from '../features/assessment/rules/frozen.ts';
import { itemsOfRound } from '../features/assessment/rules/round-items.ts';
import { emptyCase, saveCase } from '../features/papers/cases.ts';
import { listActions } from '../features/plan/actions.ts';
import { seedPlan } from '../features/plan/seed.ts';
import { findOrAddPerson } from '../features/sign-in/sessions.ts';
import { addMember } from '../features/space/members.ts';
import { namePerson } from '../features/space/people.ts';

/** The made-up council: its own database in memory, filled from the content by the same functions as real ones. */

export const MADE_UP = 'example';

/** The made-up council as the register would have it. */
export const toCouncil = (madeUp: MadeUp): Council => ({
  slug: MADE_UP,
  name: madeUp.name,
  short: madeUp.short,
  also: [],
  domains: [],
  type: madeUp.type,
  nation: madeUp.nation,
  regions: [],
  population: madeUp.population,
  populationYear: 0,
  rurality: madeUp.rurality,
  successors: [],
  predecessors: [],
  members: [],
  examples: [],
});

/** Opens the database of the made-up council, filled. @param almanac with the made-up council among its councils */
export async function openExample(almanac: Almanac, madeUp: MadeUp): Promise<Database> {
  const database = openDatabase({ file: ':memory:' });
  await migrate(database);
  await transact(database, 'everyone', async (handle) => {
    const people = await addPeople(handle, madeUp);
    let before: string | null = null;
    for (const round of madeUp.rounds)
      before = await addRound(handle, almanac, people, round, before);
    const byName = new Map(madeUp.people.map(({ name }, index) => [name, people[index]!.id]));
    if (madeUp.plan) await seedPlan(handle, MADE_UP, madeUp.plan, byName);
    await addCases(handle, madeUp);
  });
  return database;
}

interface Person {
  id: string;
  group: MadeUp['people'][number]['group'];
}

async function addPeople(handle: Handle, madeUp: MadeUp): Promise<Person[]> {
  const start = new Date(`${madeUp.rounds[0]?.opened}T09:00:00Z`);
  const people: Person[] = [];
  for (const [index, { name, group, lead }] of madeUp.people.entries()) {
    const { id } = await findOrAddPerson(handle, `person-${index}@example.invalid`, start);
    await namePerson(handle, id, name);
    await addMember(
      handle,
      MADE_UP,
      { person: id, role: lead ? 'lead' : 'contributor', perspective: group },
      start,
    );
    people.push({ id, group });
  }
  return people;
}

type Round = MadeUp['rounds'][number];

async function addRound(
  handle: Handle,
  almanac: Almanac,
  people: readonly Person[],
  round: Round,
  before: string | null,
): Promise<string> {
  const at = (day: string) => new Date(`${day}T12:00:00Z`);
  const depth: Depth = 'full';
  const id = await openRound(
    handle,
    MADE_UP,
    {
      name: round.name,
      depth,
      outcomes: Object.keys(round.agreed),
      edition: almanac.about.edition,
      closesOn: round.closes,
      before,
    },
    at(round.opened),
  );
  const row = (await findRound(handle, MADE_UP, id))!;
  const items = itemsOfRound(almanac, row);
  const levelOf = (item: (typeof items)[number]): number =>
    round.agreed[item.outcome.slug]?.[(item.target?.number ?? 1) - 1] ?? 1;
  for (const [index, person] of people.entries()) {
    const sheet = (await openVoiceSheet(
      handle,
      MADE_UP,
      row,
      { id: person.id, perspective: person.group },
      at(round.opened),
    ))!;
    for (const [place, item] of items.entries()) {
      const lean = round.leans[person.group]?.[item.outcome.slug] ?? 0;
      // People of one group do not all see the same: each in turn sees one question in three a level lower or higher.
      const own = (place + index) % 3 === 0 ? (index % 2 === 0 ? 1 : -1) : 0;
      const level = Math.min(4, Math.max(1, levelOf(item) + lean + own));
      await saveAnswer(
        handle,
        sheet,
        { ...EMPTY, item: item.id, choice: toChoice(`${level}`) },
        0,
        at(round.closes),
      );
    }
  }
  const agreed = (await findAgreedSheet(handle, MADE_UP, id))!;
  for (const item of items) {
    const beside = round.beside.find((each) => each.item === item.id);
    const given = {
      item: item.id,
      choice: toChoice(beside?.choice ?? `${levelOf(item)}`),
      note: beside?.note ?? '',
      evidence: beside?.evidence ?? '',
      evidenceDate: beside?.date ?? '',
      evidenceOwner: beside?.owner ?? '',
      confidence: beside?.confidence ?? ('' as const),
      dissent: beside?.dissent ?? '',
    };
    await saveAnswer(handle, agreed, given, 0, at(round.closed));
  }
  await closeRound(handle, MADE_UP, id, freezeItems(items), at(round.closed));
  await setSettled(handle, MADE_UP, id, at(round.closed));
  const [lead] = people;
  for (const kind of ['opened', 'closed', 'settled'] as const)
    await writeEvent(
      handle,
      MADE_UP,
      { round: id, person: lead?.id ?? '', kind },
      at(kind === 'opened' ? round.opened : round.closed),
    );
  return id;
}

const EMPTY = {
  note: '',
  evidence: '',
  evidenceDate: '',
  evidenceOwner: '',
  confidence: '' as const,
  dissent: '',
};

/** Business cases of actions that stand in the plan by now. */
async function addCases(handle: Handle, { plan, cases }: MadeUp): Promise<void> {
  const actions = await listActions(handle, MADE_UP);
  for (const { action, first_year: firstYear, money, rate, better, worse, ...texts } of cases) {
    const title = plan?.actions.find(({ id }) => id === action)?.title;
    const id = actions.find((each) => each.title === title)?.id;
    const fresh = emptyCase(rate);
    const given = {
      ...fresh,
      texts: { ...fresh.texts, ...texts },
      firstYear,
      money,
      better,
      worse,
    };
    if (id) await saveCase(handle, MADE_UP, id, given);
  }
}
